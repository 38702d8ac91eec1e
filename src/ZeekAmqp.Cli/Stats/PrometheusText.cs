using System.Globalization;
using System.Text;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Reads Prometheus's text format, version 0.0.4. A line that is none is passed over: the others still hold.</summary>
internal static class PrometheusText
{
    /// <summary>The samples whose names begin with a prefix, in the order in which they stand.</summary>
    public static IEnumerable<MetricSample> Read(string text, string prefix)
    {
        var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.StartsWith(prefix, StringComparison.Ordinal) && TryRead(line) is { } sample)
                yield return sample;
        }
    }

    private static MetricSample? TryRead(string line)
    {
        int at = 0;
        string name = TakeName(line, ref at, isMetric: true);
        SkipBlanks(line, ref at);
        var labels = new Dictionary<string, string>();
        if (name.Length == 0 || (At(line, at) == '{' && !TryTakeLabels(line, ref at, labels)))
            return null;
        // A time may follow.
        string[] rest = line[at..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return rest.Length is 1 or 2 && TryNumber(rest[0], out double value) ? new MetricSample(name, labels, value) : null;
    }

    private static bool TryTakeLabels(string line, ref int at, Dictionary<string, string> labels)
    {
        at++;
        while (true)
        {
            SkipBlanks(line, ref at);
            if (At(line, at) == '}')
            {
                at++;
                return true;
            }

            string label = TakeName(line, ref at, isMetric: false);
            SkipBlanks(line, ref at);
            if (label.Length == 0 || At(line, at++) != '=')
                return false;
            SkipBlanks(line, ref at);
            if (!TryTakeQuoted(line, ref at, out string value))
                return false;
            labels[label] = value;
            SkipBlanks(line, ref at);
            // A comma may stand behind the last one, too.
            if (At(line, at) == ',')
                at++;
            else if (At(line, at) != '}')
                return false;
        }
    }

    private static bool TryTakeQuoted(string line, ref int at, out string value)
    {
        value = "";
        if (At(line, at++) != '"')
            return false;
        var text = new StringBuilder();
        while (at < line.Length)
        {
            char character = line[at++];
            if (character == '"')
            {
                value = text.ToString();
                return true;
            }

            if (character == '\\' && at < line.Length)
            {
                character = line[at++];
                // Escapes are \\, \" and \n; any other backslash is one.
                if (character is not ('\\' or '"' or 'n'))
                    text.Append('\\');
                character = character == 'n' ? '\n' : character;
            }

            text.Append(character);
        }

        return false;
    }

    private static string TakeName(string line, ref int at, bool isMetric)
    {
        int start = at;
        while (at < line.Length && (char.IsAsciiLetter(line[at]) || line[at] == '_' || (isMetric && line[at] == ':') || (at > start && char.IsAsciiDigit(line[at]))))
            at++;
        return line[start..at];
    }

    private static void SkipBlanks(string line, ref int at)
    {
        while (At(line, at) is ' ' or '\t')
            at++;
    }

    private static char At(string line, int at) => at < line.Length ? line[at] : '\0';

    private static bool TryNumber(string text, out double value)
    {
        value = text switch { "+Inf" or "Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, _ => double.NaN };
        if (double.IsNaN(value) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return false;
        return !double.IsNaN(value);
    }
}
