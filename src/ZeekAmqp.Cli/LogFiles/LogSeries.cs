using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Sorts inputs into series that do not depend on each other: the files of one log have to be read one after the other.</summary>
internal static class LogSeries
{
    // The path stands in a log's head, or in its first record.
    private const int MaxLinesToLook = 64;

    /// <summary>Sorts them; within a series they stay in their order.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="path">Path of logs that do not name theirs; null to go by the file's name.</param>
    public static List<LogInput[]> Of(IReadOnlyList<LogInput> inputs, string? path)
    {
        // What is in a pipe is known only when it is read.
        if (inputs.Count < 2 || inputs.Any(input => input.Identity is null))
            return [[.. inputs]];
        return [.. inputs.GroupBy(input => PathOf(input, path), StringComparer.Ordinal).Select(series => series.ToArray())];
    }

    /// <summary>The path of a file's first record, as far as that can be told; a file of several logs counts as of this one.</summary>
    private static string PathOf(LogInput input, string? path)
    {
        string? fallback = path ?? LogPath.FromFileName(input.Name);
        try
        {
            using Stream text = GzipDetection.Open(input.Open());
            var lines = new LineReader(text);
            var reader = new LogReader(fallback, new RecordFormat());
            for (int i = 0; i < MaxLinesToLook && lines.TryRead(out ReadOnlySpan<byte> line); i++)
            {
                if (reader.Read(line, out _) == LineKind.Record)
                    return reader.Path;
            }
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            // Who reads it says so.
        }

        return fallback ?? "";
    }
}
