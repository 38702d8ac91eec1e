# @TEST-DOC: SIGTERM and SIGINT end Zeek with 0 and lose nothing, with the broker there and with the broker away.
#
# @TEST-EXEC: zeek-terminate TERM reporter.log 'connected to' %INPUT
# @TEST-EXEC: zeek-terminate INT reporter.log 'connected to' %INPUT
# @TEST-EXEC: BTEST_PASSWORD=wrong zeek-terminate TERM reporter.log 'cannot connect' %INPUT
# @TEST-EXEC: grep -c 'letters/Log::WRITER_AMQP: 3 records of log .letters. not confirmed.*they are kept in' zeek.stderr >output
# @TEST-EXEC: BTEST_PASSWORD=wrong zeek-terminate INT reporter.log 'cannot connect' %INPUT
# @TEST-EXEC: receive btest-signals 6 | sort | uniq -c | sed 's/^ *//' >>output
# @TEST-EXEC: zeek-terminate TERM reporter.log 'has got the 3 records.*left' %INPUT
# @TEST-EXEC: receive btest-signals 9 | sort | uniq -c | sed 's/^ *//' >>output
# @TEST-EXEC: find spool -name '*.segment' | wc -l | tr -d ' ' >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::password = getenv("BTEST_PASSWORD") == "" ? getenv("AMQP_TEST_PASSWORD") : getenv("BTEST_PASSWORD");
redef LogAMQP::max_wait_on_shutdown = 2sec;
redef LogAMQP::spool_dir = getenv("PWD") + "/spool";
redef LogAMQP::queue_name = "btest-signals";
redef LogAMQP::routing_key = "btest-signals";

event zeek_init()
    {
    Letters::send("letters", table());
    }
