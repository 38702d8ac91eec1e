# @TEST-DOC: With a routing key of zeek.{path}, each log has a binding of its own at a topic exchange; exchange, queues and bindings are declared.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-topic-a 3 >output
# @TEST-EXEC: receive btest-topic-b 3 >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::exchange = "btest-topic";
redef LogAMQP::exchange_type = "topic";
redef LogAMQP::exchange_durable = F;
redef LogAMQP::exchange_arguments = "{\"alternate-exchange\": \"amq.fanout\"}";
redef LogAMQP::routing_key = "zeek.{path}";
redef LogAMQP::queue_name = "btest-topic-{path}";
redef LogAMQP::queue_arguments = "{\"x-queue-type\": \"quorum\", \"x-max-length\": 1000}";
redef LogAMQP::binding_keys = "zeek.{path}";

event zeek_init()
    {
    Letters::send("a", table());
    Letters::send("b", table(["binding_keys"] = "other,zeek.b", ["exchange_durable"] = "F", ["queue_arguments"] = ""));
    }
