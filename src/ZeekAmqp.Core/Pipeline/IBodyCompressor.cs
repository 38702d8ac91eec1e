namespace ZeekAmqp.Core.Pipeline;

/// <summary>Compresses message bodies, one at a time.</summary>
public interface IBodyCompressor : IDisposable
{
    /// <summary>What a compressed body is.</summary>
    BodyForm Form { get; }

    /// <summary>Compresses a body.</summary>
    /// <returns>The compressed bytes; the caller's from now on.</returns>
    byte[] Compress(ReadOnlySpan<byte> body);
}
