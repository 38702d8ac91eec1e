using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>What of the spool belongs to one broker: its folder, its room on disk, and the thread that does the disk's work.</summary>
/// <remarks>The folder is found and made when it is first needed, on the spool's thread: a disk that hangs holds up no writer.</remarks>
internal sealed class BrokerSpool : IDisposable
{
    private const int ReadBytes = 64 * 1024;

    // For some logs that are read at the same time.
    private const long KeptBytes = 4 * 1024 * 1024;

    private static readonly Func<string, string?> Environment = System.Environment.GetEnvironmentVariable;

    private readonly List<SpoolFolder> _held = [];
    private readonly ISpoolFiles _files;
    private readonly TimeProvider _time;
    private readonly SpoolThread _thread;
    private volatile BrokerOptions _options;
    private string? _directory;
    private SpoolFolder? _own;

    public BrokerSpool(BrokerOptions options, ISpoolFiles files, SpoolReporter reporter, TimeProvider time)
    {
        _options = options;
        _files = files;
        _time = time;
        Reporter = reporter;
        Budget = new SpoolBudget(options.MaxSpoolBytes);
        _thread = new SpoolThread(options.SpoolSyncInterval, time, (_, exception) => reporter.Trouble(exception));
    }

    /// <summary>The broker, as it is reached now.</summary>
    public BrokerOptions Broker => _options;

    /// <summary>Memory for what is read back at a time: little beside what memory may hold.</summary>
    public SegmentPool ReadSegments { get; } = new(ReadBytes, KeptBytes);

    /// <summary>Room on disk, shared by all writers of the broker.</summary>
    public SpoolBudget Budget { get; }

    /// <summary>Tells of the spool's changes of state.</summary>
    public SpoolReporter Reporter { get; }

    /// <summary>Runs work with the disk on the spool's thread.</summary>
    /// <exception cref="SpoolException">The disk did not do it.</exception>
    public Task<T> RunAsync<T>(Func<T> work) => _thread.RunAsync(work);

    /// <summary>Makes a writer's place in this process's folder; it is synced in time from now on. The spool's thread only.</summary>
    /// <exception cref="SpoolException">There is no folder that can be used.</exception>
    public SpoolStore CreateStore(SpoolRoute route)
    {
        if (_own is null)
            _held.Add(_own = SpoolFolder.Create(_files, FolderOf(_options), _time));
        SpoolStore store = _own.CreateStore(route, Budget);
        _thread.Register(store);
        return store;
    }

    /// <summary>Lets go of a writer's place, and removes it if nothing is in it. The spool's thread only.</summary>
    public void Release(SpoolStore store)
    {
        _thread.Unregister(store);
        store.Dispose();
        if (store.Records == 0)
            store.Delete();
    }

    /// <summary>Takes hold of what ended processes left, oldest first. The spool's thread only.</summary>
    /// <param name="broker">For whom: as the broker is reached now, or was before.</param>
    /// <exception cref="SpoolException">The folder cannot be read.</exception>
    public IReadOnlyList<SpoolFolder> ClaimLeft(BrokerOptions broker)
    {
        IReadOnlyList<SpoolFolder> claimed = SpoolFolder.ClaimLeft(_files, FolderOf(broker), Reporter.Problem);
        _held.AddRange(claimed);
        return claimed;
    }

    /// <summary>The broker is reached otherwise from now on; <see cref="MoveHeld"/> takes what waits along.</summary>
    public void ChangeTo(BrokerOptions options)
    {
        _options = options;
        Reporter.Broker = options;
    }

    /// <summary>
    /// Moves the folders that this process holds to the present broker's, where the next process for it looks. One that cannot be moved is
    /// told of and stays; it is sent from where it is, and the next call tries again. The spool's thread only.
    /// </summary>
    public int MoveHeld()
    {
        _held.RemoveAll(folder => !folder.IsHeld);
        string brokerFolder = _held.Count > 0 ? FolderOf(_options) : "";
        foreach (SpoolFolder folder in _held)
        {
            try
            {
                folder.MoveTo(brokerFolder);
            }
            catch (SpoolException exception)
            {
                Reporter.Problem($"{exception.Message}; until that is done, a later process for {_options} does not find what is in it");
            }
        }

        return _held.Count;
    }

    /// <summary>Folders beside this broker's in which records wait for others that no process sends to. The spool's thread only.</summary>
    public IReadOnlyList<string> Others() => SpoolPlace.Others(_files, Directory(), FolderOf(_options));

    /// <summary>Ends the thread, and lets go of this process's folder. All writers' places have been released.</summary>
    public void Dispose()
    {
        _thread.Dispose();
        _own?.Dispose();
    }

    private string FolderOf(BrokerOptions broker) =>
        SpoolPlace.BrokerFolder(Directory(), broker.Host, broker.Port, broker.VirtualHost);

    private string Directory() => _directory ??= _options.SpoolDirectory != OptionTable.SpoolAuto
        ? _options.SpoolDirectory
        : SpoolPlace.Default(Environment, folder => SpoolPlace.CanUse(_files, folder))
        ?? throw new SpoolException("there is no folder for records to wait in on disk: set spool_dir to one that this process may write to", null);
}
