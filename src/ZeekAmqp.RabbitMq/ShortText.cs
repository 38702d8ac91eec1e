using System.Text;

namespace ZeekAmqp.RabbitMq;

/// <summary>Text for a property of a message: AMQP 0-9-1 has room for 255 bytes in a shortstr (section 4.2.5.3).</summary>
internal static class ShortText
{
    private const int MaxBytes = 255;

    /// <summary>The text, or as many of its characters as there is room for.</summary>
    public static string Of(string text)
    {
        int bytes = 0;
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
                return text[..length];
            length += rune.Utf16SequenceLength;
        }

        return text;
    }
}
