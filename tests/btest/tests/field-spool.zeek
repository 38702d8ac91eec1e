# @TEST-DOC: What waits on disk for the next Zeek goes where its fields say, with the properties it was meant to have.
#
# The next Zeek itself sends to another queue, and has another environment.
#
# @TEST-EXEC: BTEST_PASSWORD=wrong SITE=north zeek-run %INPUT LogAMQP::routing_key="btest-left-{env:SITE}-{field:letter}" LogAMQP::queue_name="btest-left-{env:SITE}-{field:letter}"
# @TEST-EXEC: find spool -name '*.segment' | wc -l | tr -d ' ' >output
# @TEST-EXEC: BTEST_PASSWORD="$AMQP_TEST_PASSWORD" zeek-run %INPUT LogAMQP::routing_key=btest-next LogAMQP::queue_name=btest-next
# @TEST-EXEC: receive btest-left-north-a 1 >>output
# @TEST-EXEC: receive btest-left-north-- 1 >>output
# @TEST-EXEC: receive btest-left-north-c 1 >>output
# @TEST-EXEC: receive btest-next 3 >>output
# @TEST-EXEC: find spool -name '*.segment' | wc -l | tr -d ' ' >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::password = getenv("BTEST_PASSWORD");
redef LogAMQP::max_wait_on_shutdown = 3sec;
redef LogAMQP::spool_dir = getenv("PWD") + "/spool";
redef LogAMQP::queue_arguments = "{\"x-max-priority\": 5}";
redef LogAMQP::priority = 3;
redef LogAMQP::mandatory = F;

event zeek_init()
    {
    Letters::send("letters", table());
    }
