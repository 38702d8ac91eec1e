using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>What a line turned out to be.</summary>
internal enum LineKind
{
    /// <summary>Nothing to send: a header's line, a comment, an empty line.</summary>
    NoRecord,

    /// <summary>A record.</summary>
    Record,

    /// <summary>Neither; see <see cref="ILogReader.Problem"/>.</summary>
    Malformed,

    /// <summary>A record that is not wanted, because of its time.</summary>
    Skipped,
}

/// <summary>Turns the lines of a log into records, one at a time and in order. One thread.</summary>
internal interface ILogReader
{
    /// <summary>The path of the log that the record read last belongs to; the same object as long as it does not change.</summary>
    string Path { get; }

    /// <summary>
    /// The columns of the log that the record read last belongs to; null if they are not known, as of a log that is JSON. The same object
    /// as long as nobody says others.
    /// </summary>
    LogSchema? Schema { get; }

    /// <summary>What is wrong with the malformed line read last.</summary>
    string Problem { get; }

    /// <summary>
    /// When the record read last happened, in seconds since 1970, if times are looked at; no number if it does not say.
    /// </summary>
    double Time { get; }

    /// <summary>Looks at the next line.</summary>
    /// <param name="line">The line without its end; not needed after the call.</param>
    /// <param name="message">A record as it is to be sent; valid until the next call.</param>
    LineKind Read(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> message);
}
