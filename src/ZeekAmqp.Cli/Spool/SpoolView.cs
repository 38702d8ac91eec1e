using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary>What is in a spool at one moment, seen without a lock.</summary>
internal sealed class SpoolView
{
    private SpoolView(string path) => Path = path;

    /// <summary>What was looked at.</summary>
    public string Path { get; }

    /// <summary>The writers' folders, by broker, then oldest first.</summary>
    public IReadOnlyList<LaneView> Lanes { get; private init; } = [];

    /// <summary>The processes' folders in it.</summary>
    public IReadOnlyList<ProcessView> Processes { get; private init; } = [];

    /// <summary>Folders that cannot be read.</summary>
    public IReadOnlyList<SpoolProblem> Problems { get; private init; } = [];

    /// <summary>Looks at a folder, or at the one that Zeek uses if none is named.</summary>
    /// <exception cref="UsageException">There is no such folder, and it was named; or none can be used.</exception>
    public static SpoolView Open(ISpoolFiles files, string? folder, Surroundings surroundings) => Open(files, PathOf(files, folder, surroundings));

    /// <summary>Looks at a folder, or at a single segment.</summary>
    /// <exception cref="UsageException">It is not there, or is no segment.</exception>
    public static SpoolView OpenSegmentOrFolder(ISpoolFiles files, string? path, Surroundings surroundings) =>
        path is not null && File.Exists(path) ? OfSegment(files, System.IO.Path.GetFullPath(path)) : Open(files, path, surroundings);

    /// <summary>A folder as a full path.</summary>
    public static string PathOf(ISpoolFiles files, string? folder, Surroundings surroundings)
    {
        if (folder is null)
        {
            return SpoolPlace.DefaultToRead(files, surroundings.Variable)
                ?? throw new UsageException("there is no folder where Zeek would keep records that wait; name one");
        }

        if (folder.Length == 0)
            throw new UsageException("the folder's name is empty");
        string path = System.IO.Path.GetFullPath(folder);
        if (File.Exists(path))
            throw new UsageException($"'{folder}' is a file; name a folder of a spool");
        if (!files.FolderExists(path))
            throw new UsageException($"there is no folder '{folder}', or it may not be seen by this user");
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }

    private static SpoolView Open(ISpoolFiles files, string path)
    {
        var tree = SpoolTree.Find(files, path);
        var locks = LockList.Read();
        var problems = new List<SpoolProblem>(tree.Problems);
        var lanes = new List<LaneView>();
        var processes = new List<ProcessView>();
        foreach (SpoolProcess process in tree.Processes)
        {
            var seen = new ProcessView(process, locks.IsKnown, locks.HolderOf(process.LockFile));
            processes.Add(seen);
            foreach (string folder in process.Lanes)
            {
                if (SpoolLane.Look(files, folder, seen.IsHeld) is { } lane)
                    lanes.Add(new LaneView(lane, seen, lane.Segments));
            }
        }

        return new SpoolView(path) { Lanes = lanes, Processes = processes, Problems = problems };
    }

    private static SpoolView OfSegment(ISpoolFiles files, string path)
    {
        string folder = System.IO.Path.GetDirectoryName(path)!;
        var process = new SpoolProcess(System.IO.Path.GetDirectoryName(folder) ?? folder, [folder]);
        var locks = LockList.Read();
        var seen = new ProcessView(process, locks.IsKnown, locks.HolderOf(process.LockFile));
        SpoolLane? lane = SpoolLane.Look(files, folder, seen.IsHeld);
        try
        {
            SegmentHead segment = lane?.Segments.FirstOrDefault(segment => segment.Path == path) ?? SegmentHead.Read(files, path);
            if (lane is null || (!segment.IsWhole && !lane.Segments.Contains(segment)))
                throw new UsageException($"'{path}' is no segment of a spool: it does not begin as one does");
            return new SpoolView(path) { Lanes = [new LaneView(lane, seen, [segment])], Processes = [seen] };
        }
        catch (SpoolException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
