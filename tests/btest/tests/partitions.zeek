# @TEST-DOC: The records of a log are spread over its partitions by their number; several logs do so over several connections.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-partition-0 2 | sort >output
# @TEST-EXEC: receive btest-partition-1 4 | sort >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::connections = 2;
redef LogAMQP::partitions = 2;
redef LogAMQP::routing_key = "btest-partition-{partition}";
redef LogAMQP::delivery_mode = "transient";

event zeek_init()
    {
    # Each log declares one of the two queues that both send to.
    Letters::send("a", table(["queue_name"] = "btest-partition-0"));
    Letters::send("b", table(["queue_name"] = "btest-partition-1"));
    }
