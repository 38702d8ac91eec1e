using System.Text.RegularExpressions;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>
/// Orders the files of archives by the time in their names: of <c>2026-01-01/conn.10:00:00-11:00:00.log.gz</c>,
/// <c>conn.2026-01-01-10-00-00.log</c> and <c>conn-26-01-01_10.00.00.log</c>, which is the same. What has none, as the log that is being written,
/// comes last; files of the same time go by name.
/// </summary>
internal sealed partial class ArchiveOrder : IComparer<string>
{
    // Behind all digits.
    private const string Last = "~";

    public static readonly ArchiveOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        int byTime = string.CompareOrdinal(TimeIn(x!), TimeIn(y!));
        return byTime != 0 ? byTime : string.CompareOrdinal(x, y);
    }

    /// <summary>The date and time that a name begins with, as text that sorts by time.</summary>
    public static string TimeIn(string path)
    {
        string name = Path.GetFileName(path);
        Match full = FullTime().Match(name);
        if (full.Success)
        {
            string year = full.Groups["year"].Value;
            return (year.Length == 2 ? "20" : "") + year + Digits(full.Groups["rest"].Value);
        }

        MatchCollection dates = FolderDate().Matches(Path.GetDirectoryName(path) ?? "");
        if (dates.Count == 0)
            return Last;
        Match clock = ClockTime().Match(name);
        return Digits(dates[^1].Value) + (clock.Success ? Digits(clock.Value) : Last);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"(?<![0-9])(?<year>(20)?[0-9]{2})(?<rest>-[0-9]{2}-[0-9]{2}[-_T][0-9]{2}[-.:][0-9]{2}[-.:][0-9]{2})(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FullTime();

    [GeneratedRegex(@"(?<![^/])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![^/])", RegexOptions.CultureInvariant)]
    private static partial Regex FolderDate();

    [GeneratedRegex("(?<![0-9:])[0-9]{2}:[0-9]{2}:[0-9]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex ClockTime();
}
