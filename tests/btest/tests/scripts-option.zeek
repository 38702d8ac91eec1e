# @TEST-DOC: An option that is for all logs is an error in the $config of a filter that says so, and costs that log alone.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: for option in send_all_active_logs logs_to_send logs_to_exclude log_config only log_local; do grep "^error: $option/Log::WRITER_AMQP: " zeek.stderr | cut -d : -f 2- | grep -v "terminating thread" >>output; done
# @TEST-EXEC: receive btest-scripts-option 3 >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::queue_name = "btest-scripts-option";
redef LogAMQP::routing_key = "btest-scripts-option";

event zeek_init()
    {
    for ( name in set("send_all_active_logs", "logs_to_send", "logs_to_exclude", "log_config", "only", "log_local") )
        Letters::send(name, table([name] = "T"));

    Letters::send("good", table());
    }
