namespace ZeekAmqp.Core.Spool;

/// <summary>Finds what is in a spool, whichever of its folders one begins with. Changes nothing, and takes no lock.</summary>
public sealed class SpoolTree
{
    private readonly ISpoolFiles _files;
    private readonly List<SpoolProcess> _processes = [];
    private readonly List<SpoolProblem> _problems = [];

    private SpoolTree(ISpoolFiles files) => _files = files;

    // From the outside to the inside.
    private enum Level
    {
        Spool,
        Broker,
        Process,
        Lane,
    }

    /// <summary>The processes' folders, by broker, then oldest first.</summary>
    public IReadOnlyList<SpoolProcess> Processes => _processes;

    /// <summary>Folders that cannot be read.</summary>
    public IReadOnlyList<SpoolProblem> Problems => _problems;

    /// <summary>Looks for all that is in a folder.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="folder">A spool's folder, or a broker's, a process's or a writer's in it, as a full path.</param>
    public static SpoolTree Find(ISpoolFiles files, string folder)
    {
        var tree = new SpoolTree(files);
        tree.Walk(folder, tree.LevelOf(folder));
        return tree;
    }

    private void Walk(string folder, Level level)
    {
        switch (level)
        {
            case Level.Lane:
                _processes.Add(new SpoolProcess(Path.GetDirectoryName(folder) ?? folder, [folder]));
                break;
            case Level.Process:
                _processes.Add(new SpoolProcess(folder, Children(folder)));
                break;
            default:
                foreach (string child in Children(folder))
                    Walk(child, level + 1);
                break;
        }
    }

    // A level is known by what it holds: nobody's name has to be right for that.
    private Level LevelOf(string folder)
    {
        for (Level level = Level.Lane; level > Level.Spool; level--)
        {
            if (IsAt(folder, level))
                return level;
        }

        return Level.Spool;
    }

    private bool IsAt(string folder, Level level) => level switch
    {
        Level.Lane => Files(folder).Any(SpoolContents.IsOwnFile),
        Level.Process => Files(folder).Contains(FolderLock.Name) || Children(folder).Any(child => IsAt(child, Level.Lane)),
        _ => Children(folder).Any(child => IsAt(child, level + 1)),
    };

    private string[] Children(string folder) =>
        [.. Names(folder, _files.Folders).Where(name => !FolderRemoval.IsHidden(name)).Select(name => Path.Combine(folder, name))];

    private IReadOnlyList<string> Files(string folder) => Names(folder, _files.Files);

    private IReadOnlyList<string> Names(string folder, Func<string, IReadOnlyList<string>> list)
    {
        try
        {
            return list(folder);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            var problem = SpoolProblem.Of(folder, exception);
            if (!_problems.Contains(problem))
                _problems.Add(problem);
            return [];
        }
    }
}
