using System.Runtime.Intrinsics;

namespace ZeekAmqp.Core.Json;

/// <summary>A column's name as it stands in a record, with the comma before it and the colon behind: <c>,"name":</c>.</summary>
/// <remarks>Names are a third of a record. Whole vectors of 16 bytes are copied, which is cheaper than the right number of bytes.</remarks>
internal readonly struct JsonKey
{
    private readonly byte[] _bytes;
    private readonly int _length;

    /// <param name="key">The name, quoted, with its colon.</param>
    public JsonKey(ReadOnlySpan<byte> key)
    {
        _length = 1 + key.Length;
        // A vector may begin at the last byte.
        _bytes = new byte[_length + Vector128<byte>.Count];
        _bytes[0] = (byte)',';
        key.CopyTo(_bytes.AsSpan(1));
    }

    /// <summary>How many bytes are overwritten at most.</summary>
    public int Room => _bytes.Length;

    /// <summary>Copies the name, with or without its comma; returns how many bytes that is.</summary>
    public int CopyTo(Span<byte> target, bool separate)
    {
        int from = separate ? 0 : 1;
        for (int at = from; at < _length; at += Vector128<byte>.Count)
            Vector128.Create(_bytes, at).CopyTo(target[(at - from)..]);
        return _length - from;
    }
}
