using System.Text.Json;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Positions on the disk. The file is replaced as a whole, so that it is always one that was complete. One thread at a time.</summary>
internal sealed class PositionFile : IDisposable
{
    private const string Version = "zeek_amqp_positions";
    private const int CurrentVersion = 1;

    // More than a hundred thousand files.
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly DiskFiles _disk = new();
    private readonly string _path;
    private readonly IDisposable _lock;

    /// <param name="name">The file; one that does not exist is made.</param>
    /// <exception cref="UsageException">It cannot be read or written, is damaged, or in use.</exception>
    public PositionFile(string name)
    {
        Name = name;
        _path = Path.GetFullPath(name);
        if (Directory.Exists(_path))
            throw new UsageException($"cannot write the position file '{name}': it is a folder");
        try
        {
            _lock = _disk.TryLock(LockPath) ?? throw new UsageException($"the position file '{name}' is in use by another zeek-amqp replay");
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw new UsageException($"cannot write the position file '{name}': {FileTrouble.Describe(exception)}");
        }

        try
        {
            Entries = Load();
            // Better now than after the first records are sent.
            Save(Entries);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            Dispose();
            throw new UsageException($"cannot write the position file '{name}': {FileTrouble.Describe(exception)}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its name as it was given.</summary>
    public string Name { get; }

    /// <summary>What was in it at first.</summary>
    public IReadOnlyList<PositionEntry> Entries { get; }

    private string LockPath => _path + ".lock";

    /// <summary>Replaces what is in it; returns when that is on the disk.</summary>
    /// <exception cref="IOException">It could not be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(IEnumerable<PositionEntry> entries)
    {
        string beside = _path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            Write(file, entries);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, _path, overwrite: true);
        _disk.SyncFolder(Path.GetDirectoryName(_path)!);
    }

    /// <summary>Lets others use it.</summary>
    public void Dispose()
    {
        File.Delete(LockPath);
        _lock.Dispose();
    }

    private static void Write(Stream target, IEnumerable<PositionEntry> entries)
    {
        using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteNumber(Version, CurrentVersion);
        json.WriteStartArray("files");
        foreach (PositionEntry entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteNumber("device", entry.Identity.Device);
            json.WriteNumber("inode", entry.Identity.Inode);
            json.WriteNumber("head_bytes", entry.Head.Length);
            json.WriteString("head", entry.Head.Hash);
            json.WriteNumber("offset", entry.Offset);
            json.WriteNumber("met_ms", entry.MetUnixMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private List<PositionEntry> Load()
    {
        try
        {
            if (!File.Exists(_path))
                return [];
            using FileStream file = File.OpenRead(_path);
            if (file.Length > MaxBytes)
                throw Damaged("it is too large");
            using JsonDocument document = JsonDocument.Parse(file);
            int version = document.RootElement.GetProperty(Version).GetInt32();
            if (version != CurrentVersion)
                throw new UsageException($"the position file '{Name}' has format {version}; this zeek-amqp knows format {CurrentVersion} only");
            return [.. document.RootElement.GetProperty("files").EnumerateArray().Select(Read)];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged("it is no list of positions");
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            throw new UsageException($"cannot read the position file '{Name}': {FileTrouble.Describe(exception)}");
        }
    }

    private PositionEntry Read(JsonElement element)
    {
        var entry = new PositionEntry(
            element.GetProperty("name").GetString()!,
            new FileIdentity(element.GetProperty("device").GetUInt64(), element.GetProperty("inode").GetUInt64()),
            new FileHead(element.GetProperty("head_bytes").GetInt32(), element.GetProperty("head").GetString()!),
            element.GetProperty("offset").GetInt64(),
            element.GetProperty("met_ms").GetInt64());
        bool isSound = entry is { Name: not null, Head: { Hash: not null, Length: >= 0 and <= HeadStream.MaxBytes }, Offset: >= 0 };
        return isSound ? entry : throw Damaged("a number in it cannot be");
    }

    private UsageException Damaged(string why) => new(
        $"the position file '{Name}' is damaged: {why}; give another file, or move it away and begin anew, which sends again what was sent");
}
