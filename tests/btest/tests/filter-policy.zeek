# @TEST-DOC: A filter with $policy sends the records that the hook lets pass, as the hook leaves them.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: receive btest-filter-policy $(wc -l <conn.log) | untag conn | cmp conn.log -
# @TEST-EXEC: sort conn.log | uniq -c | sed "s/^ *//" >output
# @TEST-EXEC: btest-diff output

@load both
@load base/protocols/conn

hook only_udp(rec: Conn::Info, id: Log::ID, filter: Log::Filter)
    {
    if ( rec$proto != udp )
        break;

    rec$uid = "hidden";
    }

event zeek_init() &priority=-10
    {
    Both::add_filter(Conn::LOG, [$name="", $include=set("uid", "proto"), $policy=only_udp], "btest-filter-policy");
    }
