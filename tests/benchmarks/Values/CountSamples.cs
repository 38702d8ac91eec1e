using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Values;

internal sealed class CountSamples(ulong[] values) : ISamples
{
    public void Write(TaggedJsonWriter json)
    {
        foreach (ulong value in values)
            json.WriteCount(value);
    }

    public void Write(Utf8Values json)
    {
        foreach (ulong value in values)
            json.Json.WriteNumberValue(value);
    }
}
