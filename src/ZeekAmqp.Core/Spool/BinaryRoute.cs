using System.Buffers.Binary;
using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Spool;

/// <summary>Reads what is behind a route's header in versions 1 and 2.</summary>
internal static class BinaryRoute
{
    // Of AMQP, as they stand in a message's properties (basic, section 1.8.3.4).
    private const uint Transient = 1;
    private const uint Persistent = 2;

    // Of all messages then; their type was the log.
    private const string ApplicationId = "zeek-amqp";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    /// <param name="rest">What is behind the header.</param>
    /// <param name="hasNumbers">Whether it begins with delivery mode and partitions; else messages are persistent, and have one routing key.</param>
    /// <exception cref="ArgumentException">It makes no sense.</exception>
    public static SpoolRoute Read(ReadOnlySpan<byte> rest, bool hasNumbers)
    {
        bool isPersistent = !hasNumbers || TakePersistence(ref rest);
        int partitions = hasNumbers ? TakePartitions(ref rest) : 1;
        string exchange = TakeText(ref rest);
        string routingKey = TakeText(ref rest);
        string queueName = TakeText(ref rest);
        string path = TakeText(ref rest);
        // Braces stood for themselves then, but for those of the partition.
        string key = NameTemplate.Escape(routingKey).Replace($"{{{PublishTarget.PartitionPlace}}}", PublishTarget.PartitionPlace, StringComparison.Ordinal);
        var target = new PublishTarget(NameTemplate.Escape(exchange), key, NameTemplate.Escape(queueName))
        {
            IsPersistent = isPersistent,
            Partitions = partitions,
            Properties = new MessageProperties { Type = NameTemplate.Escape(path), AppId = ApplicationId },
        };
        return new SpoolRoute(target, path, TakeText(ref rest));
    }

    private static bool TakePersistence(ref ReadOnlySpan<byte> rest) => TakeNumber(ref rest) switch
    {
        Persistent => true,
        Transient => false,
        uint other => throw new ArgumentException($"there is no delivery mode {other}"),
    };

    private static int TakePartitions(ref ReadOnlySpan<byte> rest) => TakeNumber(ref rest) is >= 1 and <= PublishTarget.MaxPartitions and uint partitions
        ? (int)partitions
        : throw new ArgumentException("there cannot be so many partitions");

    private static uint TakeNumber(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < sizeof(uint))
            throw new ArgumentException("the file ends in a number");
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        rest = rest[sizeof(uint)..];
        return number;
    }

    private static string TakeText(ref ReadOnlySpan<byte> rest)
    {
        int length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length < 0 || length > rest.Length - sizeof(int))
            throw new ArgumentException("a string is longer than the file");
        string text = Utf8.GetString(rest.Slice(sizeof(int), length));
        rest = rest[(sizeof(int) + length)..];
        return text;
    }
}
