using System.Runtime.CompilerServices;

namespace ZeekAmqp.Core.Json;

/// <summary>
/// Growing bytes that one writer formats its records into, one after the other. Not thread-safe.
/// </summary>
/// <remarks>
/// Callers reserve the most they can need, write into the span, and say how much it became: one bounds check a value instead
/// of one a byte.
/// </remarks>
internal sealed class JsonBuffer(int capacity)
{
    // A record that was far larger than usual must not pin its buffer for the life of the writer.
    private const int KeptCapacity = 256 * 1024;

    private byte[] _bytes = new byte[Math.Max(capacity, 16)];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public int Length => _length;

    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptCapacity)
            _bytes = new byte[KeptCapacity];
    }

    /// <summary>At least <paramref name="size"/> bytes to write into; <see cref="Advance"/> takes what was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if ((uint)size > (uint)(_bytes.Length - _length))
            Grow(size);
        return _bytes.AsSpan(_length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => _length += count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(byte value)
    {
        if (_length == _bytes.Length)
            Grow(1);
        _bytes[_length++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }


    private void Grow(int size)
    {
        long needed = (long)_length + size;
        if (needed > JsonLimits.MaxRecordBytes)
            throw new RecordTooLargeException();
        long doubled = Math.Min((long)_bytes.Length * 2, JsonLimits.MaxRecordBytes);
        Array.Resize(ref _bytes, (int)Math.Max(needed, doubled));
    }
}
