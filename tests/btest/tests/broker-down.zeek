# @TEST-DOC: A broker that is not there stops neither Zeek nor its end; where it was sought and what was lost is said once each.
#
# Port 1 of the loopback address: nobody listens there.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: grep -c 'down/Log::WRITER_AMQP: cannot connect to 127\.0\.0\.1:1\b' zeek.stderr >output
# @TEST-EXEC: grep -c 'down/Log::WRITER_AMQP: 3 records ' zeek.stderr >>output
# @TEST-EXEC: grep -v '^#' letters.log | wc -l | tr -d ' ' >>output
# @TEST-EXEC: btest-diff output

@load letters

redef LogAMQP::hostname = "127.0.0.1";
redef LogAMQP::amqp_port = 1;
# With a spool nothing is lost, see spool.zeek.
redef LogAMQP::spool_dir = "";

event zeek_init()
    {
    Letters::send("down", table());
    }
