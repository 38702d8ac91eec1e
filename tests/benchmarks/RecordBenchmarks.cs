using BenchmarkDotNet.Attributes;
using ZeekAmqp.Benchmarks.Records;

namespace ZeekAmqp.Benchmarks;

/// <summary>A record of 20 columns, as a whole.</summary>
[MemoryDiagnoser]
public class RecordBenchmarks
{
    // Of many kinds, so that the processor cannot learn one by heart.
    private const int Count = 1024;

    private readonly ConnRecord[] _records = [.. Enumerable.Range(0, Count).Select(number => new ConnRecord((uint)number))];
    private readonly TaggedRecord _tagged = new();
    private readonly Utf8Record _utf8 = new();

    /// <summary>Both have to say the same.</summary>
    [GlobalSetup]
    public void Compare()
    {
        foreach (ConnRecord record in _records)
            SameBytes.Require(_tagged.Format(record), _utf8.Format(record));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int TaggedJsonWriter()
    {
        int bytes = 0;
        foreach (ConnRecord record in _records)
            bytes += _tagged.Format(record).Length;
        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Utf8JsonWriter()
    {
        int bytes = 0;
        foreach (ConnRecord record in _records)
            bytes += _utf8.Format(record).Length;
        return bytes;
    }
}
