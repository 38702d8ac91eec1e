using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Values;

internal sealed class AddressSamples(byte[][] values) : ISamples
{
    public void Write(TaggedJsonWriter json)
    {
        foreach (byte[] value in values)
            json.WriteAddress(value);
    }

    public void Write(Utf8Values json)
    {
        foreach (byte[] value in values)
            json.WriteAddress(value);
    }
}
