##! The options of the log writer :zeek:enum:`Log::WRITER_AMQP` and their defaults.
##!
##! For all logs: ``redef LogAMQP::hostname = "broker.example.org";``
##!
##! For one log, which wins over that: ``filter$config = table(["hostname"] = "broker.example.org");``. There each value is
##! a string: ``"T"`` or ``"F"``, numbers as they are, intervals in seconds. An option that does not exist, or has a value
##! that does not fit, is an error of that log alone.

module LogAMQP;

export {
    ## Name or address of the broker.
    const hostname = "localhost" &redef;

    ## TCP port of the broker.
    const amqp_port: count = 5672 &redef;

    ## Virtual host on the broker.
    const vhost = "/" &redef;

    ## User at the broker. RabbitMQ lets ``guest`` in from the broker's own machine only.
    const username = "guest" &redef;

    ## The user's password. A password in a script is readable for everyone who can read the script.
    const password = "guest" &redef;

    ## Queue that is declared (durable) before the first record. Empty: none is declared.
    const queue_name = "test_queue" &redef;

    ## Exchange that records are published to. Empty: the broker's default exchange, which delivers to the queue whose
    ## name is the routing key.
    const exchange = "" &redef;

    ## Routing key of each record.
    const routing_key = "test_queue" &redef;

    ## How long Zeek waits at its end for a confirm of the broker that does not come. As long as confirms come, it waits on
    ## for the rest. One patience for all logs together.
    const max_wait_on_shutdown: interval = 2 sec &redef;

    ## How many bytes of records may wait in memory for the broker, for all logs that share one broker.
    const max_queue_bytes: count = 67108864 &redef; # 64 MiB

    ## How a time is written, as :zeek:id:`LogAscii::json_timestamps` is for Zeek's own JSON logs.
    const json_timestamps: JSON::TimestampFormat = JSON::TS_EPOCH &redef;

    ## Whether a field that is not set is written as ``null`` instead of being left out.
    const include_unset_fields: bool = F &redef;
}
