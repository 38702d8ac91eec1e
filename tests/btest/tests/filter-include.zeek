# @TEST-DOC: A filter with $include sends these fields and no others.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: receive btest-filter-include $(wc -l <conn.log) | untag conn | cmp conn.log -
# @TEST-EXEC: head -n 1 conn.log | grep -o '"[a-z_A-Z0-9./]*":' >output
# @TEST-EXEC: btest-diff output

@load both
@load base/protocols/conn

event zeek_init() &priority=-10
    {
    Both::add_filter(Conn::LOG, [$name="", $include=set("ts", "id.orig_h")], "btest-filter-include");
    }
