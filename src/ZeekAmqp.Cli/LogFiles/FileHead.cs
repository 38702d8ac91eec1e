using System.Security.Cryptography;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>How a file's text begins: what it is known by, whatever it is called, and also after it was compressed.</summary>
/// <param name="Length">Of how many bytes; fewer than <see cref="HeadStream.MaxBytes"/> where there are no more.</param>
/// <param name="Hash">The first half of their SHA-256, in hexadecimal.</param>
internal readonly record struct FileHead(int Length, string Hash)
{
    private const int HashBytes = 16;

    /// <summary>Of these bytes.</summary>
    public static FileHead Of(ReadOnlySpan<byte> head) => new(head.Length, Convert.ToHexStringLower(SHA256.HashData(head).AsSpan(0, HashBytes)));

    /// <summary>Whether a text begins so.</summary>
    public bool IsOf(ReadOnlySpan<byte> head) => head.Length >= Length && Of(head[..Length]).Hash == Hash;
}
