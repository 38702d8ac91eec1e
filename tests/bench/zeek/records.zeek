# Writes records like those of conn.log, at a rate, to one writer or to many, and ends. With a rate of 0 it writes one record
# and ends at once. Options of the writer are in the environment: BENCH_OPTIONS="name=value name=value".

module Bench;

export {
    redef enum Log::ID += { LOG };

    ## "none", "ascii" or "amqp".
    const writer = "none" &redef;
    ## Filters of the one stream: each gets every record, and has a writer of its own.
    const writers = 1 &redef;
    const records = 1 &redef;
    ## Records a second, so that none wait between the main thread and the writers'.
    const rate = 0.0 &redef;

    type Info: record {
        ts: time &log;
        uid: string &log;
        id: conn_id &log;
        proto: transport_proto &log;
        service: string &log &optional;
        duration: interval &log &optional;
        orig_bytes: count &log;
        resp_bytes: count &log;
        conn_state: string &log;
        local_orig: bool &log;
        local_resp: bool &log;
        missed_bytes: count &log;
        history: string &log;
        orig_pkts: count &log;
        orig_ip_bytes: count &log;
        resp_pkts: count &log;
        tunnel_parents: set[string] &log &optional;
    };
}

# Zeek would end as soon as there is nothing to read.
redef exit_only_after_terminate = T;

const services = vector("dns", "http", "ssl", "ssh", "smtp");
# Made up before the clock runs: what a script does is not a writer's cost.
const variants = 100;

global prepared: vector of Info;
global written = 0;
global began: time;

function record_of(i: count): Info
    {
    local id = conn_id($orig_h=count_to_v4_addr(167772160 + i * 7919), $orig_p=count_to_port(1024 + i * 13, tcp),
        $resp_h=i % 8 == 0 ? [2001:db8::1] : 192.0.2.7, $resp_p=443/tcp);
    local rec = Info($ts=double_to_time(1700000000.0 + i * 0.000137), $uid=fmt("C%017x", i), $id=id,
        $proto=i % 3 == 0 ? udp : tcp, $orig_bytes=i * 31 % 1501, $resp_bytes=i * 7919 % 1500007, $conn_state="SF",
        $local_orig=T, $local_resp=F, $missed_bytes=0, $history="ShADadFf", $orig_pkts=i, $orig_ip_bytes=i * 60,
        $resp_pkts=i * 9 / 10, $duration=double_to_interval(0.000001 * (i * 104729 % 1000003)));

    if ( i % 4 != 0 )
        rec$service = services[i % 5];

    if ( i % 10 == 0 )
        rec$tunnel_parents = set("CHhAvVGS1DHFjwGM9", "CmES5u32sYpV7JYN");

    return rec;
    }

event Bench::write_more()
    {
    local due = rate == 0.0 ? records : double_to_count(interval_to_double(current_time() - began) * rate);
    local last = due > written + 2000 ? written + 2000 : due; # then other events have their turn

    while ( written < last && written < records )
        {
        Log::write(LOG, prepared[written % variants]);
        ++written;
        }

    if ( written < records )
        schedule 5 msec { Bench::write_more() };
    else
        terminate();
    }

function writer_type(): Log::Writer
    {
    if ( writer == "none" )
        return Log::WRITER_NONE;

    if ( writer == "ascii" )
        return Log::WRITER_ASCII;

@ifdef ( Log::WRITER_AMQP )
    return Log::WRITER_AMQP;
@else
    Reporter::fatal("the plugin is not loaded");
    return Log::WRITER_NONE;
@endif
    }

event zeek_init()
    {
    local config: table[string] of string;

    for ( i, pair in split_string(getenv("BENCH_OPTIONS"), / +/) )
        {
        local parts = split_string1(pair, /=/);

        if ( |parts| == 2 )
            config[parts[0]] = parts[1];
        }

    Log::create_stream(LOG, [$columns=Info, $path="bench"]);
    Log::remove_default_filter(LOG);
    local n = 0;

    while ( n < writers )
        {
        Log::add_filter(LOG, [$name=fmt("bench-%d", n), $path=fmt("bench%d", n), $writer=writer_type(), $config=config]);
        ++n;
        }

    n = 0;

    while ( n < variants )
        {
        prepared += record_of(n);
        ++n;
        }

    began = current_time();
    event Bench::write_more();
    }
