# @TEST-DOC: Headers, priority and expiration do what they are for at the broker, set for all logs or for one.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-headers-b 3 >output
# @TEST-EXEC: receive btest-expired 3 >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::exchange = "btest-headers";
redef LogAMQP::exchange_type = "headers";
redef LogAMQP::headers = "{\"log\": \"{path}\", \"number\": 1}";
redef LogAMQP::binding_arguments = "{\"x-match\": \"all\", \"log\": \"{path}\"}";
redef LogAMQP::queue_name = "";
redef LogAMQP::routing_key = "";
redef LogAMQP::user_id = getenv("AMQP_TEST_USERNAME");
redef LogAMQP::message_type = "zeek.{path}";
redef LogAMQP::app_id = "{node}";
redef LogAMQP::priority = 4;

event zeek_init()
    {
    # Bound by a header of its own: what is in the headers of others does not come here.
    Letters::send("b", table(["queue_name"] = "btest-headers-b", ["binding_arguments"] = "{\"x-match\": \"all\", \"log\": \"b\"}",
                             ["headers"] = "{\"log\": \"{path}\"}", ["priority"] = "0", ["user_id"] = "", ["app_id"] = "", ["message_type"] = ""));
    # What is expired goes on to another queue, which is the dead letters' log's.
    Letters::send("dead", table(["exchange"] = "", ["queue_name"] = "btest-expired", ["routing_key"] = "nowhere", ["mandatory"] = "F"));
    Letters::send("short", table(["exchange"] = "", ["queue_name"] = "btest-short", ["routing_key"] = "btest-short", ["expiration"] = "3.0",
                                 ["queue_arguments"] = "{\"x-dead-letter-exchange\": \"\", \"x-dead-letter-routing-key\": \"btest-expired\"}"));
    }
