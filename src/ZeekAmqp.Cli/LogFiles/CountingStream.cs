namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Tells how much was read of a file while it is read through other streams.</summary>
/// <param name="inner">The file.</param>
/// <param name="count">Told of each read; any thread may look at what it sums up.</param>
internal sealed class CountingStream(Stream inner, Action<int> count) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        count(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
