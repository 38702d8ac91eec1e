using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Values;

internal sealed class DoubleSamples(double[] values) : ISamples
{
    public void Write(TaggedJsonWriter json)
    {
        foreach (double value in values)
            json.WriteDouble(value);
    }

    public void Write(Utf8Values json)
    {
        foreach (double value in values)
            json.WriteDouble(value);
    }
}
