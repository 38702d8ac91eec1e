##! Sends conn.log to RabbitMQ, beside the file that Zeek writes:
##!
##!     zeek -i eth0 logs_to_rabbitmq.zeek
##!     zeek -r capture.pcap logs_to_rabbitmq.zeek
##!
##! Records go to the queue ``test_queue`` of a broker on this machine. For another broker uncomment and change:

# redef LogAMQP::hostname = "broker.example.org";
# redef LogAMQP::amqp_port = 5672;
# redef LogAMQP::username = "zeek";
# redef LogAMQP::password = "secret";

@load base/protocols/conn

event zeek_init() &priority=-5
    {
    # The default filter, sent elsewhere: so the broker gets the fields that the file gets. The copy matters, the filter
    # itself is Zeek's. In a cluster the logger looks a filter up by its name, which therefore is a fixed one.
    local filter = copy(Log::get_filter(Conn::LOG, "default"));
    filter$name = "amqp";
    filter$path = "conn";
    filter$writer = Log::WRITER_AMQP;
    Log::add_filter(Conn::LOG, filter);

    # Without a file, the broker only:
    # Log::remove_default_filter(Conn::LOG);
    }
