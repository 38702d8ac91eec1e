using System.Globalization;
using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>What a parser has to find in the JSON of a time.</summary>
internal static class ReferenceTime
{
    public static void Expect(ExpectedJson expected, double seconds, TimestampFormat format)
    {
        double millis = seconds * 1000;
        // What does not fit an int64 is its smallest value, as on x86-64.
        long whole = double.IsFinite(millis) && (Int128)millis is var wide && wide >= long.MinValue && wide <= long.MaxValue ? (long)wide : long.MinValue;
        switch (format)
        {
            case TimestampFormat.Millis:
                expected.AddInt(whole);
                break;
            case TimestampFormat.MillisUnsigned:
                expected.AddCount((ulong)whole);
                break;
            case TimestampFormat.Iso8601:
                expected.AddText(text => IsIso(Encoding.ASCII.GetString(text), seconds));
                break;
            default:
                expected.AddDouble(seconds);
                break;
        }
    }

    private static bool IsIso(string text, double seconds)
    {
        // Years 1 to 9999; Zeek's text for a time that it cannot write has no Z.
        double floor = Math.Floor(seconds);
        if (!(floor >= -62135596800 && floor <= 253402300799))
            return text == "2000-01-01T00:00:00.000000";
        int point = text.IndexOf('.', StringComparison.Ordinal);
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (point < 0 || !DateTime.TryParseExact(text[..point], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, Utc, out DateTime time))
            return false;
        // Six digits, or seven where the fraction is rounded up to a whole second.
        string rest = text[(point + 1)..];
        if (rest.Length is not (7 or 8) || rest[^1] != 'Z' || !int.TryParse(rest[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int micros))
            return false;
        return (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond == (long)floor && Math.Abs((seconds - floor) * 1e6 - micros) <= 0.5001;
    }
}
