using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary><c>zeek-amqp spool export</c>: the records that wait, one a line. Changes nothing in the spool. One thread.</summary>
/// <param name="files">The disk.</param>
/// <param name="output">Takes the records.</param>
/// <param name="look">Told now and then how many bytes have been read.</param>
internal sealed class SpoolExport(ISpoolFiles files, Stream output, Action<long> look)
{
    private readonly List<SpoolProblem> _problems = [];
    private long _records;
    private long _logs;
    private long _unreadable;
    private long _bytes;

    /// <summary>Whether what was confirmed and is still on disk is written as well.</summary>
    public bool WithSent { get; init; }

    /// <summary>What cannot be read, and why.</summary>
    public IReadOnlyList<SpoolProblem> Problems => _problems;

    /// <summary>What the process ends with.</summary>
    public int Status => _unreadable > 0 || _problems.Any(problem => !problem.IsNote) ? ExitStatus.Incomplete : ExitStatus.Success;

    /// <summary>The result in a sentence.</summary>
    public string Summary =>
        $"{SpoolOutput.Show(_records, "record")} of {SpoolOutput.Show(_logs, "log")} exported; "
        + (_unreadable > 0 ? $"{SpoolOutput.Show(_unreadable, "byte")} could not be read" : "all could be read");

    /// <summary>Writes all that can be read, or until <paramref name="stop"/>.</summary>
    /// <exception cref="IOException">The output does not take it.</exception>
    public void Run(SpoolView view, CancellationToken stop)
    {
        _problems.AddRange(view.Problems);
        foreach (LaneView lane in view.Lanes)
        {
            if (stop.IsCancellationRequested)
                break;
            long before = _records;
            Write(lane, stop);
            _logs += _records > before ? 1 : 0;
        }

        output.Flush();
    }

    /// <summary>Writes the result as a line of JSON.</summary>
    public void WriteJson(SpoolOutput summary) => summary.Json(json =>
    {
        json.WriteNumber("records", _records);
        json.WriteNumber("logs", _logs);
        json.WriteNumber("unreadable_bytes", _unreadable);
        json.WriteNumber("lost", _problems.Sum(problem => problem.Lost));
        SpoolJson.WriteProblems(json, "problems", _problems);
    });

    private void Write(LaneView lane, CancellationToken stop)
    {
        _problems.AddRange(lane.Problems);
        LaneReading reading = lane.Read(files);
        var message = new StoredMessage(lane.Lane.Route);
        foreach (SegmentHead segment in lane.Segments)
        {
            foreach (SegmentPiece piece in reading.Read(segment))
            {
                if (stop.IsCancellationRequested)
                    return;
                look(_bytes + piece.Offset);
                if (piece.Kind == SegmentPieceKind.Record && (WithSent || piece.Entry.Ordinal > lane.Lane.SettledThrough))
                    Write(message, segment, piece);
            }

            _bytes += segment.Length;
        }

        _unreadable += reading.UnreadableBytes;
        _problems.AddRange(reading.Problems);
    }

    private void Write(StoredMessage message, SegmentHead segment, in SegmentPiece piece)
    {
        if (!message.TryRead(piece.Entry, out IReadOnlyList<ReadOnlyMemory<byte>> records))
        {
            _unreadable += piece.Entry.Length;
            _problems.Add(new SpoolProblem(segment.Path, piece.Offset, $"the body of message {piece.Entry.Sequence} cannot be decompressed, or is of a newer version"));
            return;
        }

        // It belongs to its log's messages; a file of records has no place for it.
        if (StoredMessage.IsSchema(piece.Entry))
            return;
        foreach (ReadOnlyMemory<byte> record in records)
        {
            output.Write(record.Span);
            output.WriteByte((byte)'\n');
        }

        _records += records.Count;
    }
}
