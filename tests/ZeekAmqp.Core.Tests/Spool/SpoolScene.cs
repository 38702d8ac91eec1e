using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>One lane's folder on a disk that can be damaged.</summary>
internal sealed class SpoolScene
{
    public const string Lane = "/spool/broker/process/conn_1";

    public static readonly SpoolRoute Route = new(new PublishTarget("zeek", "conn", "queue"), "conn", "0123456789abcdef");

    public FaultyFiles Files { get; private set; } = new();

    public SpoolBudget Budget { get; set; } = new(100_000_000);

    public IEnumerable<string> Segments =>
        Files.Files(Lane).Where(name => name.EndsWith(".segment", StringComparison.Ordinal)).Select(name => $"{Lane}/{name}");

    public static string Checkpoint => $"{Lane}/checkpoint";

    public static string RouteFile => $"{Lane}/route";

    /// <summary>Size of a record on disk.</summary>
    public const int RecordBytes = 100;

    public static SpoolRecord Record(int number, int bytes = RecordBytes) =>
        new(Encoding.UTF8.GetBytes($"record {number}".PadRight(bytes - 40, '.')), (ulong)number, number);

    public static SpoolRecord[] Records(int first, int count, int bytes = RecordBytes) =>
        [.. Enumerable.Range(first, count).Select(number => Record(number, bytes))];

    /// <summary>Where in the first segment a record begins.</summary>
    public static int OffsetOf(int number) => 24 + ((number - 1) * RecordBytes);

    public SpoolStore Create() => SpoolStore.Create(Files, Lane, Route, Budget);

    public SpoolStore Open() => SpoolStore.Open(Files, Lane, Budget);

    /// <summary>A process stores records and is killed.</summary>
    public SpoolScene Left(int records)
    {
        SpoolStore store = Create();
        for (int i = 1; i <= records; i++)
            Assert.Equal(1, store.Append([Record(i)], out _));
        store.Sync();
        Kill();
        return this;
    }

    public void Kill()
    {
        Files.Fault = operation => new IOException($"a dead process does {operation}");
        Files = Files.Kill();
        Budget = new SpoolBudget(Budget.MaxBytes);
    }

    public void Crash(int seed = 1)
    {
        Files.Fault = operation => new IOException($"a dead process does {operation}");
        Files = Files.Crash(new Random(seed));
        Budget = new SpoolBudget(Budget.MaxBytes);
    }

    /// <summary>Reads all there is and returns the records' numbers.</summary>
    public static int[] ReadAll(SpoolStore store, int maxBytes = 1000)
    {
        var numbers = new List<int>();
        var entries = new List<SpoolEntry>();
        while (store.TryRead(7, maxBytes, out _, entries))
        {
            foreach (SpoolEntry entry in entries)
            {
                Assert.StartsWith($"record {entry.Sequence}.", Encoding.UTF8.GetString(entry.Payload.Span), StringComparison.Ordinal);
                Assert.Equal((ulong)entry.Ordinal, entry.Sequence);
                numbers.Add((int)entry.Sequence);
            }
        }

        return [.. numbers];
    }
}
