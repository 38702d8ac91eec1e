using System.Text;
using BenchmarkDotNet.Attributes;
using ZeekAmqp.Benchmarks.Values;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks;

/// <summary>Single values of each kind.</summary>
[MemoryDiagnoser]
public class ValueBenchmarks
{
    private readonly TaggedJsonWriter _tagged = new(new LogSchema("x"), new RecordFormat());
    private readonly Utf8Values _utf8 = new();
    private ISamples _samples = null!;

    [ParamsAllValues]
    public ValueKind Kind { get; set; }

    /// <summary>Both have to say the same.</summary>
    [GlobalSetup]
    public void Compare()
    {
        _samples = Samples.Of(Kind);
        _tagged.BeginRecord();
        _tagged.BeginArray();
        _samples.Write(_tagged);
        _tagged.EndArray();
        _utf8.Clear();
        _utf8.Json.WriteStartArray();
        _samples.Write(_utf8);
        _utf8.Json.WriteEndArray();
        _utf8.Json.Flush();
        SameBytes.Require(_tagged.EndRecord(), Encoding.UTF8.GetBytes($"{{\"x\": {{{Encoding.UTF8.GetString(_utf8.Output.WrittenSpan)}}}}}"));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Samples.Count)]
    public int Tagged()
    {
        _tagged.BeginRecord();
        _samples.Write(_tagged);
        return _tagged.EndRecord().Length;
    }

    [Benchmark(OperationsPerInvoke = Samples.Count)]
    public long Utf8JsonWriter()
    {
        _utf8.Clear();
        _samples.Write(_utf8);
        return _utf8.Json.BytesCommitted + _utf8.Json.BytesPending;
    }
}
