# @TEST-DOC: After a change of the broker, the metrics of the one before say that nothing is connected to it any more.
#
# The second broker is the first one by another name: beside it there is a host where nobody listens.
#
# @TEST-EXEC: zeek-run %INPUT | sed "s/$AMQP_TEST_HOST:$AMQP_TEST_PORT/HOST/g" >output
# @TEST-EXEC: btest-diff output

@load base/frameworks/telemetry
@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::queue_name = "btest-change-metrics";
redef LogAMQP::routing_key = "btest-change-metrics";

global connected = 0;

function show()
    {
    local lines: vector of string;

    for ( i, metric in Telemetry::collect_metrics("zeek", "amqp_connect*") )
        lines += fmt("%s %s %s", metric$label_values[0], metric$opts$name, metric$value);

    sort(lines, strcmp);

    for ( i, line in lines )
        print line;
    }

event LogAMQP::connected(broker: string)
    {
    show();

    if ( ++connected == 2 )
        {
        terminate();
        return;
        }

    print "changed";
    Config::set_value("LogAMQP::hostname", LogAMQP::hostname + ",127.0.0.2:1");
    }

event zeek_init()
    {
    Letters::send("letters", table());
    }
