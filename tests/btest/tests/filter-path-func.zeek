# @TEST-DOC: A filter with $path_func sends each record under the path that it makes.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: for path in tcp udp icmp; do sed "s/.*/{\"conn-$path\": &}/" conn-$path.log; done | sort >files
# @TEST-EXEC: receive btest-filter-path-func $(wc -l <files) | sort | cmp files -
# @TEST-EXEC: ls conn*.log >output
# @TEST-EXEC: btest-diff output

@load both
@load base/protocols/conn

function path_of(id: Log::ID, path: string, rec: Conn::Info): string
    {
    return fmt("conn-%s", rec$proto);
    }

event zeek_init() &priority=-10
    {
    Both::add_filter(Conn::LOG, [$name="", $path_func=path_of], "btest-filter-path-func");
    }
