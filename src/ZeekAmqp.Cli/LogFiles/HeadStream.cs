namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Keeps the first bytes of what is read, by which a file is known again.</summary>
internal sealed class HeadStream(Stream inner) : ReadOnlyStream
{
    /// <summary>As many: a TSV log's head, and at least one record, which has a time and mostly an id of its own.</summary>
    public const int MaxBytes = 4096;

    private readonly byte[] _head = new byte[MaxBytes];
    private int _length;

    /// <summary>What there is of them by now.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        int kept = Math.Min(read, MaxBytes - _length);
        buffer[..kept].CopyTo(_head.AsSpan(_length));
        _length += kept;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
