using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Options;

/// <summary>All options there are: the one table behind the parser, the command line and the documentation's test.</summary>
public static class OptionTable
{
    /// <summary>The value of <c>spool_dir</c> that leaves the place to the program.</summary>
    public const string SpoolAuto = "auto";

    internal const long MinQueueBytes = 1024 * 1024;

    private const string Name = "text of at most 255 bytes";

    private const string File = "an absolute path, or nothing";

    private const string Variable = "the name of a variable (letters, digits and _), or nothing";

    /// <summary>In the order in which people should read them.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        new("send_all_active_logs", "F", "T or F", "Whether all logs go to the broker.", text => OptionText.Bool(text) is not null) { IsOfScripts = true },
        new("logs_to_send", "{}", "a set of Log::ID", "Logs that go to the broker.", _ => true) { IsOfScripts = true },
        new("logs_to_exclude", "{}", "a set of Log::ID", "Logs that do not go to the broker.", _ => true) { IsOfScripts = true },
        new("log_config", "{}", "a table of tables of strings", "Options for one log.", _ => true) { IsOfScripts = true },
        new("only", "F", "T or F", "Whether the logs that go to the broker are not written to files.", text => OptionText.Bool(text) is not null) { IsOfScripts = true },
        new("log_local", "F", "T or F", "Whether each node of a cluster sends its own logs.", text => OptionText.Bool(text) is not null) { IsOfScripts = true },
        new("hostname", "localhost", HostList.Allowed, "Host of the broker, or several, any of which will do.", text => HostList.Fault(text) is null) { Fault = HostList.Fault, IsChangeable = true, IsOfConnection = true },
        new("amqp_port", "5672", "a port from 1 to 65535", "Port of the broker.", text => OptionText.Port(text) is not null) { IsChangeable = true, IsOfConnection = true },
        new("connections", "1", "a number from 1 to 64", "TCP connections that the logs of one broker share; each log stays on one.", text => OptionText.Count(text) is >= 1 and <= BrokerOptions.MaxConnections),
        new("vhost", "/", Name, "Virtual host of the broker.", OptionText.IsName),
        new("username", "guest", "any text", "User name at the broker.", _ => true) { IsChangeable = true, IsOfConnection = true },
        new("password", "guest", "any text", "Password at the broker.", _ => true) { IsSecret = true, IsChangeable = true, IsOfConnection = true },
        new("username_file", "", File, "File whose first line is the user name.", OptionText.IsFile) { IsFile = true, IsChangeable = true, IsOfConnection = true },
        new("password_file", "", File, "File whose first line is the password.", OptionText.IsFile) { IsFile = true, IsChangeable = true, IsOfConnection = true },
        new("username_env", "", Variable, "Variable of the environment that holds the user name.", OptionText.IsVariable) { IsChangeable = true, IsOfConnection = true },
        new("password_env", "", Variable, "Variable of the environment that holds the password.", OptionText.IsVariable) { IsChangeable = true, IsOfConnection = true },
        new("auth_mechanism", "PLAIN", "PLAIN or EXTERNAL", "How to log in: by password, or by the client certificate.", text => OptionText.Mechanism(text) is not null) { IsChangeable = true, IsOfConnection = true },
        new("tls", "F", "T or F", "Whether to speak TLS.", text => OptionText.Bool(text) is not null) { IsChangeable = true, IsOfConnection = true },
        new("tls_ca_file", "", File, "PEM file of the authorities to trust, instead of the system's.", OptionText.IsFile) { IsFile = true, IsChangeable = true, IsOfConnection = true },
        new("tls_certificate_file", "", File, "PEM file of the client certificate.", OptionText.IsFile) { IsFile = true, IsChangeable = true, IsOfConnection = true },
        new("tls_key_file", "", File, "PEM file of the client's private key, where the certificate's file does not hold it.", OptionText.IsFile) { IsFile = true, IsChangeable = true, IsOfConnection = true },
        new("tls_key_password_file", "", File, "File whose first line is the password of an encrypted key.", OptionText.IsFile) { IsFile = true, IsChangeable = true, IsOfConnection = true },
        new("tls_server_name", "", "a host name or an address, or nothing for that of hostname", "Name that the broker's certificate has to have.", OptionText.IsServerName) { IsChangeable = true, IsOfConnection = true },
        new("tls_verify", "full", "full or none", "Whether the broker's certificate has to be right.", text => OptionText.Verification(text) is not null) { IsChangeable = true, IsOfConnection = true },
        new("tls_min_version", "1.2", "1.2 or 1.3", "Oldest version of TLS that will do.", text => OptionText.Requires13(text) is not null) { IsChangeable = true, IsOfConnection = true },
        Template("queue_name", "test_queue", Placeholders.Fixed | Placeholders.Field, "Queue to make sure of; nothing for none."),
        Template("exchange", "", Placeholders.Fixed | Placeholders.Field, "Exchange to publish to; nothing for the default exchange."),
        Template("routing_key", "test_queue", Placeholders.Fixed | Placeholders.Field | Placeholders.Partition, "Routing key of the messages; {partition} in it is the number of a message's partition."),
        new("log_path", "", Name + ", or nothing for the path of the log's filter", "What a log is called in its messages.", OptionText.IsName),
        new("delivery_mode", "persistent", "persistent or transient", "Whether queues keep messages over a restart of the broker.", text => OptionText.IsPersistent(text) is not null),
        new("partitions", "1", "a number from 1 to 4096", "Over how many routing keys the messages of a log are spread; routing_key has {partition} then.", text => OptionText.Count(text) is >= 1 and <= PublishTarget.MaxPartitions),
        new("priority", "0", "a number from 0 to 255", "Priority of the messages; 0 sets none.", text => TargetText.Priority(text) is not null),
        new("expiration", "0.0", "an interval of 1 msec to 49 days, or 0 for never", "Time in a queue after which the broker drops a message.", text => TargetText.Expiration(text) is not null),
        Template("message_type", "{path}", Placeholders.Fixed, "Property type of the messages."),
        Template("app_id", "zeek-amqp", Placeholders.Fixed, "Property app-id of the messages; nothing for none."),
        new("user_id", "", Name + ", or nothing for none", "Property user-id of the messages; the broker refuses another than that of the login.", OptionText.IsName),
        Table("headers", "Headers of the messages; strings in it may have {path}, {node} and {env:NAME}.", TargetText.HeadersFault),
        new("mandatory", "T", "T or F", "Whether messages come back that no queue is bound for; F: the broker drops them, and nobody notices.", text => OptionText.Bool(text) is not null),
        new("declare", "T", "T, passive or F", "What is done about exchange, queue and bindings: missing ones are declared, or only looked for, or nothing is.", text => TargetText.Declares(text) is not null),
        new("exchange_type", "", "direct, fanout, topic, headers, a type that begins with x-, or nothing", "Type to declare the exchange with if it is missing; nothing: it has to exist.", TargetText.IsExchangeType),
        new("exchange_durable", "T", "T or F", "Whether a declared exchange survives a restart of the broker.", text => OptionText.Bool(text) is not null),
        new("exchange_auto_delete", "F", "T or F", "Whether a declared exchange goes with its last binding.", text => OptionText.Bool(text) is not null),
        Table("exchange_arguments", "Arguments of a declared exchange, e.g. alternate-exchange.", text => TableText.Fault(text)),
        new("queue_durable", "T", "T or F", "Whether a declared queue survives a restart of the broker.", text => OptionText.Bool(text) is not null),
        new("queue_auto_delete", "F", "T or F", "Whether a declared queue goes with its last consumer.", text => OptionText.Bool(text) is not null),
        Table("queue_arguments", "Arguments of a declared queue, e.g. x-queue-type.", text => TableText.Fault(text)),
        new("binding_keys", "", TargetText.Allowed(Placeholders.Fixed) + "; several with commas between them; or nothing", "Keys with which the queue is bound to the exchange.", text => TargetText.ListFault(text, Placeholders.Fixed) is null) { Fault = text => TargetText.ListFault(text, Placeholders.Fixed) },
        Table("binding_arguments", "Arguments of the bindings, for an exchange of type headers.", text => TableText.Fault(text)),
        new("batch_max_records", "1", "a number from 1 to 1000000", "Records in one message at most; 1: each is a message of its own.", text => OptionText.Count(text) is >= 1 and <= 1_000_000) { IsChangeable = true },
        new("batch_max_bytes", "131072", "a number of bytes from 1024 to 8388608", "Bytes of a message of several records, before compression.", text => OptionText.Count(text) is >= 1024 and <= 8 * 1024 * 1024) { IsChangeable = true },
        new("batch_max_delay", "0.1", "an interval of 1 msec to 1 minute, e.g. 100msec", "Longest time that a record waits for others to share its message.", text => OptionText.Interval(text) is { TotalMilliseconds: >= 1 and <= 60_000 }) { IsChangeable = true },
        new("compression", "none", "none, gzip or zstd", "How messages of several records are compressed.", text => OptionText.Compression(text) is not null) { IsChangeable = true },
        new("max_wait_on_shutdown", "2.0", "an interval of 0 to 1 hour, e.g. 2sec", "How long finishing writers wait for their records to be confirmed.", text => OptionText.Interval(text) is { TotalHours: <= 1 }) { IsChangeable = true },
        new("max_queue_bytes", "33554432", "a number of bytes, at least 1048576", "Bytes of records that may wait in memory for one broker.", text => OptionText.Count(text) >= MinQueueBytes),
        new("buffer", "memory", "memory or disk", "Where records wait: in memory, and on disk only when they have to wait long; or all on disk first.", text => OptionText.Buffer(text) is not null) { IsOfWaiting = true },
        new("spool_dir", "auto", "auto, an absolute path, or nothing for no spool", "Folder for records that wait on disk.", text => text.Length == 0 || text == SpoolAuto || OptionText.IsAbsolutePath(text)) { IsOfWaiting = true },
        new("max_spool_bytes", "8589934592", "a number of bytes, at least 1048576", "Bytes of records that may wait on disk for one broker.", text => OptionText.Count(text) >= MinQueueBytes) { IsOfWaiting = true },
        new("spool_sync_interval", "0.2", "an interval of 1 msec to 1 minute, e.g. 200msec", "Longest time until what is written to the spool is safe from a loss of power.", text => OptionText.Interval(text) is { TotalMilliseconds: >= 1 and <= 60_000 }) { IsOfWaiting = true },
        new("overflow", "drop_newest", "drop_newest, drop_oldest or block", "What happens to records when neither memory nor the spool has room.", text => OptionText.Overflow(text) is not null) { IsOfWaiting = true, IsChangeable = true },
        new("unroutable", "keep", "keep or drop", "What happens to records that the broker has no queue for: kept and tried again, or dropped and counted.", text => OptionText.Unroutable(text) is not null) { IsOfWaiting = true, IsChangeable = true },
        new("tag_json", "T", "T or F", "Whether a record is wrapped into an object that names its log.", text => OptionText.Bool(text) is not null),
        new("json_timestamps", "JSON::TS_EPOCH", "JSON::TS_EPOCH, JSON::TS_MILLIS, JSON::TS_MILLIS_UNSIGNED or JSON::TS_ISO8601", "How times are written.", text => OptionText.Timestamps(text) is not null),
        new("include_unset_fields", "F", "T or F", "Whether unset fields are written as null.", text => OptionText.Bool(text) is not null),
        new("json_string_escape_policy", "HEX", "HEX, PUA or TSV", "How bytes of strings are written that are no text, as Zeek 9.0 knows it.", text => OptionText.StringEscapes(text) is not null),
        new("additional_values", "", AdditionalValues.Allowed, "A JSON object whose members are added to each record.", text => AdditionalValues.Fault(text) is null) { Fault = AdditionalValues.Fault },
        new("meta_fields", "", "_path, _write_ts and _node, with commas between them, or nothing", "Fields about a record that are put in front of its own.", text => MetaFieldNames.Fault(text) is null) { Fault = MetaFieldNames.Fault },
        new("publish_schema", "F", "T or F", "Whether a message with the JSON Schema of a log's records is published before the first of them.", text => OptionText.Bool(text) is not null),
        new("status_interval", "60.0", "an interval of 0 to 24 hours, e.g. 1min", "How often amqp.log says how each log fares; 0: never.", text => OptionText.Interval(text) is { TotalDays: <= 1 }) { IsOfScripts = true },
    ];

    private static OptionDefinition Template(string name, string preset, Placeholders places, string description) =>
        new(name, preset, TargetText.Allowed(places), description, text => TargetText.Fault(text, places) is null) { Fault = text => TargetText.Fault(text, places) };

    private static OptionDefinition Table(string name, string description, Func<string, string?> fault) =>
        new(name, "", "a JSON object, or nothing", description, text => fault(text) is null) { Fault = fault };
}
