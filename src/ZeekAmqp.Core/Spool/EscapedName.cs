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

    private static ulong Hash(string text)
    {
        ulong hash = FnvOffset;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ value) * FnvPrime);
        return hash;
    }
}
