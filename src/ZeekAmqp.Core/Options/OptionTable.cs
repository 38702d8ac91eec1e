namespace ZeekAmqp.Core.Options;

/// <summary>All options there are: the one table behind the parser, the command line and the documentation's test.</summary>
public static class OptionTable
{
    internal const long MinQueueBytes = 1024 * 1024;

    private const string Name = "text of at most 255 bytes";

    /// <summary>In the order in which people should read them.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        new("hostname", "localhost", "a host name or an address", "Host of the broker.", text => text.Length > 0 && !text.Any(char.IsWhiteSpace)),
        new("amqp_port", "5672", "a port from 1 to 65535", "Port of the broker.", text => OptionText.Count(text) is >= 1 and <= 65535),
        new("vhost", "/", Name, "Virtual host of the broker.", OptionText.IsName),
        new("username", "guest", "any text", "User name at the broker.", _ => true),
        new("password", "guest", "any text", "Password at the broker.", _ => true) { IsSecret = true },
        new("queue_name", "test_queue", Name + ", or nothing to declare no queue", "Durable queue to declare.", OptionText.IsName),
        new("exchange", "", Name + ", or nothing for the default exchange", "Exchange to publish to; it has to exist.", OptionText.IsName),
        new("routing_key", "test_queue", Name, "Routing key of the messages.", OptionText.IsName),
        new("max_wait_on_shutdown", "2.0", "an interval of 0 to 1 hour, e.g. 2sec", "How long a finishing writer waits for a confirm that does not come.", text => OptionText.Interval(text) is { TotalHours: <= 1 }),
        new("max_queue_bytes", "67108864", "a number of bytes, at least 1048576", "Bytes of records that may wait in memory for one broker.", text => OptionText.Count(text) >= MinQueueBytes),
        new("json_timestamps", "JSON::TS_EPOCH", "JSON::TS_EPOCH, JSON::TS_MILLIS, JSON::TS_MILLIS_UNSIGNED or JSON::TS_ISO8601", "How times are written.", text => OptionText.Timestamps(text) is not null),
        new("include_unset_fields", "F", "T or F", "Whether unset fields are written as null.", text => OptionText.Bool(text) is not null),
    ];
}
