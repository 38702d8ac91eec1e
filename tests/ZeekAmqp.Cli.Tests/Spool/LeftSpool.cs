using System.Text;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Tests.Spool;

/// <summary>A spool on the real disk that a process has left, with what a test puts into it.</summary>
internal sealed class LeftSpool : IDisposable
{
    public const string Instance = "0123456789abcdef0123456789abcdef";

    public static readonly SpoolRoute Route = new(new PublishTarget("zeek", "conn", "queue"), "conn", Instance);

    private readonly DiskFiles _files = new();
    private readonly SpoolBudget _budget = new(1_000_000_000);
    private SpoolFolder? _held;

    /// <param name="broker">Whose records they are.</param>
    public LeftSpool(string broker = "mq1_5673_%2F")
    {
        Broker = Path.Combine(Root, broker);
        _held = SpoolFolder.Create(_files, Broker, TimeProvider.System);
        Process = _held.Path;
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("zeek-amqp-spool-").FullName;

    public string Broker { get; }

    public string Process { get; }

    /// <summary>The first log's folder.</summary>
    public string Lane => Directory.GetDirectories(Process).Order(StringComparer.Ordinal).First();

    public string[] Segments => [.. Directory.GetFiles(Lane, "*.segment").Order(StringComparer.Ordinal)];

    /// <summary>Where in a segment the records begin that <see cref="Conn"/> has made.</summary>
    public static int OffsetOf(int number) => 24 + ((number - 1) * (40 + Body(number).Length));

    /// <summary>All bodies have the same length.</summary>
    public static string Body(int number) => $$$"""{"conn": {"n":{{{1000 + number}}}}}""";

    public static string[] Bodies(params int[] numbers) => [.. numbers.Select(Body)];

    /// <summary>A log conn with so many records.</summary>
    public LeftSpool Conn(int records, int confirmed = 0)
    {
        using SpoolStore store = Store(Route);
        store.Append([.. Enumerable.Range(1, records).Select(number => Message(Body(number), number))], out _);
        for (int ordinal = 1; ordinal <= confirmed; ordinal++)
            store.Confirm(ordinal);
        store.SaveCheckpoint();
        return this;
    }

    /// <summary>A log conn whose segments hold three records each.</summary>
    public LeftSpool ConnInSegments(int records)
    {
        // A segment takes a sixteenth.
        using SpoolStore store = _held!.CreateStore(Route, new SpoolBudget(16 * OffsetOf(4)));
        for (int number = 1; number <= records; number++)
            store.Append([Message(Body(number), number)], out _);
        return this;
    }

    public SpoolStore Store(SpoolRoute route) => _held!.CreateStore(route, _budget);

    public static SpoolRecord Message(string body, int number, int count = 1, BodyForm form = BodyForm.Record) =>
        Message(Encoding.UTF8.GetBytes(body), number, count, form);

    public static SpoolRecord Message(byte[] body, int number, int count = 1, BodyForm form = BodyForm.Record) =>
        new(body, (ulong)number, 1_700_000_000 + number, count, (byte)form);

    /// <summary>Two records in one message, compressed.</summary>
    public static SpoolRecord Batch(int number) =>
        Message(Samples.Gzip($"{Body(number)}\n{Body(number + 1)}\n"), number, count: 2, form: BodyForm.GzipLines);

    /// <summary>The process has ended.</summary>
    public LeftSpool Leave()
    {
        _held?.Dispose();
        _held = null;
        return this;
    }

    public static void Flip(string file, int offset)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[offset] ^= 0x10;
        File.WriteAllBytes(file, bytes);
    }

    public static void CutOff(string file, int bytes) => File.WriteAllBytes(file, File.ReadAllBytes(file)[..^bytes]);

    /// <summary>All that is in the folder, to see that nothing of it has changed.</summary>
    public string[] Contents() =>
    [
        .. Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks} {Convert.ToHexString(Path.GetFileName(file) == "lock" ? [] : File.ReadAllBytes(file))}"),
    ];

    public void Dispose()
    {
        _held?.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
