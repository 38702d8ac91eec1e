using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Spool;

/// <summary>One writer's folder in a spool, as it was when it was looked at. Nothing in it was changed or locked for that; a process may be using it. Immutable.</summary>
public sealed class SpoolLane
{
    private SpoolLane(string folder) => Folder = folder;

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Where its messages go; null if the file that says it cannot be used.</summary>
    public SpoolRoute? Route { get; private init; }

    /// <summary>The log's path; without a route, by the folder's name.</summary>
    public string LogPath => Route?.Path ?? PathOf(System.IO.Path.GetFileName(Folder));

    /// <summary>Its segments, oldest first.</summary>
    public IReadOnlyList<SegmentHead> Segments { get; private init; } = [];

    /// <summary>The ordinal up to which all is settled: 0 without a checkpoint. What a process has settled in the last second may be missing.</summary>
    public long SettledThrough { get; private init; }

    /// <summary>Bytes of its segments.</summary>
    public long Bytes => Segments.Sum(segment => segment.Length);

    /// <summary>What can be seen without reading the segments.</summary>
    public IReadOnlyList<SpoolProblem> Problems { get; private init; } = [];

    /// <summary>Looks at a folder.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="isHeld">Whether a process uses it: then it may be about to be made or removed, which is no problem.</param>
    /// <returns>Null if it is gone.</returns>
    public static SpoolLane? Look(ISpoolFiles files, string folder, bool isHeld = false)
    {
        var problems = new List<SpoolProblem>();
        List<SegmentHead> segments = ListSegments(files, folder, isHeld, problems);
        // After the list: a segment is deleted only when the checkpoint is behind it.
        using var checkpoint = new CheckpointFile(files, new FolderPath(folder));
        bool hasCheckpoint = checkpoint.TryLoad();
        SpoolRoute? route = null;
        try
        {
            route = RouteFile.Read(files, folder, out _);
        }
        catch (SpoolException exception)
        {
            if (!files.FolderExists(folder))
                return null;
            if (!isHeld || segments.Count > 0)
                problems.Add(SpoolProblem.Of(System.IO.Path.Combine(folder, RouteFile.Name), exception));
        }

        if (!hasCheckpoint && !isHeld && HasCheckpointFile(files, folder))
            problems.Add(new SpoolProblem(System.IO.Path.Combine(folder, CheckpointFile.Name), null, "it is damaged; what was confirmed and is still here is sent again"));
        long missing = hasCheckpoint && segments.Count > 0 ? segments[0].First - (checkpoint.SettledThrough + 1) : 0;
        if (missing > 0)
            problems.Add(new SpoolProblem(segments[0].Path, null, $"the file before it is missing, {Quantity.Records(missing)} lost; check the disk") { Lost = missing });
        return new SpoolLane(folder) { Route = route, Segments = segments, SettledThrough = checkpoint.SettledThrough, Problems = problems };
    }

    // An empty one was about to be written.
    private static bool HasCheckpointFile(ISpoolFiles files, string folder)
    {
        try
        {
            using ISpoolFile file = files.Open(System.IO.Path.Combine(folder, CheckpointFile.Name), forWriting: false);
            return file.Length > 0;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            return exception is not (FileNotFoundException or DirectoryNotFoundException);
        }
    }

    private static List<SegmentHead> ListSegments(ISpoolFiles files, string folder, bool isHeld, List<SpoolProblem> problems)
    {
        var segments = new List<SegmentHead>();
        try
        {
            foreach (string name in files.Folders(folder).Concat(files.Files(folder).Where(name => !SpoolContents.IsOwnFile(name))))
                problems.Add(new SpoolProblem(System.IO.Path.Combine(folder, name), null, "not the spool's; it stays, and its folder with it") { IsNote = true });
            foreach (string name in files.Files(folder))
            {
                if (SegmentFormat.TryParseFileName(name, out long first))
                    Add(files, System.IO.Path.Combine(folder, name), first, isHeld, segments, problems);
            }
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            problems.Add(SpoolProblem.Of(folder, exception));
        }

        segments.Sort((left, right) => left.First.CompareTo(right.First));
        for (int i = 0; i + 1 < segments.Count; i++)
            segments[i] = segments[i] with { End = segments[i + 1].First };
        return segments;
    }

    private static void Add(ISpoolFiles files, string path, long first, bool isHeld, List<SegmentHead> segments, List<SpoolProblem> problems)
    {
        try
        {
            var segment = SegmentHead.Read(files, path, first);
            segments.Add(segment);
            if (!segment.IsKnown)
                problems.Add(new SpoolProblem(path, null, SpoolException.WhyNotRead(RouteFile.NewerVersion(path, segment.Version!.Value, SegmentFormat.Version))));
            else if (!segment.IsWhole && segment.Length >= SegmentFormat.HeaderBytes)
                problems.Add(new SpoolProblem(path, 0, "the file's header is damaged; its name says the same"));
        }
        catch (FileNotFoundException) when (isHeld)
        {
            // Sent since it was listed.
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            problems.Add(SpoolProblem.Of(path, exception));
        }
    }

    private static string PathOf(string folderName)
    {
        int end = folderName.LastIndexOf('_');
        return EscapedName.TryRead(end > 0 ? folderName[..end] : folderName) ?? folderName;
    }
}
