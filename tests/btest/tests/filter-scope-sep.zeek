# @TEST-DOC: A filter with $scope_sep sends the names of nested fields with it; $include has them so, too.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: receive btest-filter-scope-sep $(wc -l <conn.log) | untag conn | cmp conn.log -
# @TEST-EXEC: head -n 1 conn.log | grep -o '"[a-z_A-Z0-9./]*":' >output
# @TEST-EXEC: btest-diff output

@load both
@load base/protocols/conn

event zeek_init() &priority=-10
    {
    Both::add_filter(Conn::LOG, [$name="", $include=set("uid", "id_orig_h", "id_resp_h"), $scope_sep="_"], "btest-filter-scope-sep");
    }
