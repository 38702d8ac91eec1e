using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZeekAmqp.Cli.Tail;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary>Standard output of the commands that show a spool: lines without anything that commands a terminal, and JSON. One thread.</summary>
/// <param name="output">Where it is written.</param>
internal sealed class SpoolOutput(Stream output) : IDisposable
{
    // Records are full of quotation marks; what commands a terminal is escaped all the same.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BufferedStream _output = new(output, 64 * 1024);

    /// <summary>Writes a line.</summary>
    public void Line(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(TableLayout.Printable(text)));
        _output.WriteByte((byte)'\n');
    }

    /// <summary>Writes a problem, behind so many spaces.</summary>
    public void Problem(in SpoolProblem problem, int indent = 0) =>
        Line($"{new string(' ', indent)}{(problem.IsNote ? "note" : "problem")}: {problem}");

    /// <summary>Writes a line of JSON.</summary>
    public void Json(Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(_output, Relaxed))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _output.WriteByte((byte)'\n');
    }

    /// <summary>A number as people read it.</summary>
    public static string Show(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 record</c>, <c>2,000 records</c>.</summary>
    public static string Show(long number, string one, string? several = null) => $"{Show(number)} {(number == 1 ? one : several ?? one + "s")}";

    /// <summary>Whatever was written is out when this returns.</summary>
    public void Dispose() => _output.Flush();
}
