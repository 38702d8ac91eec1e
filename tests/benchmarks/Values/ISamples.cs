using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Values;

/// <summary>Values of a kind, and how each of the two writers writes them.</summary>
internal interface ISamples
{
    /// <summary>Writes all, as the product does.</summary>
    void Write(TaggedJsonWriter json);

    /// <summary>Writes all with System.Text.Json.</summary>
    void Write(Utf8Values json);
}
