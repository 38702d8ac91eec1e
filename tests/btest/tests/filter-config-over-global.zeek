# @TEST-DOC: A filter's $config wins over the global options, for this filter alone.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-global 3 >output
# @TEST-EXEC: receive btest-own 3 >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::queue_name = "btest-global";
redef LogAMQP::routing_key = "btest-global";
redef LogAMQP::include_unset_fields = T;

event zeek_init()
    {
    Letters::send("global", table());
    Letters::send("own", table(["queue_name"] = "btest-own", ["routing_key"] = "btest-own", ["include_unset_fields"] = "F"));
    }
