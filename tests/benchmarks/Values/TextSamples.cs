using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Values;

internal sealed class TextSamples(byte[][] values) : ISamples
{
    public void Write(TaggedJsonWriter json)
    {
        foreach (byte[] value in values)
            json.WriteString(value);
    }

    public void Write(Utf8Values json)
    {
        foreach (byte[] value in values)
            json.WriteString(value);
    }
}
