##! Sends several logs to RabbitMQ, each to a queue of its own:
##!
##!     zeek -r capture.pcap several_logs_to_rabbitmq.zeek

@load base/protocols/conn
@load base/protocols/dns
@load base/protocols/http

module SeveralLogs;

# What all logs have in common is set once, here:
# redef LogAMQP::hostname = "broker.example.org";

# Adds a filter that is the stream's default one but for its destination. `config` has what differs from the options above;
# its values are strings whatever the option's type.
function send(id: Log::ID, config: table[string] of string)
    {
    local filter = copy(Log::get_filter(id, "default"));

    if ( filter$name != "default" )
        {
        Reporter::warning(fmt("the log %s has no default filter and is not sent to the broker", id));
        return;
        }

    filter$name = "amqp";
    filter$writer = Log::WRITER_AMQP;
    filter$config = config;
    Log::add_filter(id, filter);
    }

event zeek_init() &priority=-5
    {
    # With the default exchange a record goes to the queue that the routing key names, so both are the same.
    send(Conn::LOG, table(["queue_name"] = "zeek_conn", ["routing_key"] = "zeek_conn"));

    # Any option can be set for one log: this one has times for people to read.
    send(DNS::LOG, table(["queue_name"] = "zeek_dns", ["routing_key"] = "zeek_dns",
                         ["json_timestamps"] = "JSON::TS_ISO8601"));

    # For programs that want each column in each record.
    send(HTTP::LOG, table(["queue_name"] = "zeek_http", ["routing_key"] = "zeek_http",
                          ["include_unset_fields"] = "T"));

    # To an exchange of yours, whose bindings decide on the queues; none is declared then.
    # send(SSL::LOG, table(["exchange"] = "zeek", ["routing_key"] = "zeek.ssl", ["queue_name"] = ""));
    }
