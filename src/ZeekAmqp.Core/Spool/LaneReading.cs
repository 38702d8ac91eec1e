using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Spool;

/// <summary>Reads what is in a <see cref="SpoolLane"/>, segment by segment. Changes nothing, and may run beside who uses the folder. One thread at a time.</summary>
/// <param name="files">The disk.</param>
/// <param name="lane">The folder.</param>
/// <param name="isHeld">Whether a process uses it: then a segment that is gone was sent, and one that ends in half a record is being written.</param>
public sealed class LaneReading(ISpoolFiles files, SpoolLane lane, bool isHeld)
{
    private readonly List<SpoolProblem> _problems = [];

    /// <summary>What was found so far, beside <see cref="SpoolLane.Problems"/>.</summary>
    public IReadOnlyList<SpoolProblem> Problems => _problems;

    /// <summary>Bytes that are no message, as far as it has been read; those of <see cref="SegmentPieceKind.Leftover"/> are not among them.</summary>
    public long UnreadableBytes { get; private set; }

    /// <summary>The pieces of a segment. Each is valid until the next one.</summary>
    public IEnumerable<SegmentPiece> Read(SegmentHead segment)
    {
        if (!segment.IsKnown)
        {
            UnreadableBytes += segment.Length;
            yield break;
        }

        using SegmentScan? scan = Open(segment);
        while (scan is not null && scan.TryRead(out SegmentPiece piece))
        {
            // Deleted between the list and now: nothing of it can be read, and nothing of it is lost.
            if (isHeld && piece.Kind == SegmentPieceKind.Damage && piece.Offset + piece.Length == segment.Length && !files.Files(lane.Folder).Contains(Path.GetFileName(segment.Path)))
                yield break;
            Note(segment, piece);
            yield return piece;
        }
    }

    /// <summary>How many records of the lane wait, and since when: reads the first segment with any of them, and the last one.</summary>
    public LaneExtent Measure()
    {
        SegmentHead[] waiting = [.. lane.Segments.Where(segment => (segment.End ?? long.MaxValue) > lane.SettledThrough + 1)];
        if (waiting.Length == 0)
            return default;
        long? oldest = null;
        long? newest = null;
        long end = 0;
        foreach (SegmentHead segment in waiting.Length == 1 ? waiting : [waiting[0], waiting[^1]])
        {
            end = Math.Max(end, segment.First);
            foreach (SegmentPiece piece in Read(segment))
            {
                if (piece.Kind != SegmentPieceKind.Record)
                    continue;
                end = piece.Entry.End;
                if (piece.Entry.Ordinal <= lane.SettledThrough)
                    continue;
                oldest ??= piece.Entry.AcceptedUnixSeconds;
                newest = piece.Entry.AcceptedUnixSeconds;
            }
        }

        return new LaneExtent(Math.Max(0, end - Math.Max(waiting[0].First, lane.SettledThrough + 1)), oldest, newest);
    }

    private SegmentScan? Open(SegmentHead segment)
    {
        try
        {
            return new SegmentScan(files, segment);
        }
        catch (SpoolException exception)
        {
            UnreadableBytes += segment.Length;
            _problems.Add(SpoolProblem.Of(segment.Path, exception));
            return null;
        }
    }

    private void Note(SegmentHead segment, in SegmentPiece piece)
    {
        string bytes = piece.Length == 1 ? "1 byte" : $"{piece.Length} bytes";
        switch (piece.Kind)
        {
            case SegmentPieceKind.Damage:
                UnreadableBytes += piece.Length;
                string lost = piece.Lost > 0 ? $"; {Quantity.Records(piece.Lost)} lost" : "";
                string text = piece.Length > 0 ? $"{bytes} cannot be read: {piece.Why}{lost}" : $"{piece.Why}{lost}";
                _problems.Add(new SpoolProblem(segment.Path, piece.Offset, text) { Lost = piece.Lost });
                break;
            case SegmentPieceKind.CutOff when !isHeld:
                UnreadableBytes += piece.Length;
                _problems.Add(new SpoolProblem(segment.Path, piece.Offset, $"{bytes} of a record that was being written when its process or the machine ended; it was not promised") { IsNote = true });
                break;
            case SegmentPieceKind.Leftover:
                _problems.Add(new SpoolProblem(segment.Path, piece.Offset, $"{bytes} {piece.Why}") { IsNote = true });
                break;
        }
    }
}
