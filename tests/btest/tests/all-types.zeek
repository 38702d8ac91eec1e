# @TEST-DOC: A record of every type, odd values included, is byte for byte what Zeek's own JSON writer makes of it.
#
# Four formats of time, and unset fields written out: per format a file and a queue from the same stream in the same run.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: for path in epoch millis unsigned iso unset; do test -s $path.log && receive btest-all-types-$path $(wc -l <$path.log) | untag $path >$path.received && cmp $path.log $path.received || exit 1; done
# @TEST-EXEC: grep -c . epoch.log >output
# @TEST-EXEC: btest-diff output

@load broker

module AllTypes;

export {
    redef enum Log::ID += { LOG };

    type Color: enum { RED, GREEN };

    type Inner: record {
        a: addr &log &optional;
        deeper: string &log &optional;
    };

    type Info: record {
        b: bool &log &optional;
        i: int &log &optional;
        c: count &log &optional;
        p: port &log &optional;
        d: double &log &optional;
        iv: interval &log &optional;
        t: time &log &optional;
        s: string &log &optional;
        e: Color &log &optional;
        f: function(x: count): string &log &optional;
        o: file &log &optional;
        a: addr &log &optional;
        n: subnet &log &optional;
        inner: Inner &log &optional;
        sb: set[bool] &log &optional;
        sc: set[count] &log &optional;
        sp: set[port] &log &optional;
        ss: set[string] &log &optional;
        se: set[Color] &log &optional;
        sa: set[addr] &log &optional;
        sn: set[subnet] &log &optional;
        st: set[time] &log &optional;
        siv: set[interval] &log &optional;
        sd: set[double] &log &optional;
        vb: vector of bool &log &optional;
        vi: vector of int &log &optional;
        vd: vector of double &log &optional;
        vt: vector of time &log &optional;
        vs: vector of string &log &optional;
        ve: vector of Color &log &optional;
        va: vector of addr &log &optional;
        vn: vector of subnet &log &optional;
    };
}

# The same path to a file and to a queue of that name.
function twice(path: string, time_format: string, unset: string)
    {
    # A renamed field whose name needs escapes, and another separator of nested names.
    local names = table(["iv"] = "in \"terval\" \\ \xc3\xa4");
    local queue = "btest-all-types-" + path;

    Log::add_filter(LOG, [$name="file-" + path, $path=path, $field_name_map=names, $scope_sep="/",
                          $config=table(["use_json"] = "T", ["json_timestamps"] = time_format,
                                        ["json_include_unset_fields"] = unset)]);
    Log::add_filter(LOG, [$name="amqp-" + path, $path=path, $field_name_map=names, $scope_sep="/",
                          $writer=Log::WRITER_AMQP,
                          $config=table(["queue_name"] = queue, ["routing_key"] = queue,
                                        ["json_timestamps"] = time_format, ["include_unset_fields"] = unset)]);
    }

function shout(x: count): string
    {
    return fmt("%d \"!\"", x);
    }

function write(info: Info)
    {
    Log::write(LOG, info);
    }

event zeek_init()
    {
    Log::create_stream(LOG, [$columns=Info, $path="all"]);
    Log::remove_default_filter(LOG);
    twice("epoch", "JSON::TS_EPOCH", "F");
    twice("millis", "JSON::TS_MILLIS", "F");
    twice("unsigned", "JSON::TS_MILLIS_UNSIGNED", "F");
    twice("iso", "JSON::TS_ISO8601", "F");
    twice("unset", "JSON::TS_EPOCH", "T");

    write(Info());

    write(Info($b=T, $i=-9223372036854775807, $c=18446744073709551615, $p=53/udp, $d=0.0, $iv=0sec, $t=double_to_time(0.0),
               $s="", $e=RED, $f=shout, $o=open("opened file.txt"), $a=1.2.3.4, $n=10.0.0.0/8,
               $inner=Inner($a=[2001:db8::1], $deeper="x")));

    write(Info($b=F, $i=9223372036854775807, $c=0, $p=65535/tcp, $a=[::ffff:1.2.3.4], $n=0.0.0.0/0, $inner=Inner()));
    write(Info($p=8/icmp, $a=[::], $n=[::]/0, $e=GREEN));
    write(Info($p=0/unknown, $a=[fe80::1:0:0:1], $n=[2001:db8::]/32));
    write(Info($a=255.255.255.255, $n=1.2.3.4/32));
    write(Info($a=[2001:db8:0:1:1:1:1:1], $n=[2001:db8::1]/128));
    write(Info($a=[::1.2.3.4], $n=[::ffff:0:0]/96));

    # Doubles, at the limits where their notation changes.
    local infinity = 1e308 * 10.0;
    local doubles = vector(0.0, -0.0, 1.0, -1.0, 0.1, 1e-5, 1e-6, 1.5e-6, 1e-7, 1.5e-7, 123456789.123456789, 1e15, 1e16, 1e17,
                           123456789012345678.0, 1e20, 1e21, 1.5e21, 1e22, 1.5e22, 5e-324, 2.2250738585072014e-308,
                           1.7976931348623157e308, 0.30000000000000004, 2.0 / 3.0, -1234.5678, 9007199254740993.0,
                           infinity, -infinity, infinity - infinity);
    write(Info($vd=doubles));

    for ( _, number in doubles )
        write(Info($d=number, $iv=double_to_interval(number)));

    write(Info($iv=-1.5sec));
    write(Info($iv=1usec));
    write(Info($iv=365day));

    # Times: with fractions that round up, before 1970, and of whole seconds.
    local times = vector(1.0, 1320279566.452687, 1320279567.0, 1320279567.9999999, 1320279567.999999, 1320279567.9999995,
                         -0.5, -1.5, -1320279566.452687, 0.0000005, 253402300799.999);
    local stamps: vector of time;

    for ( _, seconds in times )
        {
        stamps += double_to_time(seconds);
        write(Info($t=double_to_time(seconds)));
        }

    write(Info($vt=stamps));

    # Strings: what is kept, what JSON escapes, and what makes Zeek escape each byte.
    local strings = vector("plain", "a/b", "quote \" backslash \\", "\x08\x0c\x0a\x0d\x09", "nul \x00 inside", "\x00", "\x1f\x7f",
                           "bell \x07 \xc3\xa4", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "\xff", "a\xc3", "\xc3\xa4\xff\xc3\xa4",
                           "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xee\x80\x80", "\xef\xbf\xbe", "\xc2\x80",
                           "\xe2\x80\xa8", "\xef\xbb\xbfbom", "tab\tinvalid\x80", "<&'>");
    write(Info($vs=strings));

    for ( _, text in strings )
        write(Info($s=text, $ss=set(text)));

    # Containers: empty, of one, of many, with holes.
    write(Info($sb=set(), $sc=set(), $ss=set(), $sa=set(), $vb=vector(), $vs=vector(), $vd=vector()));
    write(Info($sb=set(T, F), $sc=set(1, 18446744073709551615), $sp=set(53/udp, 80/tcp), $ss=set("b", "a", ""),
               $se=set(RED, GREEN), $sa=set(1.2.3.4, [2001:db8::1]), $sn=set(10.0.0.0/8, [2001:db8::]/32),
               $st=set(double_to_time(1.5)), $siv=set(1.5sec, -2sec), $sd=set(1e22, -0.5)));

    local holes: vector of int;
    holes[0] = 1;
    holes[3] = -4;
    local texts: vector of string;
    texts[2] = "third";
    local networks: vector of subnet;
    networks[1] = 192.168.0.0/16;
    write(Info($vb=vector(T, F), $vi=holes, $vs=texts, $ve=vector(GREEN, RED), $va=vector(1.2.3.4, [2001:db8::1]),
               $vn=networks));
    }
