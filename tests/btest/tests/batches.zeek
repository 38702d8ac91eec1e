# @TEST-DOC: Records are gathered into messages of several lines, for all logs or for one, compressed if asked for; tail takes them apart.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-batch-a 3 | sort >output
# @TEST-EXEC: receive btest-batch-b 3 | sort >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::batch_max_records = 3;
redef LogAMQP::batch_max_delay = 50 msec;
redef LogAMQP::compression = "gzip";

event zeek_init()
    {
    Letters::send("a", table(["queue_name"] = "btest-batch-a", ["routing_key"] = "btest-batch-a"));
    Letters::send("b", table(["queue_name"] = "btest-batch-b", ["routing_key"] = "btest-batch-b",
                             ["batch_max_records"] = "2", ["batch_max_bytes"] = "2048", ["batch_max_delay"] = "10.0",
                             ["compression"] = "zstd"));
    }
