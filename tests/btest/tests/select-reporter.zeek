# @TEST-DOC: reporter.log goes to the broker when it is asked for by name, beside all others.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-select-reporter 1 | grep -o '^{"reporter"\|for the broker' >output
# @TEST-EXEC: btest-diff output

@load broker

redef LogAMQP::send_all_active_logs = T;
redef LogAMQP::logs_to_send += { Reporter::LOG };
redef LogAMQP::queue_name = "btest-select-others";
redef LogAMQP::routing_key = "btest-select-others";
redef LogAMQP::log_config += {
    [Reporter::LOG] = table(["queue_name"] = "btest-select-reporter", ["routing_key"] = "btest-select-reporter")
};

# What the writers themselves report depends on the time.
hook Reporter::log_policy(rec: Reporter::Info, id: Log::ID, filter: Log::Filter)
    {
    if ( rec$message != "for the broker" )
        break;
    }

event zeek_init()
    {
    Reporter::info("for the broker");
    }
