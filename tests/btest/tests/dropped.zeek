# @TEST-DOC: LogAMQP::dropped says which log loses records, how many since the last time, and why.
#
# Port 1 of the loopback address: nobody listens there.
#
# @TEST-EXEC: zeek-run %INPUT >output
# @TEST-EXEC: grep -q 'letters/Log::WRITER_AMQP: .* of log .letters. lost: there was no room' zeek.stderr
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::hostname = "127.0.0.1";
redef LogAMQP::amqp_port = 1;
redef LogAMQP::max_queue_bytes = 1048576;
redef LogAMQP::max_wait_on_shutdown = 0sec;

event LogAMQP::disconnected(broker: string, reason: string)
    {
    print "disconnected", "127.0.0.1:1," in broker;
    local many = 0;

    while ( ++many <= 30000 )
        Log::write(Letters::LOG, Letters::Info($number=many, $letter="a letter that takes some room in memory"));
    }

global told = F;

event LogAMQP::dropped(log: string, records: count, reason: string)
    {
    # What is lost while Zeek ends is told as well, if it comes in time.
    if ( told )
        return;

    told = T;
    local s = LogAMQP::stats()[0];
    print "dropped", log, records > 0, records <= s$dropped_full, "there was no room" in reason;
    terminate();
    }

event zeek_init()
    {
    Letters::send("letters", table());
    }
