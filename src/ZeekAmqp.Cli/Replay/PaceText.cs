using System.Globalization;
using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Reads what <c>--rate</c> says.</summary>
internal static class PaceText
{
    /// <summary>Makes a pace of <c>5000</c>, records a second, or <c>2x</c>, times as fast as they once came.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static IPace Parse(string text, TimeProvider time)
    {
        bool isFactor = text.EndsWith('x');
        string digits = isFactor ? text[..^1] : text;
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) || !(number is > 0 and <= 1e9))
            throw new UsageException($"--rate '{text}' is no rate; allowed: records a second like 5000, or times as fast as the records once came like 1x or 2.5x");
        return isFactor ? new OriginalPace(number, time) : new SteadyPace(number, time);
    }
}
