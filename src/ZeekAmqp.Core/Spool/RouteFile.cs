using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace ZeekAmqp.Core.Spool;

/// <summary>The file that says where a lane's messages go.</summary>
internal static class RouteFile
{
    public const string Name = "route";

    // Up to version 2, texts stood behind the header, and before them, from 2 on, delivery mode and partitions.
    private const uint Version = 3;
    private const uint LastBinaryVersion = 2;
    private const uint FirstVersion = 1;

    private const int HeaderBytes = 24;

    // Four tables of 16 KiB at most, a list of keys and some names, of which JSON may make six times as much.
    private const int MaxBytes = 1024 * 1024;

    // "ZAMQROUT" in little endian.
    private const ulong Magic = 0x54554F52_514D415A;

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
        var json = new ArrayBufferWriter<byte>();
        RouteDocument.Write(route, json);
        byte[] all = [.. new byte[HeaderBytes], .. json.WrittenSpan];
        BinaryPrimitives.WriteUInt64LittleEndian(all, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(12), Version);
        BinaryPrimitives.WriteInt64LittleEndian(all.AsSpan(16), created.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(8), Crc32C.Of(all.AsSpan(12)));
        return all;
    }

    private static SpoolRoute Parse(byte[] file, string path, out DateTimeOffset created)
    {
        ReadOnlySpan<byte> bytes = file;
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
            return version <= LastBinaryVersion
                ? BinaryRoute.Read(bytes[HeaderBytes..], hasNumbers: version == LastBinaryVersion)
                : RouteDocument.Read(file.AsMemory(HeaderBytes));
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            throw Unusable(path, "its contents make no sense");
        }
    }

    /// <summary>A file's format is not known here.</summary>
    public static SpoolException NewerVersion(string path, uint version, uint known) => Unusable(
        path, $"its format has version {version}, known is {known}; let the program that wrote it deliver it, or update this one");

    private static SpoolException Unusable(string path, string why) =>
        new($"cannot use the spool file '{path}': {why}; it is left as it is, move its folder away if it is of no use", null);
}
