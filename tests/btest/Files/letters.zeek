# A log of three records for tests whose subject is not the records.

module Letters;

export {
    redef enum Log::ID += { LOG };

    type Info: record {
        number: count &log;
        letter: string &log &optional;
    };

    ## Adds a filter for the broker with this path, name and $config.
    global send: function(path: string, config: table[string] of string);
}

function send(path: string, config: table[string] of string)
    {
    Log::add_filter(LOG, [$name=path, $path=path, $writer=Log::WRITER_AMQP, $config=config]);
    }

event zeek_init() &priority=5
    {
    Log::create_stream(LOG, [$columns=Info, $path="letters"]);
    }

event zeek_init() &priority=-10
    {
    Log::write(LOG, Info($number=1, $letter="a"));
    Log::write(LOG, Info($number=2));
    Log::write(LOG, Info($number=3, $letter="c"));
    }
