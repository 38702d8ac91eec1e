using System.Text;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.Tests.LogFiles;

/// <summary>Reads a text as a log, and keeps what comes of it.</summary>
internal sealed class Reading
{
    private Reading()
    {
    }

    /// <summary>Records as they would be sent.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Problems, each with its line's number before it.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The log of each record.</summary>
    public List<string> Paths { get; } = [];

    public static Reading Of(string text, string? path = null, RecordFormat? format = null) =>
        Of(new MemoryStream(Encoding.Latin1.GetBytes(text)), path, format);

    public static Reading Of(Stream stream, string? path = null, RecordFormat? format = null)
    {
        var reading = new Reading();
        var reader = new LogReader(path, format ?? new RecordFormat());
        var lines = new LineReader(stream);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            LineKind kind = reader.Read(line, out ReadOnlySpan<byte> message);
            if (kind == LineKind.Malformed)
                reading.Problems.Add($"{lines.LineNumber}: {reader.Problem}");
            if (kind != LineKind.Record)
                continue;
            reading.Messages.Add(Encoding.UTF8.GetString(message));
            reading.Paths.Add(reader.Path);
        }

        return reading;
    }
}
