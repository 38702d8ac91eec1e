using System.Text;

namespace ZeekAmqp.Core.Routing;

/// <summary>
/// The values of a record that say where it goes, as they lie in front of a message's body: of each its length in one byte, and its
/// UTF-8. The spool keeps them so, see its README.
/// </summary>
public static class RoutingValues
{
    /// <summary>The longest of one value, in bytes: no name has room for more.</summary>
    internal const int MaxValueBytes = byte.MaxValue;

    /// <summary>How many bytes at the beginning are so many values; -1 if that is not what they are.</summary>
    public static int LengthIn(ReadOnlySpan<byte> bytes, int count)
    {
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            if (at >= bytes.Length)
                return -1;
            at += 1 + bytes[at];
        }

        return at <= bytes.Length ? at : -1;
    }

    /// <summary>The values as texts; what is not there is <see cref="NameTemplate.Unset"/>.</summary>
    internal static string[] Read(ReadOnlySpan<byte> bytes, int count)
    {
        if (count == 0)
            return [];
        string[] texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            if (LengthIn(bytes, 1) is not (> 0 and var length))
            {
                texts[i] = NameTemplate.Unset;
                bytes = default;
                continue;
            }

            texts[i] = Encoding.UTF8.GetString(bytes[1..length]);
            bytes = bytes[length..];
        }

        return texts;
    }
}
