##! What the workers of a test's cluster write: two logs, each record with its writer and its number. They go to RabbitMQ
##! through the loggers or, with `direct`, from the workers; and into JSON files of whoever sends them, which say what there
##! was to send.

@load base/frameworks/cluster
@load base/protocols/conn

module ClusterTest;

export {
    redef enum Log::ID += { FIRST, SECOND, TICKS };

    ## Records of each worker in each log, and the number of the first one that is written.
    const records = 1000 &redef;
    const first = 0 &redef;
    ## Records a second of each worker in each log.
    const rate = 1000.0 &redef;
    ## How long workers wait before their first record, when all loggers are there.
    const delay = 0 sec &redef;
    ## Whether workers send to the broker themselves.
    const direct = F &redef;
    ## Whether workers read packets, and to which queue their conn.log goes.
    const has_traffic = F &redef;
    const traffic_queue = "" &redef;
    ## Whether files are written as well.
    const files = T &redef;
    ## Where workers leave a file when they are ready, and one that says how many records they have written.
    const folder = "." &redef;
    ## What the filters' tables say; it goes through the cluster with the Broker backend.
    const config: table[string] of string = table() &redef;

    type Tick: record {
        written: count &log;
    };

    type Info: record {
        ts: time &log;
        ## As in the records of the C host: `C`, three digits of the writer, fourteen of the number.
        uid: string &log;
        node: string &log;
        number: count &log;
        note: string &log;
    };
}

# Zeek would end as soon as there is nothing to read.
redef exit_only_after_terminate = T;
redef LogAscii::use_json = T;

const note = "a text that gives the record about the length that records of conn.log have, so that it takes as much room " +
    "in memory, on disk and on the wire; what it says is of no importance";

# Each worker is a writer of the journals twice, once for each log.
const first_writer = Cluster::local_node_type() == Cluster::WORKER ? 2 * (to_count(sub(Cluster::node, /^worker-/, "")) - 1) : 0;

global loggers: set[string];
global written = 0;
global began: time;

function send(id: Log::ID, path: string)
    {
    Log::create_stream(id, [$columns=Info, $path=path]);
    LogAMQP::send(id, config);
    local filter = copy(Log::get_filter(id, "default"));
    Log::remove_default_filter(id);

    if ( ! files )
        return;

    if ( direct )
        {
        # zeekctl puts the files of all nodes into one folder; workers would delete theirs when they rotate them.
        filter$path = fmt("%s_%s", path, gsub(Cluster::node, /-/, "_"));
        filter$interv = 0 sec;
        filter$log_local = T;
        filter$log_remote = F;
        }

    Log::add_filter(id, filter);
    }

# For the runner.
function say(what: string, text: string)
    {
    local out = open_for_append(fmt("%s/%s-%s", folder, what, Cluster::node));
    print out, text;
    close(out);
    }

event zeek_init() &priority=5
    {
    send(FIRST, "cluster_first");
    send(SECOND, "cluster_second");

    # A file only. With ZeroMQ, a worker's batches go to the loggers in turn, whatever they hold: with an even number of
    # writers, two loggers would get the same half of them each time, one the files, say, and one what is for the broker.
    Log::create_stream(TICKS, [$columns=Tick, $path="ticks"]);
    }

# After that of the script that makes the log.
event zeek_init() &priority=-5
    {
    if ( ! has_traffic )
        return;

    local own = copy(config);
    own["queue_name"] = traffic_queue;
    own["routing_key"] = traffic_queue;
    LogAMQP::send(Conn::LOG, own);

    if ( Cluster::local_node_type() == Cluster::WORKER )
        suspend_processing();
    }

event ClusterTest::write_more()
    {
    local due = first + double_to_count(interval_to_double(current_time() - began) * rate);
    local last = due > written + 500 ? written + 500 : due; # then other events have their turn

    while ( written < last && written < records )
        {
        Log::write(FIRST, Info($ts=current_time(), $uid=fmt("C%03x%014x", first_writer, written), $node=Cluster::node,
                               $number=written, $note=note));
        Log::write(SECOND, Info($ts=current_time(), $uid=fmt("C%03x%014x", first_writer + 1, written), $node=Cluster::node,
                                $number=written, $note=note));
        ++written;
        }

    if ( Cluster::get_node_count(Cluster::LOGGER) > 1 )
        Log::write(TICKS, Tick($written=written));

    if ( written < records )
        schedule 5 msec { ClusterTest::write_more() };
    }

# Records that are written before there is a logger to take them would be Zeek's to lose.
event Cluster::node_up(name: string, id: string) &priority=-10
    {
    if ( Cluster::local_node_type() != Cluster::WORKER || Cluster::nodes[name]$node_type != Cluster::LOGGER || name in loggers )
        return;

    add loggers[name];

    if ( |loggers| < Cluster::get_node_count(Cluster::LOGGER) )
        return;

    if ( has_traffic )
        continue_processing();

    written = first;
    began = current_time() + delay;
    schedule delay { ClusterTest::write_more() };
    say("ready", "");
    }

# How many records of each log Zeek has been given.
event zeek_done()
    {
    if ( Cluster::local_node_type() != Cluster::WORKER )
        return;

    say("written", fmt("%d %d", first, written));
    }
