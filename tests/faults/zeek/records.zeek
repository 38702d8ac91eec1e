# Writes records at a rate, each with its writer and its number, to a broker through one writer for each log path.
# The broker's options are in the environment: FAULT_OPTIONS="name=value name=value".

module Faults;

export {
    redef enum Log::ID += { LOG };

    const records = 1000 &redef;
    const writers = 1 &redef;
    ## Records a second, of all writers.
    const rate = 1000.0 &redef;

    type Info: record {
        ts: time &log;
        ## As in the records of the C host: `C`, three digits of the writer, fourteen of the number.
        uid: string &log;
        writer: count &log;
        note: string &log;
    };
}

# Zeek would end as soon as there is nothing to read.
redef exit_only_after_terminate = T;

const note = "a text that gives the record about the length that records of conn.log have, so that it takes as much room " +
    "in memory, on disk and on the wire; what it says is of no importance: it is long enough when it comes to its end here";

global written = 0;
global began: time;

function path_of_writer(id: Log::ID, path: string, rec: Info): string
    {
    return fmt("faults_%d", rec$writer);
    }

event Faults::write_more()
    {
    local now = current_time();
    local due = double_to_count(interval_to_double(now - began) * rate);

    while ( written < due && written < records )
        {
        local writer = written % writers;
        Log::write(LOG, Info($ts=current_time(), $uid=fmt("C%03x%014x", writer, written / writers), $writer=writer, $note=note));
        ++written;
        }

    if ( written < records )
        {
        schedule 5 msec { Faults::write_more() };
        return;
        }

    print fmt("terminating at %.3f", current_time());
    terminate();
    }

event zeek_init()
    {
    local config: table[string] of string;

    for ( i, pair in split_string(getenv("FAULT_OPTIONS"), / +/) )
        {
        local parts = split_string1(pair, /=/);
        config[parts[0]] = parts[1];
        }

    Log::create_stream(LOG, [$columns=Info, $path="faults"]);
    Log::remove_default_filter(LOG);
    Log::add_filter(LOG, [$name="amqp", $path="faults", $path_func=path_of_writer, $writer=Log::WRITER_AMQP, $config=config]);
    began = current_time();
    schedule 5 msec { Faults::write_more() };
    }
