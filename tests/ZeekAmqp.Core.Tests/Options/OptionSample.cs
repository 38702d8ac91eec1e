using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>Texts to try an option with.</summary>
/// <param name="Name">The option.</param>
/// <param name="Value">A text that is allowed, and means something else than the default.</param>
/// <param name="Bad">A text that is not allowed; null where any text is.</param>
/// <param name="With">Other options that have to be set for it to mean anything.</param>
public sealed record OptionSample(string Name, string Value, string? Bad, params RawOption[] With)
{
    private static readonly RawOption Tls = new("tls", "T");
    private static readonly RawOption Exchange = new("exchange", "zeek");
    private static readonly RawOption Topic = new("exchange_type", "topic");
    private static readonly RawOption Certificate = new("tls_certificate_file", "/etc/zeek/client.pem");

    /// <summary>One for each option that writers have.</summary>
    public static IReadOnlyList<OptionSample> All { get; } =
    [
        new("hostname", "mq1,mq2:5673", "two words"),
        new("amqp_port", "5673", "65536"),
        new("connections", "4", "65"),
        new("vhost", "zeek", new string('v', 256)),
        new("username", "zeek", null),
        new("password", "s3cr3t", null),
        new("username_file", "/etc/zeek/user", "user"),
        new("password_file", "/etc/zeek/password", "password"),
        new("username_env", "MQ_USER", "$MQ_USER"),
        new("password_env", "MQ_PASSWORD", "1PASSWORD"),
        new("auth_mechanism", "EXTERNAL", "AMQPLAIN", Tls, Certificate),
        new("tls", "T", "yes"),
        new("tls_ca_file", "/etc/zeek/ca.pem", "ca.pem", Tls),
        new("tls_certificate_file", "/etc/zeek/client.pem", "client.pem", Tls),
        new("tls_key_file", "/etc/zeek/key.pem", "key.pem", Tls, Certificate),
        new("tls_key_password_file", "/etc/zeek/key-password", "key-password", Tls, Certificate),
        new("tls_server_name", "mq.example.org", "a,b", Tls),
        new("tls_verify", "none", "F", Tls),
        new("tls_min_version", "1.3", "1.1", Tls),
        new("queue_name", "zeek.{path}", "{what}"),
        new("exchange", "zeek", new string('e', 256)),
        new("routing_key", "zeek.{field:id.resp_p}", "zeek.{path"),
        new("log_path", "flows", new string('l', 256)),
        new("delivery_mode", "transient", "2"),
        new("priority", "9", "256"),
        new("expiration", "1 hr", "60 days"),
        new("message_type", "zeek", "{field:uid}"),
        new("app_id", "sensor-1", "{partition}"),
        new("user_id", "zeek", new string('u', 256)),
        new("headers", "{\"site\": \"hq\"}", "{\"records\": 1}"),
        new("mandatory", "F", "no"),
        new("declare", "passive", "yes"),
        new("exchange_type", "topic", "tropic", Exchange),
        new("exchange_durable", "F", "no", Exchange, Topic),
        new("exchange_auto_delete", "T", "no", Exchange, Topic),
        new("exchange_arguments", "{\"alternate-exchange\": \"rest\"}", "[1]", Exchange, Topic),
        new("queue_durable", "F", "no"),
        new("queue_auto_delete", "T", "no"),
        new("queue_arguments", "{\"x-queue-type\": \"quorum\"}", "quorum"),
        new("binding_keys", "zeek.#", "{", Exchange),
        new("binding_arguments", "{\"x-match\": \"any\"}", "any", Exchange),
        new("partitions", "2", "4097", new RawOption("routing_key", "zeek.{partition}")),
        new("batch_max_records", "2", "0"),
        new("batch_max_bytes", "1024", "1023"),
        new("batch_max_delay", "2 sec", "2 min"),
        new("compression", "zstd", "lz4"),
        new("max_wait_on_shutdown", "1 min", "2 hours"),
        new("max_queue_bytes", "1048576", "1024"),
        new("buffer", "disk", "ram"),
        new("spool_dir", "/var/spool/zeek-amqp", "spool"),
        new("max_spool_bytes", "1048576", "1024"),
        new("spool_sync_interval", "1 sec", "0"),
        new("overflow", "block", "drop"),
        new("unroutable", "drop", "park"),
        new("tag_json", "F", "yes"),
        new("json_timestamps", "JSON::TS_ISO8601", "JSON::TS_UNIX"),
        new("include_unset_fields", "T", "yes"),
        new("json_string_escape_policy", "TSV", "UTF8"),
        new("additional_values", "{\"site\": \"hq\"}", "site=hq"),
        new("meta_fields", "_path,_node", "_site"),
        new("publish_schema", "T", "yes"),
    ];
}
