using System.Runtime.CompilerServices;

namespace ZeekAmqp.Core.Json;

/// <summary>
/// Bytes that one writer formats its records into, one after the other: where it was told to, or, of a record that is too large for
/// that place, in memory of its own. Not thread-safe.
/// </summary>
/// <remarks>
/// Callers reserve the most they can need, write into the span, and say how much it became: one bounds check a value instead
/// of one a byte.
/// </remarks>
internal sealed class JsonBuffer
{
    // A record that was far larger than usual must not pin its memory for the life of the writer.
    private const int KeptCapacity = 256 * 1024;

    private const int FirstOwnCapacity = 4096;

    private byte[] _place;
    private int _placeStart;
    private byte[] _own = [];
    private byte[] _bytes;
    private int _start;
    private int _end;

    public JsonBuffer(int capacity)
    {
        _place = new byte[Math.Max(capacity, 16)];
        _bytes = _place;
    }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(_start, Length);

    public int Length => _end - _start;

    /// <summary>What is written after the next <see cref="Clear"/> goes to <paramref name="bytes"/>, from <paramref name="offset"/> on.</summary>
    public void Aim(byte[] bytes, int offset)
    {
        _place = bytes;
        _placeStart = offset;
    }

    public void Clear()
    {
        if (_own.Length > KeptCapacity)
            _own = [];
        _bytes = _place;
        _start = _placeStart;
        _end = _placeStart;
    }

    /// <summary>At least <paramref name="size"/> bytes to write into; <see cref="Advance"/> takes what was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if ((uint)size > (uint)(_bytes.Length - _end))
            Grow(size);
        return _bytes.AsSpan(_end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => _end += count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(byte value)
    {
        if (_end == _bytes.Length)
            Grow(1);
        _bytes[_end++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _end += bytes.Length;
    }

    private void Grow(int size)
    {
        int length = Length;
        long needed = (long)length + size;
        if (needed > JsonLimits.MaxRecordBytes)
            throw new RecordTooLargeException();
        byte[] larger = _own;
        if (larger.Length < needed)
            larger = new byte[(int)Math.Max(needed, Math.Min(Math.Max(length * 2L, FirstOwnCapacity), JsonLimits.MaxRecordBytes))];
        Written.CopyTo(larger);
        _own = larger;
        _bytes = larger;
        _start = 0;
        _end = length;
    }
}
