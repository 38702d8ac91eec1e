# @TEST-DOC: A filter with $exclude sends all fields but these.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: receive btest-filter-exclude $(wc -l <conn.log) | untag conn | cmp conn.log -
# @TEST-EXEC: grep -cE "\"(uid|id.orig_h)\":" conn.log >output || true
# @TEST-EXEC: btest-diff output

@load both
@load base/protocols/conn

event zeek_init() &priority=-10
    {
    Both::add_filter(Conn::LOG, [$name="", $exclude=set("uid", "id.orig_h")], "btest-filter-exclude");
    }
