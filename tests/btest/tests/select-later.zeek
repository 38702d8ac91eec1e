# @TEST-DOC: A stream that is created while Zeek runs is sent from its first record on, also when it is made anew, or was disabled.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-select-later 6 | sort >output
# @TEST-EXEC: btest-diff output

@load broker

redef exit_only_after_terminate = T;
redef LogAMQP::send_all_active_logs = T;
redef LogAMQP::logs_to_exclude += { PacketFilter::LOG };
redef LogAMQP::queue_name = "btest-select-later";
redef LogAMQP::routing_key = "btest-select-later";

module Later;

export {
    redef enum Log::ID += { LOG };

    type Info: record {
        text: string &log;
    };
}

function write(text: string)
    {
    Log::write(LOG, Info($text=text));
    }

function create()
    {
    Log::create_stream(LOG, [$columns=Info, $path="later"]);
    }

event third()
    {
    # Zeek replaces a stream that exists.
    create();
    write("5 created once more, without removal");
    Log::disable_stream(LOG);
    write("not written at all");
    Log::enable_stream(LOG);
    write("6 enabled again");
    terminate();
    }

event second()
    {
    write("2 in the next handler");
    Log::remove_stream(LOG);
    write("not written at all");
    create();
    write("3 removed and created again");
    write("4 once more");
    schedule 10msec { third() };
    }

event first()
    {
    create();
    write("1 in the handler that creates the stream");
    schedule 10msec { second() };
    }

event zeek_init()
    {
    schedule 10msec { first() };
    }
