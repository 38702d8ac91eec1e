##! Sends several logs to RabbitMQ, each to a queue of its own:
##!
##!     zeek -r capture.pcap several_logs_to_rabbitmq.zeek

@load base/protocols/conn
@load base/protocols/dns
@load base/protocols/http

# What all logs have in common is set once, here:
# redef LogAMQP::hostname = "broker.example.org";

event zeek_init()
    {
    # With the default exchange a record goes to the queue that the routing key names, so both are the same.
    LogAMQP::send(Conn::LOG, table(["queue_name"] = "zeek_conn", ["routing_key"] = "zeek_conn"));

    # Any option can be set for one log: this one has times for people to read.
    LogAMQP::send(DNS::LOG, table(["queue_name"] = "zeek_dns", ["routing_key"] = "zeek_dns",
                                  ["json_timestamps"] = "JSON::TS_ISO8601"));

    # For programs that want each column in each record.
    LogAMQP::send(HTTP::LOG, table(["queue_name"] = "zeek_http", ["routing_key"] = "zeek_http",
                                   ["include_unset_fields"] = "T"));

    # One log to a second place, in another form. The filter's name tells the two apart.
    # LogAMQP::send(HTTP::LOG, table(["queue_name"] = "proxies", ["routing_key"] = "proxies"), "proxies");

    # To an exchange of yours, whose bindings decide on the queues; none is declared then.
    # LogAMQP::send(SSL::LOG, table(["exchange"] = "zeek", ["routing_key"] = "zeek.ssl", ["queue_name"] = ""));
    }
