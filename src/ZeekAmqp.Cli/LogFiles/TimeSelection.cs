using System.Text;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Which records are wanted by their time. A record that does not say it is.</summary>
/// <param name="Field">The field that says it.</param>
/// <param name="Range">The times that are wanted.</param>
internal sealed record TimeSelection(string Field, TimeRange Range)
{
    /// <summary>The field that says it, as it stands in a file.</summary>
    public byte[] FieldText { get; } = Encoding.UTF8.GetBytes(Field);

    // As seconds this were the year 5138; as milliseconds, 1973. Zeek writes either, as LogAscii::json_timestamps says.
    private const double FirstMilliseconds = 1e11;

    /// <summary>Seconds since 1970 of a number in JSON.</summary>
    public static double SecondsOf(double number) => number >= FirstMilliseconds ? number / 1000 : number;
}
