namespace ZeekAmqp.Cli.LogFiles;

/// <summary>A text that stands for something else: for no value, or for an empty one.</summary>
/// <remarks>
/// Zeek escapes the text where it stands in a record, but not the same way in the header: <c>\N</c> there is <c>\\N</c> here. A
/// string that happens to be the same as the text has its first byte escaped.
/// </remarks>
internal sealed class TsvMark(byte[] text)
{
    private readonly byte[] _text = text;
    private readonly byte[] _escaped = TsvEscapes.Escape(text);

    /// <summary>Whether a field is this mark; its escapes have to be in it still.</summary>
    public bool Is(ReadOnlySpan<byte> field) => field.SequenceEqual(_escaped) || field.SequenceEqual(_text);
}
