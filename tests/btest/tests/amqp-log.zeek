# @TEST-DOC: amqp.log has a line for each log and interval, whose records add up; sent to the broker itself it does not grow by that.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: zeek-column log filter accepted confirmed dropped <amqp.log | awk '{ a[$1 " " $2] += $3; c[$1 " " $2] += $4; d[$1 " " $2] += $5 } END { print "letters", a["letters letters"], c["letters letters"], d["letters letters"]; print (a["amqp amqp"] >= 4) }' >output
# @TEST-EXEC: zeek-column log <amqp.log | awk '{ n[$1]++ } END { print length(n), (n["amqp"] <= n["letters"]), (NR == n["amqp"] + n["letters"]) }' >>output
# @TEST-EXEC: receive btest-amqp-log 4 | head -n 1 | grep -cE '^."amqp": ."ts":.*"log":"letters","filter":"letters","accepted":[0-9]+,' >>output
# @TEST-EXEC: rm amqp.log && BTEST_SENDS=no zeek-run %INPUT && test ! -e amqp.log
# @TEST-EXEC: BTEST_INTERVAL=0 zeek-run %INPUT && test ! -e amqp.log
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::status_interval = double_to_interval(getenv("BTEST_INTERVAL") == "" ? 0.5 : to_double(getenv("BTEST_INTERVAL")));

event end()
    {
    terminate();
    }

event zeek_init()
    {
    if ( getenv("BTEST_SENDS") != "no" )
        {
        Letters::send("letters", table(["queue_name"] = "btest-letters", ["routing_key"] = "btest-letters"));
        local filter = Log::Filter($name="amqp", $path="amqp", $writer=Log::WRITER_AMQP,
                                   $config=table(["queue_name"] = "btest-amqp-log", ["routing_key"] = "btest-amqp-log"));
        Log::add_filter(LogAMQP::LOG, filter);
        }

    schedule 4sec { end() };
    }
