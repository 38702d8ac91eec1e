# @TEST-DOC: An option that does not exist is an error that names it, and costs the one log alone.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: grep -E '^error: mistaken/Log::WRITER_AMQP: .*no_such_option' zeek.stderr
# @TEST-EXEC: receive btest-unknown-option 3 >output
# @TEST-EXEC: grep -v '^#' letters.log | wc -l | tr -d ' ' >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::queue_name = "btest-unknown-option";
redef LogAMQP::routing_key = "btest-unknown-option";

event zeek_init()
    {
    Letters::send("mistaken", table(["no_such_option"] = "1"));
    Letters::send("good", table());
    }
