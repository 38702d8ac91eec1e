using System.Globalization;

namespace ZeekAmqp.Core.Spool;

/// <summary>One process's folder for one broker, with a folder for each lane; locked, so that nobody else touches it. Thread-safe.</summary>
public sealed class SpoolFolder : IDisposable
{
    // The rest of a file name's 255 bytes is for a number, and for the name it has while it is being removed.
    private const int MaxLaneNameBytes = 100;

    // Another process that cleans up may take a folder for one that was never finished, but hardly twice.
    private const int MaxAttempts = 3;

    private readonly Lock _lock = new();
    private readonly ISpoolFiles _files;
    private readonly TimeProvider _time;
    private readonly FolderPath _place;
    private IDisposable? _held;
    private int _lanes;

    private SpoolFolder(ISpoolFiles files, string path, IDisposable held, TimeProvider time)
    {
        _files = files;
        _place = new FolderPath(path);
        _held = held;
        _time = time;
    }

    /// <summary>Where it is now.</summary>
    public string Path => _place.Text;

    /// <summary>Whether it has not been given up.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_lock)
                return _held is not null;
        }
    }

    /// <summary>Makes this process's folder.</summary>
    /// <exception cref="SpoolException">It cannot be made.</exception>
    public static SpoolFolder Create(ISpoolFiles files, string brokerFolder, TimeProvider time)
    {
        try
        {
            FolderLock.MakeDurably(files, brokerFolder);
            for (int attempt = 1; ; attempt++)
            {
                string now = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);
                string path = System.IO.Path.Combine(brokerFolder, $"{now}-{Environment.ProcessId}-{RandomName.Next()}");
                if (FolderLock.TryMake(files, path) is { } held)
                    return new SpoolFolder(files, path, held, time);
                if (attempt == MaxAttempts)
                    throw new IOException("other processes remove it while it is made");
            }
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("make a spool folder in", brokerFolder, exception);
        }
    }

    /// <summary>Takes over what processes that are gone have left for a broker, oldest first. Empty folders are removed on the way.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="brokerFolder">Where they are.</param>
    /// <param name="problem">Told, in a line for a person, of each that cannot be read; it stays as it is.</param>
    /// <exception cref="SpoolException">The broker's folder cannot be read.</exception>
    public static IReadOnlyList<SpoolFolder> ClaimLeft(ISpoolFiles files, string brokerFolder, Action<string> problem)
    {
        var claimed = new List<SpoolFolder>();
        try
        {
            FolderRemoval.Sweep(files, brokerFolder, folder => FolderLock.TryClaim(files, folder));
            foreach (string name in files.Folders(brokerFolder).Where(name => !FolderRemoval.IsHidden(name)))
            {
                if (Claim(files, System.IO.Path.Combine(brokerFolder, name), problem, out _) is { } folder)
                    claimed.Add(folder);
            }

            return claimed;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            foreach (SpoolFolder folder in claimed)
                folder.Dispose();
            throw SpoolException.Cannot("read the spool folder", brokerFolder, exception);
        }
    }

    /// <summary>Takes over what a process that is gone has left in its folder. An empty one is removed.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="path">The folder.</param>
    /// <param name="problem">Told, in a line for a person, what keeps it from being read; it stays as it is.</param>
    /// <param name="isRefused">Whether it is there and cannot be locked: a process holds it, or it is another user's.</param>
    /// <returns>Null if it cannot be had, or nothing is in it.</returns>
    internal static SpoolFolder? Claim(ISpoolFiles files, string path, Action<string> problem, out bool isRefused)
    {
        SpoolFolder? folder = null;
        isRefused = false;
        try
        {
            if (FolderLock.TryClaim(files, path) is not { } held)
            {
                isRefused = files.FolderExists(path);
                return null;
            }

            folder = new SpoolFolder(files, path, held, TimeProvider.System);
            folder.RemoveEmptyLanes();
            if (folder.LaneNames().Any())
                return folder;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // What is wrong with one folder must not keep the others.
            problem(SpoolException.Cannot("read the spool folder", path, exception).Message);
        }

        folder?.Dispose();
        return null;
    }

    /// <summary>Whether messages are in a process's folder that no process holds.</summary>
    internal static bool IsLeftWithRecords(ISpoolFiles files, string path)
    {
        try
        {
            if (!files.Folders(path).Any(lane => HasRecords(files, System.IO.Path.Combine(path, lane))))
                return false;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            return false;
        }

        using IDisposable? held = FolderLock.TryClaim(files, path);
        return held is not null;
    }

    /// <summary>Makes a store for a lane.</summary>
    /// <exception cref="SpoolException">It cannot be made.</exception>
    public SpoolStore CreateStore(SpoolRoute route, SpoolBudget budget)
    {
        int number;
        lock (_lock)
            number = ++_lanes;
        string lane = string.Create(CultureInfo.InvariantCulture, $"{EscapedName.Of(route.Path, MaxLaneNameBytes)}_{number}");
        return SpoolStore.Create(_files, new FolderPath(_place, lane), route, budget, _time);
    }

    /// <summary>Opens the stores in a claimed folder that hold messages; those that hold none are removed.</summary>
    /// <param name="budget">Counts what they take, bound or no bound.</param>
    /// <param name="problem">Told, in a line for a person, of each that cannot be used; it stays as it is.</param>
    public IReadOnlyList<SpoolStore> OpenStores(SpoolBudget budget, Action<string> problem)
    {
        RemoveEmptyLanes();
        var stores = new List<SpoolStore>();
        foreach (string lane in LaneNames())
        {
            string folder = System.IO.Path.Combine(Path, lane);
            try
            {
                var store = SpoolStore.Open(_files, new FolderPath(_place, lane), budget);
                if (store.Records > 0)
                    stores.Add(store);
                else
                    RemoveEmpty(store, problem);
            }
            catch (SpoolException exception)
            {
                problem(exception.Message);
            }
            catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
            {
                problem(SpoolException.Cannot("open the spool folder", folder, exception).Message);
            }
        }

        // Names do not sort by age: conn_10 comes before conn_2.
        return [.. stores.OrderBy(store => store.Created)];
    }

    /// <summary>
    /// Moves the folder to another broker's, with all that is in it, open or not: that is where the next process looks for it. Nothing
    /// else may be done to the files meanwhile.
    /// </summary>
    /// <exception cref="SpoolException">It is where it was, or has been moved and a failure of the machine may undo that.</exception>
    public void MoveTo(string brokerFolder)
    {
        lock (_lock)
        {
            string from = Path;
            string to = System.IO.Path.Combine(brokerFolder, System.IO.Path.GetFileName(from));
            if (_held is null || from == to)
                return;
            try
            {
                FolderLock.MakeDurably(_files, brokerFolder);
                _files.MoveFolder(from, to);
                _place.MoveTo(to);
                _files.SyncFolder(brokerFolder);
                if (System.IO.Path.GetDirectoryName(from) is { Length: > 0 } before)
                    _files.SyncFolder(before);
            }
            catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
            {
                throw SpoolException.Cannot($"move to '{brokerFolder}' the spool folder", from, exception);
            }
        }
    }

    /// <summary>Removes the folder if there are no messages in it, and gives it up. Its stores have to be disposed of before.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_held is null)
                return;
            try
            {
                RemoveEmptyLanes();
                FolderRemoval.Remove(_files, Path, name => name == FolderLock.Name);
            }
            catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
            {
                // Another process will.
            }

            _held.Dispose();
            _held = null;
        }
    }

    private static bool HasRecords(ISpoolFiles files, string lane) =>
        files.Files(lane).Any(name => SegmentFormat.TryParseFileName(name, out _));

    private static void RemoveEmpty(SpoolStore store, Action<string> problem)
    {
        while (store.TakeProblem() is { } text)
            problem(text);
        store.Delete();
    }

    private IEnumerable<string> LaneNames() => _files.Folders(Path).Where(name => !FolderRemoval.IsHidden(name));

    // Lanes that were made, but nothing is stored there: not even the route needs to be good.
    private void RemoveEmptyLanes()
    {
        FolderRemoval.Sweep(_files, Path, _ => NoLock.Instance);
        foreach (string lane in LaneNames())
        {
            string folder = System.IO.Path.Combine(Path, lane);
            try
            {
                if (!HasRecords(_files, folder))
                    FolderRemoval.Remove(_files, folder, SpoolContents.IsOwnFile);
            }
            catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
            {
                // A disk that is full or read-only may still have what the others hold.
            }
        }
    }

    // What is in this folder is this process's already.
    private sealed class NoLock : IDisposable
    {
        public static readonly NoLock Instance = new();

        public void Dispose()
        {
        }
    }
}
