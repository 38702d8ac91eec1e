using System.Globalization;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;
using ZeekAmqp.Core.Spool;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Core;

/// <summary>
/// Whatever is in the files of a spool that a process left, it is read to its end: what comes was written, in order and once, the counts
/// add up, all that comes can be confirmed and is gone then, and who only looks at the files sees just that. A <see cref="SpoolException"/> is the worst.
/// </summary>
internal sealed class SpoolReaderTarget : IFuzzTarget
{
    private const string Folder = "/spool/broker/process/conn_1";
    private const int Records = 40;

    private static readonly SpoolRoute Route = new(
        new PublishTarget("zeek", "{field:proto}.{{}}.{partition}", "queue")
        {
            Partitions = 3,
            Properties = new MessageProperties { Type = "conn", Headers = """{"a":[1,"b"]}""" },
            Topology = new TopologyOptions { BindingKeys = "a,b", QueueArguments = """{"x-queue-type":"quorum"}""" },
        },
        "conn",
        "0123456789abcdef");

    private readonly Dictionary<string, byte[]> _valid = [];
    private readonly List<SpoolEntry> _entries = [];

    public SpoolReaderTarget()
    {
        var files = new MemoryFiles(Folder);
        // Its sixteenth is a segment's size: three or four of them.
        using (SpoolStore store = SpoolStore.Create(files, Folder, Route, new SpoolBudget(16_000)))
        {
            for (int number = 1; number <= Records; number++)
                store.Append([new SpoolRecord(Body(number), (ulong)number, number)], out _);
            store.MarkRead(12);
            for (int number = 1; number <= 11; number++)
                store.Confirm(number);
            store.SaveCheckpoint();
            store.Confirm(12);
        }

        foreach (string name in files.Names)
            _valid.Add(name, files[name]);
    }

    public string Name => "spool reader";

    public int CaseBytes => 384;

    public void Run(Choices choices)
    {
        var files = new MemoryFiles(Folder);
        foreach ((string name, byte[] content) in _valid)
            files[name] = content;
        int times = 1 + choices.Below(5);
        for (int i = 0; i < times; i++)
            Damage(files, choices);
        if (choices.OneIn(2))
            Seal(files);
        // Damage is found by exceptions, which take their time.
        List<long>? seen = choices.OneIn(8) ? Look(files) : null;
        try
        {
            using SpoolStore store = SpoolStore.Open(files, Folder, new SpoolBudget(1_000_000));
            // Whatever is in it, a lane can be opened with it.
            _ = new AddressTemplate(store.Route.Target).At(choices.Take(choices.Below(40)), partition: 0);
            Use(store, choices, seen);
        }
        catch (SpoolException)
        {
            // Of a newer version, or a damaged route: said, and left as it is.
        }
    }

    // What a person sees of it: the ordinals of what waits.
    private static List<long> Look(MemoryFiles files)
    {
        var seen = new List<long>();
        if (SpoolLane.Look(files, Folder) is not { } lane)
            return seen;
        var reading = new LaneReading(files, lane, isHeld: false);
        foreach (SegmentHead segment in lane.Segments)
        {
            long at = 0;
            foreach (SegmentPiece piece in reading.Read(segment))
            {
                FindingException.Unless(piece.Offset >= at && piece.Offset + piece.Length <= segment.Length, "a piece is not behind the one before it");
                at = piece.Offset + piece.Length;
                if (piece.Kind == SegmentPieceKind.Record && piece.Entry.Ordinal > lane.SettledThrough)
                    seen.Add(piece.Entry.Ordinal);
            }
        }

        _ = reading.Measure();
        return seen;
    }

    private static byte[] Body(int number)
    {
        byte[] body = new byte[20 + (number * 7 % 90)];
        body.AsSpan().Fill((byte)number);
        return body;
    }

    private static void Damage(MemoryFiles files, Choices choices)
    {
        IReadOnlyList<string> names = files.Names;
        if (names.Count == 0)
            return;
        string name = names[choices.Below(names.Count)];
        byte[] content = files[name];
        int from = choices.Below(content.Length + 1);
        int to = Math.Min(content.Length, from + choices.Below(choices.OneIn(2) ? 200 : 12));
        switch (choices.Below(9))
        {
            case 0 when from < content.Length:
                files[name] = [.. content[..from], (byte)(content[from] ^ (1 << choices.Below(8))), .. content[(from + 1)..]];
                break;
            case 1:
                files[name] = content[..from];
                break;
            case 2:
                files[name] = [.. content[..from], .. new byte[choices.Below(2000)]];
                break;
            case 3:
                files[name] = [.. content[..from], .. choices.Take(choices.Below(100)), .. content[to..]];
                break;
            case 4:
                files[name] = [.. content[..from], .. content[to..]];
                break;
            case 5:
                // A piece once more: records that are whole, at a place that is not theirs.
                files[name] = [.. content[..to], .. content[from..to], .. content[to..]];
                break;
            case 6:
                files.Remove(name);
                break;
            case 7:
                files[Ordinal(choices).ToString("D20", CultureInfo.InvariantCulture) + ".segment"] = content;
                break;
            default:
                files[name] = choices.Take(choices.Below(200)).ToArray();
                break;
        }
    }

    // A route that its checksum says is whole: what is in it is looked at.
    private static void Seal(MemoryFiles files)
    {
        const int ChecksumAt = 8;
        const int CheckedFrom = 12;
        if (!files.Names.Contains(RouteFile.Name) || files[RouteFile.Name] is not { Length: > CheckedFrom } damaged)
            return;
        byte[] route = [.. damaged];
        BitConverter.TryWriteBytes(route.AsSpan(ChecksumAt), Crc32C.Of(route.AsSpan(CheckedFrom)));
        files[RouteFile.Name] = route;
    }

    private static long Ordinal(Choices choices) => choices.OneIn(4) ? (long)(choices.Bits() >> 1) : choices.Below(Records + 20);

    private void Use(SpoolStore store, Choices choices, List<long>? seen)
    {
        var read = new List<long>();
        while (store.TryRead(1 + choices.Below(8), 1 + choices.Below(500), out _, _entries))
        {
            foreach (SpoolEntry entry in _entries)
            {
                FindingException.Unless(read.Count == 0 || entry.Ordinal > read[^1], "records do not come in order");
                FindingException.Unless(entry.Ordinal == (long)entry.Sequence && entry.Ordinal <= Records, "a record comes that was never written");
                FindingException.Unless(entry.Payload.Span.SequenceEqual(Body((int)entry.Ordinal)), "a record is not what was written");
                read.Add(entry.Ordinal);
            }

            FindingException.Unless(read.Count <= Records, "there is no end");
        }

        FindingException.Unless(seen is null || read.SequenceEqual(seen), "who only looks sees other records than those that are sent");
        FindingException.Unless(store.UnreadRecords == 0, "it was read to its end, and there are records that were not");
        FindingException.Unless(store.Records == read.Count, "the number of records is not that of those that came");
        foreach (long ordinal in read)
            store.Confirm(ordinal);
        FindingException.Unless(store.Records == 0, "all was confirmed, and there are records");
        store.SaveCheckpoint();
        FindingException.Unless(store.Bytes == 0, "all was confirmed, and there are bytes");
    }
}
