namespace ZeekAmqp.Fuzz.Engine;

/// <summary>
/// A case as bytes: each decision that a target takes is made by the next of them, and is the simplest one when they have run out.
/// </summary>
/// <remarks>So its bytes reproduce a case, and whoever makes them fewer and smaller makes it simpler.</remarks>
internal sealed class Choices
{
    private byte[] _bytes = [];
    private int _end;
    private int _at;

    public Choices()
    {
    }

    public Choices(byte[] bytes) => Restart(bytes, bytes.Length);

    /// <summary>Takes the bytes of another case.</summary>
    public void Restart(byte[] bytes, int length)
    {
        _bytes = bytes;
        _end = length;
        _at = 0;
    }

    /// <summary>Any byte.</summary>
    public byte Byte() => _at < _end ? _bytes[_at++] : (byte)0;

    /// <summary>Any 64 bits.</summary>
    public ulong Bits()
    {
        ulong bits = 0;
        for (int i = 0; i < 8; i++)
            bits = (bits << 8) | Byte();
        return bits;
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit)
    {
        if (limit <= 1)
            return 0;
        int value = Byte();
        if (limit > 256)
            value = (value << 8) | Byte();
        if (limit > 65536)
            value = (value << 8) | Byte();
        return value % limit;
    }

    /// <summary>True once in <paramref name="times"/>, never when the bytes have run out.</summary>
    public bool OneIn(int times) => Below(times) == times - 1;

    /// <summary>The next bytes, fewer at the end.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _bytes.AsSpan(_at, Math.Min(count, _end - _at));
        _at += taken.Length;
        return taken;
    }
}
