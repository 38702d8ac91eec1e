using System.Globalization;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Puts quantities into few characters.</summary>
internal static class Quantity
{
    private const string Prefixes = "kMGTPE";

    /// <summary>What is not known.</summary>
    public const string Unknown = "-";

    /// <summary>A number, whole where it fits: <c>12,345</c>, else <c>12.3k</c>.</summary>
    /// <param name="number">The number, 0 or more; null for not known.</param>
    /// <param name="cells">Room that there is, 6 or more.</param>
    public static string Count(long? number, int cells)
    {
        if (number is not { } known)
            return Unknown;
        string whole = known.ToString("N0", CultureInfo.InvariantCulture);
        return whole.Length <= cells ? whole : Short(known);
    }

    /// <summary>A rate a second: <c>0</c>, <c>0.5</c>, <c>12,345</c>.</summary>
    public static string Rate(double? rate, int cells) => rate switch
    {
        null => Unknown,
        < 0.05 => "0",
        < 9.95 => rate.Value.ToString("0.0", CultureInfo.InvariantCulture),
        // Doubles hold whole numbers up to 2^53.
        _ => Count((long)Math.Min(Math.Round(rate.Value), 1L << 53), cells),
    };

    /// <summary>Bytes: <c>12.3 MB</c>.</summary>
    public static string Bytes(double? bytes)
    {
        if (bytes is not { } known)
            return Unknown;
        if (known < 1000)
            return $"{known.ToString("0", CultureInfo.InvariantCulture)} B";
        string text = Short(known);
        return $"{text[..^1]} {text[^1]}B";
    }

    /// <summary>How long ago: <c>0 s</c>, <c>12 min</c>, <c>3 h</c>, <c>2 d</c>.</summary>
    public static string Age(double seconds) => seconds switch
    {
        < 120 => $"{seconds.ToString("0", CultureInfo.InvariantCulture)} s",
        < 120 * 60 => $"{(seconds / 60).ToString("0", CultureInfo.InvariantCulture)} min",
        < 48 * 3600 => $"{(seconds / 3600).ToString("0", CultureInfo.InvariantCulture)} h",
        _ => $"{Count((long)Math.Min(seconds / 86400, 1L << 53), 6)} d",
    };

    // 999.95 and more of a unit would be shown as 1000.0.
    private static string Short(double number)
    {
        int unit = -1;
        while (number >= (unit < 0 ? 1000 : 999.95) && unit + 1 < Prefixes.Length)
        {
            number /= 1000;
            unit++;
        }

        string text = number.ToString(number < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return unit < 0 ? text : text + Prefixes[unit];
    }
}
