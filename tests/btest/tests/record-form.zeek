# @TEST-DOC: Records without their tag, with fields about them in front and additional values behind, for all logs or for one.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-form-global 3 >output
# @TEST-EXEC: receive btest-form-own 3 >>output
# @TEST-EXEC: receive btest-form-clash 3 | sed -E 's/"_write_ts":"20[0-9-]{8}T[0-9:]{8}\.[0-9]{6}Z"/"_write_ts":"NOW"/' >>output
# @TEST-EXEC: grep -o "log 'clash' has fields of its own.*sent" zeek.stderr >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::tag_json = F;
redef LogAMQP::meta_fields = "_path, _node";
redef LogAMQP::additional_values = "{ \"site\": \"h\\u0071 \\\"Süd\\\"\", \"rack\": 7,\n \"lit\": [true, null, {\"x\": 1.50}] }";
redef LogAMQP::queue_name = "btest-form-global";
redef LogAMQP::routing_key = "btest-form-global";

# Too late for Zeek to make itself part of a cluster. Zeek 9.0 wants to hear of a backend all the same; Broker is what 8.0 has without asking.
redef Cluster::node = "sensor-7";
redef Cluster::backend = Cluster::CLUSTER_BACKEND_BROKER;
redef Cluster::nodes = table(["sensor-7"] = Cluster::Node($node_type=Cluster::WORKER, $ip=127.0.0.1));

event zeek_init()
    {
    Letters::send("global", table());
    Letters::send("own", table(["queue_name"] = "btest-form-own", ["routing_key"] = "btest-form-own", ["tag_json"] = "T",
                               ["meta_fields"] = "", ["additional_values"] = ""));
    Letters::send("clash", table(["queue_name"] = "btest-form-clash", ["routing_key"] = "btest-form-clash",
                                 ["meta_fields"] = "_write_ts", ["json_timestamps"] = "TS_ISO8601",
                                 ["additional_values"] = "{\"letter\": \"z\"}"));
    }
