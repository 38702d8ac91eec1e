using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Spool;

/// <summary>What is in a store's folder.</summary>
internal sealed class SpoolContents
{
    /// <summary>A new store: nothing is in it.</summary>
    public SpoolContents(ISpoolFiles files, FolderPath folder, SpoolRoute route, DateTimeOffset created)
    {
        Route = route;
        Created = created;
        Checkpoint = new CheckpointFile(files, folder);
    }

    public SpoolRoute Route { get; }

    public DateTimeOffset Created { get; }

    public CheckpointFile Checkpoint { get; }

    public SpoolLedger Ledger { get; } = new();

    public ProblemList Problems { get; } = new();

    /// <summary>Whether another process wrote it.</summary>
    public bool IsLeft { get; private init; }

    /// <summary>Whether a file is one of a store's by its name.</summary>
    public static bool IsOwnFile(string name) => name is RouteFile.Name or CheckpointFile.Name || SegmentFormat.TryParseFileName(name, out _);

    /// <summary>Looks at what an earlier process left: all headers, and the last segment, to find its end.</summary>
    /// <exception cref="SpoolException">It cannot be read, or is of a newer version.</exception>
    public static SpoolContents Load(ISpoolFiles files, FolderPath folder)
    {
        SpoolRoute route = RouteFile.Read(files, folder.Text, out DateTimeOffset created);
        var contents = new SpoolContents(files, folder, route, created) { IsLeft = true };
        List<SegmentHead> starts = ListSegments(files, folder.Text);
        var segments = new List<SpoolSegment>(starts.Count);
        for (int i = 0; i < starts.Count; i++)
        {
            SegmentHead start = starts[i];
            bool isLast = i == starts.Count - 1;
            long end = isLast ? SegmentReader.FindEnd(files, start.Path, start.First, start.Length) : starts[i + 1].First;
            segments.Add(new SpoolSegment(folder, Path.GetFileName(start.Path), start.First, end, start.Length) { IsEndSeen = isLast });
        }

        contents.Adopt(segments);
        return contents;
    }

    private void Adopt(List<SpoolSegment> segments)
    {
        bool hasCheckpoint = Checkpoint.TryLoad();
        Ledger.Adopt(segments, Checkpoint.SettledThrough);
        if (!hasCheckpoint || segments.Count == 0)
            return;
        // A segment is deleted only after the checkpoint that is behind it is on the disk.
        long missing = segments[0].First - (Checkpoint.SettledThrough + 1);
        if (missing <= 0)
            return;
        Ledger.AddLost(missing);
        Problems.Add($"{Quantity.Records(missing)} lost: the spool file before '{segments[0].Path}' is missing; check the disk");
    }

    private static List<SegmentHead> ListSegments(ISpoolFiles files, string folder)
    {
        var starts = new List<SegmentHead>();
        try
        {
            foreach (string name in files.Files(folder))
            {
                if (!SegmentFormat.TryParseFileName(name, out long first))
                    continue;
                var start = SegmentHead.Read(files, Path.Combine(folder, name), first);
                starts.Add(start.IsKnown ? start : throw RouteFile.NewerVersion(start.Path, start.Version!.Value, SegmentFormat.Version));
            }
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("read the spool folder", folder, exception);
        }

        // Names are sorted already; of a file that was renamed, the header counts.
        starts.Sort((left, right) => left.First.CompareTo(right.First));
        return starts;
    }
}
