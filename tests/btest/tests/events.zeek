# @TEST-DOC: A broker that goes and comes back is told by LogAMQP::connected and LogAMQP::disconnected, once each.
#
# @TEST-EXEC: own-node start
# @TEST-EXEC: zeek-run %INPUT broker-own.zeek >output
# @TEST-EXEC: own-node remove
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::queue_name = "btest-events";
redef LogAMQP::routing_key = "btest-events";

global connected = 0;

event LogAMQP::connected(broker: string)
    {
    print "connected", "vhost '/'" in broker, "127.0.0.1" in broker, LogAMQP::brokers()[0]$open;

    if ( ++connected == 2 )
        terminate();
    else
        system("own-node stop >stop.log 2>&1 &");
    }

event LogAMQP::disconnected(broker: string, reason: string)
    {
    print "disconnected", "vhost '/'" in broker, "127.0.0.1" in broker, |reason| > 0, "records are kept" in reason;
    print LogAMQP::brokers()[0]$open;
    # Not before it has ended.
    system("own-node restart >start.log 2>&1 &");
    }

event zeek_init()
    {
    Letters::send("letters", table());
    }
