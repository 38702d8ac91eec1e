using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary><c>zeek-amqp spool verify</c>: reads all there is, and says what is not as it was written. One thread.</summary>
/// <param name="files">The disk.</param>
/// <param name="look">Told of each message how many bytes have been read.</param>
internal sealed class SpoolVerify(ISpoolFiles files, Action<long> look)
{
    private readonly List<SpoolProblem> _problems = [];
    private long _logs;
    private long _segments;
    private long _records;
    private long _waiting;
    private long _bytes;

    /// <summary>What the process ends with.</summary>
    public int Status => Count > 0 ? ExitStatus.Incomplete : ExitStatus.Success;

    private int Count => _problems.Count(problem => !problem.IsNote);

    /// <summary>Reads it all, or until <paramref name="stop"/>.</summary>
    public void Run(SpoolView view, CancellationToken stop)
    {
        _problems.AddRange(view.Problems);
        foreach (LaneView lane in view.Lanes)
        {
            _logs++;
            _problems.AddRange(lane.Problems);
            LaneReading reading = lane.Read(files);
            var message = new StoredMessage(lane.Lane.Route);
            foreach (SegmentHead segment in lane.Segments)
            {
                _segments++;
                foreach (SegmentPiece piece in reading.Read(segment))
                {
                    if (stop.IsCancellationRequested)
                        return;
                    if (piece.Kind == SegmentPieceKind.Record)
                        Check(lane.Lane, message, segment, piece);
                    look(_bytes + piece.Offset);
                }

                _bytes += segment.Length;
            }

            _problems.AddRange(reading.Problems);
        }
    }

    /// <summary>Writes the result.</summary>
    public void Write(SpoolOutput output, bool asJson)
    {
        if (asJson)
        {
            output.Json(json =>
            {
                json.WriteNumber("logs", _logs);
                json.WriteNumber("segments", _segments);
                json.WriteNumber("records", _records);
                json.WriteNumber("waiting", _waiting);
                json.WriteNumber("bytes", _bytes);
                json.WriteNumber("lost", _problems.Sum(problem => problem.Lost));
                SpoolJson.WriteProblems(json, "problems", _problems);
            });
            return;
        }

        foreach (SpoolProblem problem in _problems)
            output.Problem(problem);
        string result = Count == 0 ? "no problem" : SpoolOutput.Show(Count, "problem");
        output.Line(
            $"read {SpoolOutput.Show(_records, "record")} ({SpoolOutput.Show(_waiting)} not sent yet), {SpoolOutput.Show(_bytes, "byte")}, "
            + $"{SpoolOutput.Show(_segments, "segment")}, {SpoolOutput.Show(_logs, "log")}: {result}");
    }

    private void Check(SpoolLane lane, StoredMessage message, SegmentHead segment, in SegmentPiece piece)
    {
        SpoolEntry entry = piece.Entry;
        _records += entry.Count;
        if (entry.Ordinal > lane.SettledThrough)
            _waiting += entry.Count;
        string? fault = !message.TryRead(entry, out IReadOnlyList<ReadOnlyMemory<byte>> records)
            ? $"the body of message {entry.Sequence} cannot be decompressed, or is of a newer version, though its checksum is right"
            : records.Count != entry.Count
                ? $"message {entry.Sequence} says that it has {entry.Count} records, and has {records.Count}"
                : null;
        if (fault is not null)
            _problems.Add(new SpoolProblem(segment.Path, piece.Offset, fault));
    }
}
