# @TEST-DOC: A filter with $field_name_map sends fields under their new names.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: receive btest-filter-field-name-map $(wc -l <conn.log) | untag conn | cmp conn.log -
# @TEST-EXEC: head -n 1 conn.log | grep -o '"[a-z_A-Z0-9./]*":' >output
# @TEST-EXEC: btest-diff output

@load both
@load base/protocols/conn

event zeek_init() &priority=-10
    {
    Both::add_filter(Conn::LOG, [$name="", $include=set("uid", "id.orig_h"), $field_name_map=table(["uid"] = "connection", ["id.orig_h"] = "src/ip")], "btest-filter-field-name-map");
    }
