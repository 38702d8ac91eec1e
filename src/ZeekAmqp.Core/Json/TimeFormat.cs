using System.Buffers.Text;
using System.Globalization;

namespace ZeekAmqp.Core.Json;

/// <summary>Writes times in the formats of Zeek's JSON writer (<c>src/threading/formatters/JSON.cc</c>).</summary>
internal static class TimeFormat
{
    // Quotes, an ISO time with a year of up to 12 digits and a fraction; also any number.
    public const int MaxLength = 64;

    private const double MillisPerSecond = 1000;

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

        target[0] = (byte)'"';
        DateTime time = DateTime.UnixEpoch.AddTicks((long)floor * TimeSpan.TicksPerSecond);
        time.TryFormat(target[1..], out int length, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        int at = length + 1;

        double fraction = seconds - Math.Truncate(seconds);
        if (fraction < 0)
            fraction += 1;
        // %06.0f rounds to even and, for the last half microsecond of a second, to seven digits.
        ulong micros = (ulong)Math.Round(fraction * 1_000_000, MidpointRounding.ToEven);
        target[at++] = (byte)'.';
        Utf8Formatter.TryFormat(micros, target[at..], out length, new System.Buffers.StandardFormat('D', 6));
        at += length;
        "Z\""u8.CopyTo(target[at..]);
        return at + 2;
    }

    // Whole numbers: as a double, the last tick before the year 10000 is already in it.
    private static readonly double MinSeconds = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    private static readonly double MaxSeconds = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
}
