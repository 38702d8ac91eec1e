using System.Buffers.Binary;
using System.Text;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Spool;

/// <summary>The file that says where a lane's messages go.</summary>
internal static class RouteFile
{
    public const string Name = "route";

    // Version 1 had neither delivery mode nor partitions: its messages are persistent, and have one routing key.
    private const uint Version = 2;
    private const uint FirstVersion = 1;

    private const int HeaderBytes = 24;

    // Of AMQP, as they stand in a message's properties (basic, section 1.8.3.4).
    private const uint Transient = 1;
    private const uint Persistent = 2;

    // Exchange and queue names are short strings of AMQP, 255 bytes; so is a routing key with a number in the place of each
    // {partition}. A log's path is no longer. This is far above.
    private const int MaxBytes = 64 * 1024;

    // "ZAMQROUT" in little endian.
    private const ulong Magic = 0x54554F52_514D415A;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes it, and waits until it is on the disk.</summary>
    /// <exception cref="SpoolException">It could not be written.</exception>
    public static void Write(ISpoolFiles files, string folder, SpoolRoute route, DateTimeOffset created)
    {
        string path = Path.Combine(folder, Name);
        try
        {
            using ISpoolFile file = files.Create(path);
            file.Write(0, Format(route, created));
            file.Sync();
            files.SyncFolder(folder);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("write the spool file", path, exception);
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="SpoolException">It cannot be read, is none, or is of a newer version.</exception>
    public static SpoolRoute Read(ISpoolFiles files, string folder, out DateTimeOffset created)
    {
        string path = Path.Combine(folder, Name);
        byte[] bytes;
        try
        {
            using ISpoolFile file = files.Open(path, forWriting: false);
            bytes = new byte[Math.Min(file.Length, MaxBytes)];
            int read = 0;
            while (read < bytes.Length && file.Read(read, bytes.AsSpan(read)) is > 0 and var more)
                read += more;
            Array.Resize(ref bytes, read);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("read the spool file", path, exception);
        }

        return Parse(bytes, path, out created);
    }

    private static byte[] Format(SpoolRoute route, DateTimeOffset created)
    {
        using var stream = new MemoryStream();
        stream.SetLength(HeaderBytes);
        stream.Position = HeaderBytes;
        Span<byte> number = stackalloc byte[sizeof(uint)];
        foreach (uint value in (ReadOnlySpan<uint>)[route.IsPersistent ? Persistent : Transient, (uint)route.Partitions])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
            stream.Write(number);
        }

        foreach (string text in (ReadOnlySpan<string>)[route.Exchange, route.RoutingKey, route.QueueName, route.Path, route.WriterInstance])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(number, bytes.Length);
            stream.Write(number);
            stream.Write(bytes);
        }

        byte[] all = stream.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(all, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(12), Version);
        BinaryPrimitives.WriteInt64LittleEndian(all.AsSpan(16), created.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(8), Crc32C.Of(all.AsSpan(12)));
        return all;
    }

    private static SpoolRoute Parse(ReadOnlySpan<byte> bytes, string path, out DateTimeOffset created)
    {
        if (bytes.Length < HeaderBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Crc32C.Of(bytes[12..]))
        {
            throw Unusable(path, "it is damaged or not a file of the spool's");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        if (version is < FirstVersion or > Version)
            throw NewerVersion(path, version, Version);
        try
        {
            created = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
            ReadOnlySpan<byte> rest = bytes[HeaderBytes..];
            bool isPersistent = version == FirstVersion || TakePersistence(ref rest);
            int partitions = version == FirstVersion ? 1 : TakePartitions(ref rest);
            return new SpoolRoute(TakeText(ref rest), TakeText(ref rest), TakeText(ref rest), TakeText(ref rest), TakeText(ref rest))
            {
                IsPersistent = isPersistent,
                Partitions = partitions,
            };
        }
        catch (ArgumentException)
        {
            throw Unusable(path, "its contents make no sense");
        }
    }

    /// <summary>A file's format is not known here.</summary>
    public static SpoolException NewerVersion(string path, uint version, uint known) => Unusable(
        path, $"its format has version {version}, known is {known}; let the program that wrote it deliver it, or update this one");

    private static SpoolException Unusable(string path, string why) =>
        new($"cannot use the spool file '{path}': {why}; it is left as it is, move its folder away if it is of no use", null);

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
