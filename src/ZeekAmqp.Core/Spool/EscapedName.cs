using System.Globalization;
using System.Text;

namespace ZeekAmqp.Core.Spool;

/// <summary>Names of folders made of text that comes from elsewhere.</summary>
internal static class EscapedName
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>
    /// A readable name: letters, digits, <c>-</c> and inner dots stay, other bytes of UTF-8 become <c>%XX</c>. A long one is cut off and gets a
    /// hash (FNV-1a, 64 bits) instead. Distinct for distinct texts.
    /// </summary>
    public static string Of(string text, int maxLength)
    {
        var name = new StringBuilder();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            char character = (char)value;
            if (char.IsAsciiLetterOrDigit(character) || character == '-' || (character == '.' && name.Length > 0))
                name.Append(character);
            else
                name.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        if (name.Length <= maxLength)
            return name.ToString();
        string hash = Hash(text).ToString("x16", CultureInfo.InvariantCulture);
        // '~' is in no name that was not cut off.
        return name.ToString(0, maxLength - hash.Length - 1) + '~' + hash;
    }

    /// <summary>The text that a name was made of; null if the name was cut off, or is none.</summary>
    public static string? TryRead(string name)
    {
        var bytes = new List<byte>();
        for (int at = 0; at < name.Length; at++)
        {
            if (name[at] != '%')
            {
                if (name[at] is '~' or > '~')
                    return null;
                bytes.Add((byte)name[at]);
                continue;
            }

            if (!byte.TryParse(name.AsSpan(at + 1, Math.Min(2, name.Length - at - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
                return null;
            bytes.Add(value);
            at += 2;
        }

        string text = Encoding.UTF8.GetString([.. bytes]);
        // Names that somebody has made up are none of these.
        return Of(text, int.MaxValue) == name ? text : null;
    }

    private static ulong Hash(string text)
    {
        ulong hash = FnvOffset;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ value) * FnvPrime);
        return hash;
    }
}
