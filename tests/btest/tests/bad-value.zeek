# @TEST-DOC: A value that does not fit its option is an error that names option and value, and costs the one log alone.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: grep -E '^error: mistaken/Log::WRITER_AMQP: .*amqp_port.*77777' zeek.stderr
# @TEST-EXEC: receive btest-bad-value 3 >output
# @TEST-EXEC: grep -v '^#' letters.log | wc -l | tr -d ' ' >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::queue_name = "btest-bad-value";
redef LogAMQP::routing_key = "btest-bad-value";

event zeek_init()
    {
    Letters::send("mistaken", table(["amqp_port"] = "77777"));
    Letters::send("good", table());
    }
