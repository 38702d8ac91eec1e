using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>Gives its bytes in pieces of any size, as pipes do.</summary>
internal sealed class TricklingStream(byte[] content, Choices choices) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int piece = choices.OneIn(4) ? 1 + choices.Below(8) : content.Length;
        int count = Math.Min(Math.Min(buffer.Length, piece), content.Length - _at);
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
