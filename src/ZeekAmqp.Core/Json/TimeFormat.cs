using System.Buffers.Binary;
using System.Buffers.Text;

namespace ZeekAmqp.Core.Json;

/// <summary>Writes times in the formats of Zeek's JSON writer (<c>src/threading/formatters/JSON.cc</c>).</summary>
internal static class TimeFormat
{
    // Quotes, an ISO time with a year of up to 12 digits and a fraction; also any number.
    public const int MaxLength = 64;

    private const double MillisPerSecond = 1000;
    private const double MicrosPerSecond = 1_000_000;

    /// <summary>Writes <paramref name="seconds"/> since 1970, quotes included where the format has them.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> target, double seconds, TimestampFormat format)
    {
        switch (format)
        {
            case TimestampFormat.Millis:
                Utf8Formatter.TryFormat(Millis(seconds), target, out int length);
                return length;
            case TimestampFormat.MillisUnsigned:
                Utf8Formatter.TryFormat(unchecked((ulong)Millis(seconds)), target, out length);
                return length;
            case TimestampFormat.Iso8601:
                return WriteIso(target, seconds);
            default:
                return NumberFormat.Write(target, seconds);
        }
    }

    /// <summary>C's conversion truncates towards zero; on x86-64 what does not fit, NaN included, becomes the smallest number.</summary>
    private static long Millis(double seconds)
    {
        double millis = seconds * MillisPerSecond;
        return millis is > -9.2233720368547758e18 and < 9.2233720368547758e18 ? (long)millis : long.MinValue;
    }

    private static int WriteIso(Span<byte> target, double seconds)
    {
        double floor = Math.Floor(seconds);
        // gmtime_r reaches year 2^31, DateTime year 9999; Zeek writes this text where gmtime_r fails.
        if (!(floor >= MinSeconds && floor <= MaxSeconds))
        {
            ReadOnlySpan<byte> failed = "\"2000-01-01T00:00:00.000000\""u8;
            failed.CopyTo(target);
            return failed.Length;
        }

        DateTime time = DateTime.UnixEpoch.AddTicks((long)floor * TimeSpan.TicksPerSecond);
        double fraction = seconds - Math.Truncate(seconds);
        if (fraction < 0)
            fraction += 1;
        // %06.0f rounds to even and, for the last half microsecond of a second, to seven digits.
        uint micros = (uint)Math.Round(fraction * MicrosPerSecond, MidpointRounding.ToEven);
        int digits = micros < MicrosPerSecond ? 6 : 7;

        Span<byte> text = stackalloc byte[8];
        "\"yyyy-MM-ddTHH:mm:ss."u8.CopyTo(target);
        WriteEight(text, (uint)((time.Year * 10_000) + (time.Month * 100) + time.Day));
        text[..4].CopyTo(target[1..]);
        text[4..6].CopyTo(target[6..]);
        text[6..].CopyTo(target[9..]);
        WriteEight(text, (uint)((time.Hour * 10_000) + (time.Minute * 100) + time.Second));
        text[2..4].CopyTo(target[12..]);
        text[4..6].CopyTo(target[15..]);
        text[6..].CopyTo(target[18..]);
        WriteEight(text, micros);
        text[^digits..].CopyTo(target[21..]);
        "Z\""u8.CopyTo(target[(21 + digits)..]);
        return 21 + digits + 2;
    }

    private static void WriteEight(Span<byte> target, uint value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(target, DecimalDigits.Eight(value) + DecimalDigits.Zeros);

    // Whole numbers: as a double, the last tick before the year 10000 is already in it.
    private static readonly double MinSeconds = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    private static readonly double MaxSeconds = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
}
