##! The options of the log writer :zeek:enum:`Log::WRITER_AMQP` and their defaults.
##!
##! For all logs: ``redef LogAMQP::hostname = "broker.example.org";``
##!
##! For one log, which wins over that: ``filter$config = table(["hostname"] = "broker.example.org");``. There each value is
##! a string: ``"T"`` or ``"F"``, numbers as they are, intervals in seconds. An option that does not exist, or has a value
##! that does not fit, is an error of that log alone.
##!
##! What is declared as an ``option`` can be changed while Zeek runs, for all open logs: by ``Config::set_value("LogAMQP::hostname", …)``,
##! or in a file of ``Config::config_files``. What is declared as a constant cannot.
##!
##! The plugin hands on what the module exports as an option or a constant of type bool, count, interval, string or an enum.

module LogAMQP;

export {
    ## Whether all logs go to the broker, those that scripts create later included, but for
    ## :zeek:id:`LogAMQP::logs_to_exclude`. reporter.log goes there only if :zeek:id:`LogAMQP::logs_to_send` names it: it tells what goes
    ## wrong at the broker.
    const send_all_active_logs: bool = F &redef;

    ## Logs that go to the broker: ``redef LogAMQP::logs_to_send += { Conn::LOG, DNS::LOG };``.
    const logs_to_send: set[Log::ID] = {} &redef;

    ## Logs that do not go to the broker, whatever the two options above say.
    const logs_to_exclude: set[Log::ID] = {} &redef;

    ## Options for one log, as they stand in a filter's ``$config``:
    ## ``redef LogAMQP::log_config += { [Conn::LOG] = table(["queue_name"] = "conn", ["routing_key"] = "conn") };``.
    const log_config: table[Log::ID] of table[string] of string = {} &redef;

    ## Whether the logs that go to the broker are not written to files any more: their default filters are removed, at priority -4 of
    ## ``zeek_init``. A script that changes a default filter has to do so before.
    const only: bool = F &redef;

    ## Whether each node of a cluster sends its own logs to the broker, instead of handing them to the loggers.
    const log_local: bool = F &redef;

    ## Name or address of the broker. Several, each with a port or without, are the nodes of one cluster, and any of them will do:
    ## ``"mq1,mq2:5673,[::1]:5671"``.
    option hostname = "localhost";

    ## TCP port of hosts without one of their own. TLS is usually on 5671.
    option amqp_port: count = 5672;

    ## How many TCP connections the logs that share one broker spread over, 1 to 64. Each log stays on one of them, so that its order
    ## is kept; more connections than logs are not made.
    const connections: count = 1 &redef;

    ## Virtual host on the broker.
    const vhost = "/" &redef;

    ## User at the broker. RabbitMQ lets ``guest`` in from the broker's own machine only.
    option username = "guest";

    ## The user's password. A password in a script is readable for everyone who can read the script, and goes to a cluster's
    ## other nodes with it: better use one of the next four.
    option password = "guest";

    ## File whose first line is the user name, an absolute path. Read by the node that connects, each time that it does. It wins
    ## over :zeek:id:`LogAMQP::username_env`, and that over :zeek:id:`LogAMQP::username`.
    option username_file = "";

    ## File whose first line is the password, as :zeek:id:`LogAMQP::username_file`. It should be readable for Zeek's user alone.
    option password_file = "";

    ## Variable in the environment of the node that connects that holds the user name.
    option username_env = "";

    ## Variable in the environment of the node that connects that holds the password.
    option password_env = "";

    ## How to log in. ``PLAIN``: by user name and password. ``EXTERNAL``: by the client certificate, from which the broker takes
    ## the user's name (its plugin rabbitmq_auth_mechanism_ssl).
    option auth_mechanism = "PLAIN";

    ## Whether to speak TLS.
    option tls: bool = F;

    ## PEM file of the authorities that may have issued the broker's certificate. Empty: those that the system trusts. This and
    ## the next three are absolute paths, and are read each time a connection is made.
    option tls_ca_file = "";

    ## PEM file of the client certificate, followed by its intermediate ones if it has any. Empty: none.
    option tls_certificate_file = "";

    ## PEM file of the client certificate's private key. Empty: the certificate's file holds it.
    option tls_key_file = "";

    ## File whose first line is the password of an encrypted private key.
    option tls_key_password_file = "";

    ## Name that the broker's certificate has to have. Empty: that of the host that is connected to.
    option tls_server_name = "";

    ## ``full``: the broker's certificate has to have the right name, be valid and come from a trusted authority. ``none``:
    ## anyone may pose as the broker; a warning says so at each connection.
    option tls_verify = "full";

    ## Oldest version of TLS that will do, ``1.2`` or ``1.3``.
    option tls_min_version = "1.2";

    ## Queue that is declared before the first record if it does not exist, see :zeek:id:`LogAMQP::declare`. Empty: none is.
    ##
    ## In this, in the next two and in some others, ``{path}`` stands for the log's path, ``{node}`` for the name of the cluster node
    ## (``-`` outside a cluster), ``{env:NAME}`` for a variable in the environment of the node that connects, and ``{{`` and ``}}`` for
    ## braces. In these three, ``{field:NAME}`` stands for the value of a field of each record, ``-`` if it is unset. Such a value comes
    ## from the network: who sends packets may choose it.
    const queue_name = "test_queue" &redef;

    ## Exchange that records are published to. Empty: the broker's default exchange, which delivers to the queue whose
    ## name is the routing key.
    const exchange = "" &redef;

    ## Routing key of each record: ``zeek.{path}``. Beside what is said at :zeek:id:`LogAMQP::queue_name`, ``{partition}`` in it is
    ## replaced by the number of the record's partition, see :zeek:id:`LogAMQP::partitions`.
    const routing_key = "test_queue" &redef;

    ## What a log is called in its messages, in the tag and in the property ``type``. Empty: the path of its filter. For a log that has
    ## several filters, whose paths Zeek keeps apart.
    const log_path = "" &redef;

    ## ``persistent``: queues keep records over a restart of the broker. ``transient``: they need not, which spares the broker's
    ## disk; what is in a classic queue then is lost when the broker ends, though it was confirmed.
    const delivery_mode = "persistent" &redef;

    ## Over how many routing keys a log's records are spread, one after the other, so that several queues share one log: 1 to 4096.
    ## :zeek:id:`LogAMQP::routing_key` has to have ``{partition}`` in it then, which is replaced by 0, 1, and so on. Order is kept
    ## within a partition only.
    const partitions: count = 1 &redef;

    ## Priority of messages, 0 to 255, for queues with ``x-max-priority``. ``0`` sets none.
    const priority: count = 0 &redef;

    ## How long a message may stay in a queue before the broker drops it, in whole milliseconds. ``0 sec``: for ever.
    const expiration: interval = 0 sec &redef;

    ## Property ``type`` of messages. May have ``{path}``, ``{node}`` and ``{env:NAME}``; cut after 255 bytes.
    const message_type = "{path}" &redef;

    ## Property ``app-id`` of messages, as :zeek:id:`LogAMQP::message_type`. Empty: none.
    const app_id = "zeek-amqp" &redef;

    ## Property ``user-id`` of messages. The broker refuses them if it is not the name that was logged in with. Empty: none.
    const user_id = "" &redef;

    ## Headers of messages, a JSON object: ``{"site": "{env:SITE}", "schema": 2}``. Its strings may have the same as
    ## :zeek:id:`LogAMQP::message_type`. ``records`` is the writer's own. At most 16384 bytes.
    const headers = "" &redef;

    ## Whether messages come back that no queue is bound for, see :zeek:id:`LogAMQP::unroutable`. ``F``: the broker drops and confirms
    ## them, and nobody notices.
    const mandatory: bool = T &redef;

    ## What is done about exchange, queue and bindings before the first record. ``T``: what is missing is declared, and what exists is
    ## used as it is. ``passive``: exchange and queue have to exist, and nothing is bound. ``F``: nothing.
    const declare = "T" &redef;

    ## Type that a missing exchange is declared with: ``direct``, ``fanout``, ``topic``, ``headers`` or one that begins with ``x-``.
    ## Empty: it has to exist.
    const exchange_type = "" &redef;

    ## Whether a declared exchange survives a restart of the broker.
    const exchange_durable: bool = T &redef;

    ## Whether a declared exchange goes with its last binding.
    const exchange_auto_delete: bool = F &redef;

    ## Arguments of a declared exchange, a JSON object: ``{"alternate-exchange": "spare"}``. Empty: none.
    const exchange_arguments = "" &redef;

    ## Whether a declared queue survives a restart of the broker.
    const queue_durable: bool = T &redef;

    ## Whether a declared queue goes with its last consumer.
    const queue_auto_delete: bool = F &redef;

    ## Arguments of a declared queue, a JSON object: ``{"x-queue-type": "quorum", "x-max-length": 100000, "x-message-ttl": 60000}``.
    ## Empty: none.
    const queue_arguments = "" &redef;

    ## Keys with which the queue is bound to the exchange, with commas between them: ``zeek.conn,zeek.dns``. They may have the same as
    ## :zeek:id:`LogAMQP::message_type`; an exchange of type fanout takes any key. Empty: it is not bound.
    const binding_keys = "" &redef;

    ## Arguments of the bindings, a JSON object, for an exchange of type headers: ``{"x-match": "all", "log": "conn"}``. Without
    ## :zeek:id:`LogAMQP::binding_keys`, they make one binding. Empty: none.
    const binding_arguments = "" &redef;

    ## How many records go into one message at most. ``1``: each record is a message of its own. More: a message holds records of one
    ## log, one a line (``application/x-ndjson``), and its header ``records`` says how many. The rate that a broker takes is one of
    ## messages, so this makes it many times higher.
    option batch_max_records: count = 1;

    ## How many bytes a message of several records has at most, before compression.
    option batch_max_bytes: count = 131072; # 128 KiB

    ## How long a record waits at most for others to share its message.
    option batch_max_delay: interval = 100 msec;

    ## How messages of several records are compressed: ``none``, ``gzip`` or ``zstd``. The message's ``content-encoding`` says so.
    option compression = "none";

    ## How long Zeek waits at its end for the broker to confirm what is left, all logs together. The rest goes to the spool, and
    ## the next Zeek sends it.
    option max_wait_on_shutdown: interval = 2 sec;

    ## How many bytes of records may wait in memory for the broker, for all logs that share one broker.
    const max_queue_bytes: count = 33554432 &redef; # 32 MiB

    ## Where records wait for the broker. ``memory``: in memory; on disk, in the spool, when the broker is away for longer than a
    ## moment, when there are too many, and when Zeek ends before they are confirmed. ``disk``: each record goes to the spool
    ## before it is published, so that it survives a crash of Zeek.
    const buffer = "memory" &redef;

    ## Folder of the spool, an absolute path. ``auto``: ``$STATE_DIRECTORY/zeek-amqp`` under systemd, else ``/var/lib/zeek-amqp``
    ## where that can be written, else ``~/.local/state/zeek-amqp``. Empty: no spool; what memory cannot hold is then lost.
    const spool_dir = "auto" &redef;

    ## How many bytes of records may wait on disk, for all logs that share one broker.
    const max_spool_bytes: count = 8589934592 &redef; # 8 GiB

    ## How long what was written to the spool may be unsafe from a loss of power. A crash of Zeek alone takes less.
    const spool_sync_interval: interval = 200 msec &redef;

    ## What happens when there is room neither in memory nor on disk. ``drop_newest``: new records are refused.
    ## ``drop_oldest``: the oldest of the same log make room. Both count what they drop. ``block``: the log waits, and Zeek
    ## gathers its records in memory without bound.
    option overflow = "drop_newest";

    ## What happens to records that the broker has no queue for. ``keep``: they wait until one is bound. ``drop``: they are
    ## dropped and counted.
    option unroutable = "keep";

    ## Whether each record is wrapped into an object that names its log: ``{"conn": {…}}``. ``F``: the record alone, ``{…}``; the
    ## message's ``type`` still names the log, and ``_path`` in :zeek:id:`LogAMQP::meta_fields` puts it into the record.
    const tag_json: bool = T &redef;

    ## How a time is written, as :zeek:id:`LogAscii::json_timestamps` is for Zeek's own JSON logs.
    const json_timestamps: JSON::TimestampFormat = JSON::TS_EPOCH &redef;

    ## Whether a field that is not set is written as ``null`` instead of being left out.
    const include_unset_fields: bool = F &redef;

    ## What becomes of bytes of strings that are no text, by the names that Zeek 9.0 has for it, which work on all versions. ``HEX``:
    ## one such byte turns all bytes of its string that are not ASCII into ``\xHH``, as every Zeek does unless told otherwise. ``PUA``:
    ## each becomes a code point from U+F0000 to U+F00FF. ``TSV``: ``\xHH``, and backslashes are doubled, as in Zeek's TSV logs.
    ## ``JSON::STRING_ESCAPE_POLICY_TSV`` and the like are understood, too.
    const json_string_escape_policy = "HEX" &redef;

    ## A JSON object whose members are added to each record, behind its own fields: ``{"site": "hq", "rack": 7}``. At most 16 KiB, each
    ## name once. A field that the log has itself is sent instead of one of the same name here, and a warning says so.
    const additional_values = "" &redef;

    ## Fields about a record that are put in front of its own, a list with commas: ``_path``, the log's path; ``_write_ts``, when the
    ## writer took the record; ``_node``, the cluster node, unset outside of a cluster. They stand in this order, whatever the list's is.
    const meta_fields = "" &redef;

    ## Whether a message that says what a log's records look like is published before the first of them, once for each time that the log is
    ## opened, and to each partition: their JSON Schema, with Zeek's types, as ``application/schema+json``. It is no record, though the
    ## counters take it for one. It needs names without ``{field:NAME}``.
    const publish_schema: bool = F &redef;

    ## How often amqp.log gets a line for each log that is sent. ``0sec``: never, and there is no amqp.log. For all logs, not for one.
    const status_interval: interval = 1min &redef;
}
