# One filter twice, to a file and to a queue, for tests that compare the two.

@load broker

redef LogAscii::use_json = T;

module Both;

export {
    ## Adds a filter for a file and a copy of it for the broker, with this queue.
    global add_filter: function(id: Log::ID, filter: Log::Filter, queue: string);
}

function add_filter(id: Log::ID, filter: Log::Filter, queue: string)
    {
    local sent = copy(filter);
    sent$name = "amqp";
    sent$writer = Log::WRITER_AMQP;
    sent$config = table(["queue_name"] = queue, ["routing_key"] = queue);
    Log::add_filter(id, sent);

    # Instead of the usual file.
    filter$name = "default";
    Log::add_filter(id, filter);
    }
