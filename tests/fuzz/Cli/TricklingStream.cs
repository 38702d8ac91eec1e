using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>Gives its bytes in pieces of any size, as pipes do.</summary>
internal sealed class TricklingStream(byte[] content, Choices choices) : ReadOnlyStream
{
    private int _at;

    public override int Read(Span<byte> buffer)
    {
        int piece = choices.OneIn(4) ? 1 + choices.Below(8) : content.Length;
        int count = Math.Min(Math.Min(buffer.Length, piece), content.Length - _at);
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
