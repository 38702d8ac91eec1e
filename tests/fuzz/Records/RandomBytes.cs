using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>Texts as attackers would choose them: plain, UTF-8 at its edges, or anything.</summary>
internal static class RandomBytes
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "a", "-", "(empty)", "\"", "\\", "\\x41", "\\N", "/", "\t", "\n", "\r", "\b", "\f", "\0", "\u001f", "\u007f", "\u0080", "\u009f",
            "\u00a0", "\u00e9", "\u07ff", "\u0800", "\u20ac", "\ud7ff", "\ue000", "\uf8ff", "\uf900", "\uffef", "\ufff0", "\ufffd", "\uffff",
            "\ufeff", "\u2028", "\U00010000", "\U000f0000", "\U0010ffff", "#", "{", "}", ",", ":", " ",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0x80], [0xbf], [0xc0, 0x80], [0xc3], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf],
        [0xe2, 0x82], [0xf0, 0x80, 0x80, 0x80], [0xf0, 0x8f, 0xbf, 0xbf], [0xf0, 0x90, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf8], [0xfe], [0xff],
    ];

    /// <summary>A text; short ones are the likeliest.</summary>
    public static byte[] Next(Choices choices)
    {
        int length = choices.Below(choices.OneIn(16) ? 96 : 12);
        switch (choices.Below(4))
        {
            case 0:
                return Plain(choices, length);
            case 1:
                return choices.Take(length).ToArray();
            case 2:
                // Valid as far as it goes, with one piece that may not be.
                return [.. Plain(choices, length), .. Pieces[choices.Below(Pieces.Length)], .. Plain(choices, length / 2)];
            default:
                var text = new List<byte>(length * 2);
                for (int i = 0; i < length; i++)
                    text.AddRange(Pieces[choices.Below(Pieces.Length)]);
                return [.. text];
        }
    }

    private static byte[] Plain(Choices choices, int length)
    {
        var text = new byte[length];
        for (int i = 0; i < length; i++)
            text[i] = (byte)(0x20 + choices.Below(0x5f));
        return text;
    }
}
