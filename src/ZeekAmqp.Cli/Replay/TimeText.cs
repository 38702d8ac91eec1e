using System.Globalization;
using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Reads moments as people write them.</summary>
internal static class TimeText
{
    public const string Forms =
        "seconds since 1970, a date or time like 2026-01-31, 2026-01-31T10:00 or 2026-01-31T10:00:00Z (without a zone: local time), "
        + "or how long ago like 30m, 2h or 7d";

    private static readonly string[] Layouts =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
    ];

    /// <summary>Finds the moment that a flag names.</summary>
    /// <param name="flag">The flag, for messages.</param>
    /// <param name="text">What was given.</param>
    /// <param name="time">The clock, and the zone of what names none.</param>
    /// <returns>Seconds since 1970.</returns>
    /// <exception cref="UsageException">It names none.</exception>
    public static double Parse(string flag, string text, TimeProvider time)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
            return seconds;
        if (DurationText.TryParse(text.EndsWith(" ago", StringComparison.Ordinal) ? text[..^4] : text, out TimeSpan ago))
            return SecondsOf(time.GetUtcNow()) - ago.TotalSeconds;
        string form = text.Length > 10 && text[10] == ' ' ? $"{text[..10]}T{text[11..]}" : text;
        if (DateTime.TryParseExact(form, Layouts, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
            return SecondsOf(new DateTimeOffset(local, time.LocalTimeZone.GetUtcOffset(local)));
        string[] zoned = [.. Layouts.Select(layout => layout + "K")];
        if (DateTimeOffset.TryParseExact(form, zoned, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment))
            return SecondsOf(moment);
        throw new UsageException($"{flag} '{text}' is no time; allowed: {Forms}");
    }

    private static double SecondsOf(DateTimeOffset moment) => (moment.UtcTicks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond;
}
