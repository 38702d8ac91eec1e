# @TEST-DOC: A log's schema is published before its first record, whatever its filter does to the columns, for all logs or for one; zeek-amqp schema --zeek says the same.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-schema-plain 4 >output
# @TEST-EXEC: receive btest-schema-changed 4 >>output
# @TEST-EXEC: receive btest-schema-none 3 >>output
# @TEST-EXEC: btest-diff output
#
# @TEST-EXEC: zeek-amqp schema --json --zeek %INPUT >asked 2>asked.stderr
# @TEST-EXEC: grep '^{"$schema"' output | sort >published
# @TEST-EXEC: grep -v '"title":"none"' asked | sort >asked.sorted
# @TEST-EXEC: cmp published asked.sorted
# @TEST-EXEC: test ! -s asked.stderr

@load broker
@load letters

redef LogAMQP::publish_schema = T;

type Place: record {
    site: string &log;
    port_set: set[port] &log &optional;
    hidden: string &optional;
};

redef record Letters::Info += {
    place: Place &log &optional;
    at: time &log &optional;
    took: vector of interval &log &optional;
    kind: Log::ID &log &default=Letters::LOG;
};

type Added: record {
    node: string &log;
};

function add_node(path: string): Added
    {
    return Added($node="n-" + path);
    }

event zeek_init()
    {
    Letters::send("plain", table(["queue_name"] = "btest-schema-plain", ["routing_key"] = "btest-schema-plain"));
    Letters::send("none", table(["queue_name"] = "btest-schema-none", ["routing_key"] = "btest-schema-none", ["publish_schema"] = "F"));
    Log::add_filter(Letters::LOG, [$name="changed", $path="changed", $writer=Log::WRITER_AMQP, $exclude=set("letter"), $scope_sep="_",
                                   $ext_func=add_node, $ext_prefix="ext_", $field_name_map=table(["number"] = "n"),
                                   $config=table(["queue_name"] = "btest-schema-changed", ["routing_key"] = "btest-schema-changed",
                                                 ["json_timestamps"] = "TS_ISO8601", ["include_unset_fields"] = "T", ["tag_json"] = "F",
                                                 ["meta_fields"] = "_path", ["batch_max_records"] = "2", ["compression"] = "gzip")]);
    }
