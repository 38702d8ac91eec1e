using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>What a followed file needs around it, with looks and restarts when the test wants them.</summary>
internal sealed class FollowBench : IAsyncDisposable
{
    private readonly Desk _desk;
    private readonly string? _positions;
    private EngineRegistry _engines = null!;
    private Stage _stage = null!;
    private FollowedFile _file = null!;

    /// <param name="desk">Files and broker.</param>
    /// <param name="name">The file, in the desk's folder.</param>
    /// <param name="positions">Where positions are kept, in the same folder; null for nowhere.</param>
    public FollowBench(Desk desk, string name, string? positions = null)
    {
        _desk = desk;
        Name = Path.Combine(desk.Folder, name);
        _positions = positions is null ? null : Path.Combine(desk.Folder, positions);
        Start();
    }

    public string Name { get; }

    public bool HasEnded => _file.HasEnded;

    /// <summary>Looks for something to read, once.</summary>
    public bool Look() => _file.ReadOn();

    /// <summary>Looks until nothing has come for some looks.</summary>
    public void LookUntilIdle()
    {
        for (int idle = 0; idle < 4; idle++)
        {
            if (Look())
                idle = -1;
        }
    }

    /// <summary>Saves, as each second.</summary>
    public void Tick() => _stage.Positions.TickAndSave();

    /// <summary>Waits until the broker has all that was read.</summary>
    public async Task DrainAsync()
    {
        while (_stage.Outputs.Outstanding > 0)
            await Task.Delay(1);
    }

    /// <summary>Ends in order, and begins again.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        Start();
    }

    /// <summary>Ends without saving anything, and begins again.</summary>
    public async Task CrashAsync()
    {
        byte[] saved = File.ReadAllBytes(_positions!);
        await EndAsync();
        File.WriteAllBytes(_positions!, saved);
        Start();
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private void Start()
    {
        WriterOptions options = OptionParser.Parse([new("spool_dir", ""), new("overflow", "block"), new("unroutable", "drop")]);
        var messages = new MessageArea(_desk.Surroundings.Error, isTerminal: false);
        _engines = new EngineRegistry((_, _) => _desk.Broker, TimeProvider.System);
        var outputs = new LogOutputs(_engines.Get(options.Broker), options, messages);
        var positions = new Positions(_positions is null ? null : new PositionFile(_positions), areOfUse: true, messages, TimeProvider.System);
        _stage = new Stage(new ReplayRequest([], options, null, TimeSpan.Zero), outputs, positions, new ReadCounters(), messages, CancellationToken.None);
        _file = new FollowedFile(_stage, Name, isOfPattern: false);
    }

    private async Task EndAsync()
    {
        _file.Dispose();
        await DrainAsync();
        Assert.True(_stage.Positions.SaveLast());
        _stage.Positions.Dispose();
        await _engines.ShutdownAsync(TimeSpan.FromSeconds(1));
    }
}
