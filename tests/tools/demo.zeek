##! For tests/tools/demo: sends every log of a run to one queue, beside the file that Zeek writes of it.

redef LogAMQP::hostname = getenv("DEMO_HOST");
redef LogAMQP::amqp_port = to_count(getenv("DEMO_PORT"));
redef LogAMQP::vhost = getenv("DEMO_VHOST");
redef LogAMQP::username = getenv("DEMO_USERNAME");
redef LogAMQP::password = getenv("DEMO_PASSWORD");
redef LogAMQP::queue_name = getenv("DEMO_QUEUE");
redef LogAMQP::routing_key = getenv("DEMO_QUEUE");
# A busy machine's broker may take longer than a Zeek that is to be stopped would wait.
redef LogAMQP::max_wait_on_shutdown = 60 sec;

# After the streams have been created.
event zeek_init() &priority=-10
    {
    for ( id in Log::active_streams )
        {
        # What the writer reports would be sent by the writer again.
        if ( id == Reporter::LOG )
            next;

        local filter = copy(Log::get_filter(id, "default"));

        # A stream without its default filter writes no file.
        if ( filter$name != "default" )
            next;

        filter$name = "amqp";
        filter$writer = Log::WRITER_AMQP;
        Log::add_filter(id, filter);
        }
    }
