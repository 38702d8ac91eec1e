using System.Globalization;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Reads how long something takes: <c>90s</c>, <c>1.5h</c>, <c>1h30m</c>, <c>250ms</c>.</summary>
internal static class DurationText
{
    /// <summary>Reads numbers with units: ms, s, m, h, d, w.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        ReadOnlySpan<char> rest = text;
        if (rest.IsEmpty)
            return false;
        double seconds = 0;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return false;
            rest = rest[digits..];
            int letters = rest.IndexOfAny("0123456789.");
            ReadOnlySpan<char> unit = letters < 0 ? rest : rest[..letters];
            rest = rest[unit.Length..];
            double unitSeconds = SecondsIn(unit);
            if (unitSeconds == 0)
                return false;
            seconds += number * unitSeconds;
        }

        if (seconds > TimeSpan.MaxValue.TotalSeconds / 2)
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static double SecondsIn(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 1e-3,
        "s" => 1,
        "m" or "min" => 60,
        "h" => 3600,
        "d" => 86400,
        "w" => 7 * 86400,
        _ => 0,
    };
}
