using System.Text.Json;
using System.Text.Unicode;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>Reads an input as <c>zeek-amqp</c> does, and checks what has to hold whatever is in it.</summary>
internal static class ReadAll
{
    // The longest problem quotes two excerpts of 60 bytes, each byte as \xHH at worst, among a few words.
    private const int MaxProblemLength = 800;

    /// <summary>Reads to the end; damage of compressed data ends it early, as in the program.</summary>
    /// <param name="stream">The input.</param>
    /// <param name="maxLineBytes">A longer line is not read.</param>
    /// <param name="path">What the input's name says of the log.</param>
    /// <param name="format">How records are to be written.</param>
    /// <returns>How many bytes were read, after decompression.</returns>
    public static long From(Stream stream, int maxLineBytes, string? path, RecordFormat format)
    {
        LineReader? lines = null;
        try
        {
            using Stream text = GzipDetection.Open(stream);
            lines = new LineReader(text, maxLineBytes);
            var reader = new LogReader(path, format);
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                FindingException.Unless(lines.LineNumber <= lines.BytesRead, "there are more lines than bytes");
                FindingException.Unless(line.Length <= maxLineBytes, "a line is longer than allowed");
                if (lines.IsTooLong)
                    continue;
                LineKind kind = reader.Read(line, out ReadOnlySpan<byte> message);
                if (kind == LineKind.Record)
                {
                    CheckMessage(message, format.IsTagged);
                    FindingException.Unless(reader.Path.Length > 0, "a record has no log");
                }
                else if (kind == LineKind.Malformed)
                {
                    CheckProblem(reader.Problem);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // Of the compressed data; what was read before it counts.
        }

        return lines?.BytesRead ?? 0;
    }

    private static void CheckMessage(ReadOnlySpan<byte> message, bool isTagged)
    {
        FindingException.Unless(Utf8.IsValid(message), "the message is not UTF-8");
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 128 });
        int inside = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.StartObject)
                inside++;
        }

        FindingException.Unless(message[0] == (byte)'{' && message[^1] == (byte)'}', "the message is no object");
        FindingException.Unless(!isTagged || inside >= 2, "the message is no object in a tag");
    }

    private static void CheckProblem(string problem)
    {
        FindingException.Unless(problem.Length is > 0 and <= MaxProblemLength, "a problem is longer than a line or two");
        foreach (char c in problem)
        {
            if (c is not ((>= ' ' and <= '~') or '\u2026'))
                throw new FindingException($"a problem has the character {(int)c:x4}: {Uri.EscapeDataString(problem)}");
        }
    }
}
