# @TEST-DOC: While Zeek runs, a log begins to gather records into messages, with the record after the next one.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: $RABBITMQ_CTL -q list_queues name messages | awk '$1 == "btest-change-batch" { print $2, "messages" }' >output
# @TEST-EXEC: receive btest-change-batch 10 | sort >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::batch_max_delay = 1 min;
redef LogAMQP::queue_name = "btest-change-batch";
redef LogAMQP::routing_key = "btest-change-batch";

event write()
    {
    # One alone, as the log was, then three together twice.
    for ( i in vector(4, 5, 6, 7, 8, 9, 10) )
        Log::write(Letters::LOG, Letters::Info($number=4 + i));

    terminate();
    }

event reporter_info(t: time, msg: string, location: string)
    {
    if ( "connected to" !in msg )
        return;

    Config::set_value("LogAMQP::batch_max_records", 3);
    # When it is applied, half a second later.
    schedule 2 sec { write() };
    }

event zeek_init()
    {
    Letters::send("letters", table());
    }
