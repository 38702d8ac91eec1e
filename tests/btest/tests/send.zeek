# @TEST-DOC: LogAMQP::send sends one log to several exchanges under one name, and takes a log whose stream does not exist yet.
#
# @TEST-EXEC: $RABBITMQ_CTL import_definitions <exchanges.json
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: for queue in a b; do receive btest-send-$queue 3 >>output; done
# @TEST-EXEC: grep -c . zeek.stderr >>output || true
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::queue_name = "";

event zeek_init() &priority=100
    {
    LogAMQP::send(Letters::LOG, table(["exchange"] = "btest-send-a"));
    }

event zeek_init()
    {
    LogAMQP::send(Letters::LOG, table(["exchange"] = "btest-send-b", ["include_unset_fields"] = "T"), "b");
    }

@TEST-START-FILE exchanges.json
{
    "exchanges": [
        {"vhost": "/", "name": "btest-send-a", "type": "fanout", "durable": true, "auto_delete": false, "internal": false, "arguments": {}},
        {"vhost": "/", "name": "btest-send-b", "type": "fanout", "durable": true, "auto_delete": false, "internal": false, "arguments": {}}
    ],
    "queues": [
        {"vhost": "/", "name": "btest-send-a", "durable": true, "auto_delete": false, "arguments": {}},
        {"vhost": "/", "name": "btest-send-b", "durable": true, "auto_delete": false, "arguments": {}}
    ],
    "bindings": [
        {"vhost": "/", "source": "btest-send-a", "destination": "btest-send-a", "destination_type": "queue", "routing_key": "", "arguments": {}},
        {"vhost": "/", "source": "btest-send-b", "destination": "btest-send-b", "destination_type": "queue", "routing_key": "", "arguments": {}}
    ]
}
@TEST-END-FILE
