# @TEST-DOC: log_path is what a log is called in its messages, for all logs or for one.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-log-path-global 3 >output
# @TEST-EXEC: receive btest-log-path-own 3 >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::log_path = "all";

event zeek_init()
    {
    Letters::send("global", table(["queue_name"] = "btest-log-path-global", ["routing_key"] = "btest-log-path-global"));
    Letters::send("own", table(["queue_name"] = "btest-log-path-own", ["routing_key"] = "btest-log-path-own", ["log_path"] = "\"letters\""));
    }
