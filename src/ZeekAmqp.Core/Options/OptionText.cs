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

    /// <summary>A TCP port.</summary>
    public static int? Port(string text) => Count(text) is >= 1 and <= 65535 and { } port ? (int)port : null;

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
        // The parser takes "-Infinity" and the like, whatever the style.
        double total = value * scale;
        return total >= 0 && total < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(total) : null;
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

    /// <summary>Zeek 9.0's <c>JSON::StringEscapePolicy</c>, with or without its module, or in short.</summary>
    public static StringEscapePolicy? StringEscapes(string text) => text switch
    {
        "JSON::STRING_ESCAPE_POLICY_HEX" or "STRING_ESCAPE_POLICY_HEX" or "HEX" => StringEscapePolicy.Hex,
        "JSON::STRING_ESCAPE_POLICY_PUA" or "STRING_ESCAPE_POLICY_PUA" or "PUA" => StringEscapePolicy.Pua,
        "JSON::STRING_ESCAPE_POLICY_TSV" or "STRING_ESCAPE_POLICY_TSV" or "TSV" => StringEscapePolicy.Tsv,
        _ => null,
    };

    /// <summary>A SASL mechanism.</summary>
    public static AuthMechanism? Mechanism(string text) => text switch
    {
        "PLAIN" => AuthMechanism.Plain,
        "EXTERNAL" => AuthMechanism.External,
        _ => null,
    };

    /// <summary>Whether a certificate is verified.</summary>
    public static bool? Verification(string text) => text switch
    {
        "full" => true,
        "none" => false,
        _ => null,
    };

    /// <summary>Whether a version of TLS rules 1.2 out.</summary>
    public static bool? Requires13(string text) => text switch
    {
        "1.2" => false,
        "1.3" => true,
        _ => null,
    };

    /// <summary>Whether the broker is to keep messages over its restart.</summary>
    public static bool? IsPersistent(string text) => text switch
    {
        "persistent" => true,
        "transient" => false,
        _ => null,
    };

    /// <summary>Where records wait.</summary>
    public static BufferMode? Buffer(string text) => text switch
    {
        "memory" => BufferMode.Memory,
        "disk" => BufferMode.Disk,
        _ => null,
    };

    /// <summary>How a message of several records is compressed.</summary>
    public static Compression? Compression(string text) => text switch
    {
        "none" => Options.Compression.None,
        "gzip" => Options.Compression.Gzip,
        "zstd" => Options.Compression.Zstd,
        _ => null,
    };

    /// <summary>What happens when there is no room.</summary>
    public static OverflowPolicy? Overflow(string text) => text switch
    {
        "drop_newest" => OverflowPolicy.DropNewest,
        "drop_oldest" => OverflowPolicy.DropOldest,
        "block" => OverflowPolicy.Block,
        _ => null,
    };

    /// <summary>What happens to records without a queue.</summary>
    public static UnroutablePolicy? Unroutable(string text) => text switch
    {
        "keep" => UnroutablePolicy.Keep,
        "drop" => UnroutablePolicy.Drop,
        _ => null,
    };

    /// <summary>Whether a text is a path from the root, so that it means the same whatever folder a process works in.</summary>
    public static bool IsAbsolutePath(string text) => text.StartsWith('/') && !text.Contains('\0');

    /// <summary>Whether a text names a file, or none.</summary>
    public static bool IsFile(string text) => text.Length == 0 || (IsAbsolutePath(text) && !text.EndsWith('/'));

    /// <summary>Whether a text can be the name of a variable of the environment, or none.</summary>
    public static bool IsVariable(string text) =>
        text.Length == 0 || (!char.IsAsciiDigit(text[0]) && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'));

    /// <summary>Whether a text can be the name in a certificate, or none.</summary>
    public static bool IsServerName(string text) => text.Length == 0 || (HostList.Fault(text) is null && HostList.Parse(text, 0) is [{ Port: 0 }]);

    /// <summary>How much of AMQP's short strings a text takes.</summary>
    public static int NameBytes(string text) => System.Text.Encoding.UTF8.GetByteCount(text);

    /// <summary>Whether a text fits into AMQP's short strings.</summary>
    public static bool IsName(string text) => NameBytes(text) <= MaxNameBytes;
}
