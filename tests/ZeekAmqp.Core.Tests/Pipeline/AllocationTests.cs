using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>What a record leaves for the garbage collector in the thread that logs it.</summary>
public sealed class AllocationTests : IAsyncDisposable
{
    private const int Round = 100;

    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("1")]
    [InlineData("25")]
    public async Task A_record_allocates_nothing_on_its_way_to_the_queue(string batch)
    {
        LogWriter writer = _bench.Open(new RawOption("batch_max_records", batch));
        byte[] text = [.. Enumerable.Repeat((byte)'x', 300)];
        var allocated = new List<long>();
        for (int round = 1; round <= 20; round++)
        {
            allocated.Add(Write(writer, text));
            await Bench.Until(() => writer.Counters.Confirmed == round * Round);
        }

        // The first rounds make the segments, the queue grows, and now and then the runtime itself allocates. A record that did would do
        // so in each round.
        Assert.Contains(0, allocated[10..]);
    }

    private static long Write(LogWriter writer, byte[] text)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Round; i++)
        {
            TaggedJsonWriter json = writer.Json;
            json.BeginRecord();
            json.WriteTime(1_700_000_000.123456);
            json.WriteString(text);
            json.WriteCount((ulong)i);
            writer.Submit(json.EndRecord());
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
