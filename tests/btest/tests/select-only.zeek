# @TEST-DOC: With LogAMQP::only, what goes to the broker is written to no file, also of a stream that is created later. Other logs keep theirs.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-select-only 3 >output
# @TEST-EXEC: receive btest-select-only-later 1 >>output
# @TEST-EXEC: ls *.log | grep -v '^reporter' >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::send_all_active_logs = T;
redef LogAMQP::only = T;
redef LogAMQP::queue_name = "btest-select-only";
redef LogAMQP::routing_key = "btest-select-only";

module Later;

export {
    redef enum Log::ID += { LOG, KEPT_LOG };

    type Info: record {
        text: string &log;
    };
}

redef LogAMQP::logs_to_exclude += { KEPT_LOG };
redef LogAMQP::log_config += {
    [LOG] = table(["queue_name"] = "btest-select-only-later", ["routing_key"] = "btest-select-only-later")
};

event zeek_done()
    {
    Log::create_stream(LOG, [$columns=Info, $path="later"]);
    Log::write(LOG, Info($text="written at the end"));
    Log::create_stream(KEPT_LOG, [$columns=Info, $path="kept"]);
    Log::write(KEPT_LOG, Info($text="written to a file"));
    }
