using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>Damages a text as files are damaged, and as somebody would who wants it to be misread.</summary>
internal static class Mutation
{
    /// <summary>Changes it in a few places.</summary>
    /// <param name="text">A text.</param>
    /// <param name="tokens">What may be put into it.</param>
    /// <param name="choices">Where and how.</param>
    public static byte[] Of(byte[] text, byte[][] tokens, Choices choices)
    {
        int times = choices.Below(6);
        for (int i = 0; i < times; i++)
            text = Once(text, tokens, choices);
        return text;
    }

    private static byte[] Once(byte[] text, byte[][] tokens, Choices choices)
    {
        int from = choices.Below(text.Length + 1);
        int to = Math.Min(text.Length, from + choices.Below(choices.OneIn(4) ? 256 : 16));
        switch (choices.Below(7))
        {
            case 0:
                if (from < text.Length)
                    text[from] ^= (byte)(1 << choices.Below(8));
                return text;
            case 1:
                if (from < text.Length)
                    text[from] = choices.Byte();
                return text;
            case 2:
                return text[..from];
            case 3:
                return [.. text[..from], .. text[to..]];
            case 4:
                // A piece once more, somewhere else.
                int at = choices.Below(text.Length + 1);
                return [.. text[..at], .. text[from..to], .. text[at..]];
            case 5:
                return [.. text[..from], .. tokens[choices.Below(tokens.Length)], .. text[to..]];
            default:
                return [.. text[..from], .. tokens[choices.Below(tokens.Length)], .. text[from..]];
        }
    }
}
