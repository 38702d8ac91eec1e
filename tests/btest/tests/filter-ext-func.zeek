# @TEST-DOC: A filter with $ext_func sends the fields that it makes, with $ext_prefix before their names.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: receive btest-filter-ext-func $(wc -l <conn.log) | untag conn | cmp conn.log -
# @TEST-EXEC: head -n 1 conn.log >output
# @TEST-EXEC: btest-diff output

@load both
@load base/protocols/conn

type Extension: record {
    sensor: string &log;
    path: string &log;
};

function extend(path: string): Extension
    {
    return Extension($sensor="north", $path=path);
    }

event zeek_init() &priority=-10
    {
    Both::add_filter(Conn::LOG, [$name="", $include=set("proto"), $ext_func=extend, $ext_prefix="@"], "btest-filter-ext-func");
    }
