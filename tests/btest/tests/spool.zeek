# @TEST-DOC: What Zeek could not send it leaves in the spool and says so; the next Zeek sends it.
#
# The broker refuses the first Zeek's password. The spool is told apart by broker, not by user.
#
# @TEST-EXEC: BTEST_PASSWORD=wrong zeek-run %INPUT
# @TEST-EXEC: grep -c 'letters/Log::WRITER_AMQP: 3 records of log .letters. not confirmed.*they are kept in' zeek.stderr >output
# @TEST-EXEC: find spool -name '*.segment' | wc -l | tr -d ' ' >>output
# @TEST-EXEC: BTEST_PASSWORD="$AMQP_TEST_PASSWORD" zeek-run %INPUT
# @TEST-EXEC: receive btest-spool 6 | sort | uniq -c | sed 's/^ *//' >>output
# @TEST-EXEC: find spool -name '*.segment' | wc -l | tr -d ' ' >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::password = getenv("BTEST_PASSWORD");
redef LogAMQP::max_wait_on_shutdown = 3sec;
redef LogAMQP::spool_dir = getenv("PWD") + "/spool";
redef LogAMQP::queue_name = "btest-spool";
redef LogAMQP::routing_key = "btest-spool";

event zeek_init()
    {
    Letters::send("letters", table());
    }
