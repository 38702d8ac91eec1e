# Each log twice from one run: as Zeek's JSON file and, in a queue, as the broker gets it. For ../compare-with-zeek.

@load broker

redef LogAscii::use_json = T;
redef LogAMQP::queue_name = getenv("COMPARE_QUEUE");
redef LogAMQP::routing_key = getenv("COMPARE_QUEUE");

function send_all()
    {
    local ids: set[Log::ID];

    for ( id in Log::active_streams )
        add ids[id];

    for ( id in ids )
        {
        local filter = copy(Log::get_filter(id, "default"));

        # A stream whose default filter was taken away has no file to compare with either.
        if ( filter$name != "default" || "amqp" in Log::get_filter_names(id) )
            next;

        filter$name = "amqp";
        filter$writer = Log::WRITER_AMQP;
        Log::add_filter(id, filter);
        }
    }

# Once before anything is written: packet_filter.log has its record at priority -5.
event zeek_init() &priority=4
    {
    send_all();
    }

# Once more for the streams that other scripts create later.
event zeek_init() &priority=-1000
    {
    send_all();
    }
