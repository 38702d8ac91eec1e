using System.Globalization;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Options;

/// <summary>Reads the texts of options. Each method returns null for text that is not of its kind.</summary>
internal static class OptionText
{
    /// <summary>Longest name that AMQP 0-9-1 has room for (a shortstr, section 4.2.5.3), in bytes of UTF-8.</summary>
    public const int MaxNameBytes = 255;

    private static readonly (string Suffix, double Seconds)[] Units =
    [
        ("msecs", 1e-3), ("msec", 1e-3), ("ms", 1e-3),
        ("seconds", 1), ("second", 1), ("secs", 1), ("sec", 1), ("s", 1),
        ("minutes", 60), ("minute", 60), ("mins", 60), ("min", 60), ("m", 60),
        ("hours", 3600), ("hour", 3600), ("hrs", 3600), ("hr", 3600), ("h", 3600),
    ];

    /// <summary>A decimal number without sign.</summary>
    public static long? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary><c>T</c> or <c>F</c> as Zeek prints them, or <c>true</c>, <c>false</c>, <c>1</c>, <c>0</c>.</summary>
    public static bool? Bool(string text) => text switch
    {
        "T" or "true" or "1" => true,
        "F" or "false" or "0" => false,
        _ => null,
    };

    /// <summary>Seconds as a decimal, or with a unit as in Zeek scripts: <c>2.5</c>, <c>2 sec</c>, <c>500msec</c>.</summary>
    public static TimeSpan? Interval(string text)
    {
        string number = text.Trim();
        double scale = 1;
        foreach ((string suffix, double seconds) in Units)
        {
            if (number.EndsWith(suffix, StringComparison.Ordinal))
            {
                number = number[..^suffix.Length].TrimEnd();
                scale = seconds;
                break;
            }
        }

        const NumberStyles Decimal = NumberStyles.AllowDecimalPoint;
        if (!double.TryParse(number, Decimal, CultureInfo.InvariantCulture, out double value))
            return null;
        double total = value * scale;
        return total < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(total) : null;
    }

    /// <summary>Zeek's <c>JSON::TimestampFormat</c>, with or without its module.</summary>
    public static TimestampFormat? Timestamps(string text) => text switch
    {
        "JSON::TS_EPOCH" or "TS_EPOCH" => TimestampFormat.Epoch,
        "JSON::TS_MILLIS" or "TS_MILLIS" => TimestampFormat.Millis,
        "JSON::TS_MILLIS_UNSIGNED" or "TS_MILLIS_UNSIGNED" => TimestampFormat.MillisUnsigned,
        "JSON::TS_ISO8601" or "TS_ISO8601" => TimestampFormat.Iso8601,
        _ => null,
    };

    /// <summary>Whether a text fits into AMQP's short strings.</summary>
    public static bool IsName(string text) => System.Text.Encoding.UTF8.GetByteCount(text) <= MaxNameBytes;
}
