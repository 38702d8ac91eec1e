# @TEST-DOC: The logs of logs_to_send go to the broker and no others, and not those of logs_to_exclude, however they are chosen.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-select-some 1 >output
# @TEST-EXEC: zeek-run %INPUT LogAMQP::send_all_active_logs=T PacketFilter::enable_auto_protocol_capture_filters=F
# @TEST-EXEC: receive btest-select-some 2 | sort >>output
# @TEST-EXEC: ls a.log b.log c.log >>output
# @TEST-EXEC: btest-diff output

@load broker

redef LogAMQP::queue_name = "btest-select-some";
redef LogAMQP::routing_key = "btest-select-some";

module Some;

export {
    redef enum Log::ID += { A_LOG, B_LOG, C_LOG };

    type Info: record {
        letter: string &log;
    };
}

redef LogAMQP::logs_to_send += { A_LOG, C_LOG };
redef LogAMQP::logs_to_exclude += { C_LOG, PacketFilter::LOG };

event zeek_init()
    {
    for ( path, id in table(["a"] = A_LOG, ["b"] = B_LOG, ["c"] = C_LOG) )
        {
        Log::create_stream(id, [$columns=Info, $path=path]);
        Log::write(id, Info($letter=path));
        }
    }
