# @TEST-DOC: While Zeek runs, a log moves from a broker that is not there to one that is: all records arrive, and no log shows a password.
#
# Port 1 of the loopback address: nobody listens there. What is on disk for it then goes along.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-change-broker 6 | sort >output
# @TEST-EXEC: find spool -name '*.segment' | wc -l | tr -d ' ' >>output
# @TEST-EXEC: zeek-cut id old_value new_value <config.log | sort | sed "s/$AMQP_TEST_PORT/PORT/" >>output
# @TEST-EXEC: grep -c 'the settings of the connection have changed' reporter.log >>output
# @TEST-EXEC: ! grep -E 'not it|n0t-it' *.log zeek.stderr >&2
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::amqp_port = 1;
redef LogAMQP::password = "n0t-it";
redef LogAMQP::buffer = "disk";
redef LogAMQP::spool_dir = getenv("PWD") + "/spool";
redef LogAMQP::queue_name = "btest-change-broker";
redef LogAMQP::routing_key = "btest-change-broker";

global is_changed = F;

function write(first: count)
    {
    Log::write(Letters::LOG, Letters::Info($number=first, $letter="d"));
    Log::write(Letters::LOG, Letters::Info($number=first + 1));
    }

event reporter_error(t: time, msg: string, location: string)
    {
    if ( is_changed || "cannot connect to" !in msg )
        return;

    is_changed = T;
    write(4);
    Config::set_value("LogAMQP::amqp_port", to_count(getenv("AMQP_TEST_PORT")));
    Config::set_value("LogAMQP::password", getenv("AMQP_TEST_PASSWORD"));
    }

event reporter_info(t: time, msg: string, location: string)
    {
    if ( "connected to" !in msg )
        return;

    Log::write(Letters::LOG, Letters::Info($number=6, $letter="f"));
    terminate();
    }

event zeek_init()
    {
    Letters::send("letters", table());
    }
