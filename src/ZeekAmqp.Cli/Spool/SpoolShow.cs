using System.Text;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Tail;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary><c>zeek-amqp spool show</c>: each segment, and each message in it. One thread.</summary>
/// <param name="files">The disk.</param>
/// <param name="output">Where it is shown.</param>
/// <param name="width">Columns that there are.</param>
internal sealed class SpoolShow(ISpoolFiles files, SpoolOutput output, int width)
{
    // Of a body in JSON, where no width says how much.
    private const int ExcerptChars = 200;

    private const int MinBodyChars = 20;

    private long _shown;
    private bool _hasProblems;

    /// <summary>How many messages are shown at most.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Whether all records of a message are shown, and not only its first characters.</summary>
    public bool WithRecords { get; init; }

    /// <summary>Whether it is for a program.</summary>
    public bool IsJson { get; init; }

    /// <summary>Shows what is there.</summary>
    /// <returns>The exit status.</returns>
    public int Run(SpoolView view, CancellationToken stop)
    {
        foreach (SpoolProblem problem in view.Problems)
            Show(problem);
        if (view.Lanes.Count == 0 && !IsJson)
            output.Line($"nothing waits in {view.Path}");
        foreach (LaneView lane in view.Lanes)
        {
            if (_shown >= Limit || stop.IsCancellationRequested)
                break;
            Show(lane, stop);
        }

        return _hasProblems ? ExitStatus.Incomplete : ExitStatus.Success;
    }

    private void Show(LaneView lane, CancellationToken stop)
    {
        var message = new StoredMessage(lane.Lane.Route);
        if (!IsJson)
        {
            output.Line($"{lane.Lane.Folder}: log {lane.Lane.LogPath}, to {lane.Target}; {lane.Process.Use}");
            string ids = lane.Lane.Route is { } route ? $"ids {route.WriterInstance}-ID" : "ids not known";
            output.Line($"  {ids}; sent up to record {lane.Lane.SettledThrough}");
        }

        foreach (SpoolProblem problem in lane.Problems)
            Show(problem);
        LaneReading reading = lane.Read(files);
        foreach (SegmentHead segment in lane.Segments)
        {
            Show(lane, segment);
            foreach (SegmentPiece piece in reading.Read(segment))
            {
                if (stop.IsCancellationRequested)
                    return;
                if (piece.Kind != SegmentPieceKind.Record)
                {
                    Show(piece, isHeld: lane.Process.IsHeld);
                    continue;
                }

                if (_shown == Limit)
                {
                    if (!IsJson)
                        output.Line($"  there is more; --limit {Limit} was asked for");
                    return;
                }

                _shown++;
                if (IsJson)
                    WriteJson(lane, message, piece);
                else
                    WriteText(lane, message, piece);
            }
        }
    }

    private void Show(in SpoolProblem problem)
    {
        _hasProblems |= !problem.IsNote;
        if (!IsJson)
        {
            output.Problem(problem, indent: 2);
            return;
        }

        SpoolProblem shown = problem;
        output.Json(json =>
        {
            json.WriteString("kind", "problem");
            json.WriteString("path", shown.Path);
            json.WriteString("text", shown.Text);
            json.WriteBoolean("note", shown.IsNote);
        });
    }

    private void Show(LaneView lane, SegmentHead segment)
    {
        if (IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("kind", "segment");
                json.WriteString("path", segment.Path);
                SpoolJson.WriteRoute(json, lane.Lane);
                if (segment.Version is { } version)
                    json.WriteNumber("version", version);
                json.WriteNumber("first", segment.First);
                json.WriteNumber("bytes", segment.Length);
            });
            return;
        }

        output.Line($"  {Path.GetFileName(segment.Path)}: {SpoolOutput.Show(segment.Length, "byte")}, from record {segment.First}");
        output.Line($"  {"OFFSET",9}  {"TIME",-20}  {"BYTES",7}  {"RECORDS",7}  {"FORM",-6}  {"ID",6}  BODY");
    }

    private void Show(in SegmentPiece piece, bool isHeld)
    {
        bool isDamage = piece.Kind == SegmentPieceKind.Damage;
        _hasProblems |= isDamage;
        string kind = piece.Kind switch
        {
            SegmentPieceKind.Damage => "damaged",
            SegmentPieceKind.CutOff => isHeld ? "being written" : "cut off",
            _ => "left over",
        };
        SegmentPiece shown = piece;
        if (IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("kind", kind);
                json.WriteNumber("offset", shown.Offset);
                json.WriteNumber("bytes", shown.Length);
                json.WriteString("why", shown.Why);
                json.WriteNumber("lost", shown.Lost);
            });
            return;
        }

        string lost = piece.Lost > 0 ? $"; {SpoolOutput.Show(piece.Lost, "record")} lost" : "";
        output.Line($"  {piece.Offset,9}  {kind}: {SpoolOutput.Show(piece.Length, "byte")}, {piece.Why}{lost}");
    }

    private void WriteText(LaneView lane, StoredMessage message, in SegmentPiece piece)
    {
        SpoolEntry entry = piece.Entry;
        bool isRead = message.TryRead(entry, out IReadOnlyList<ReadOnlyMemory<byte>> records);
        string sent = entry.Ordinal <= lane.Lane.SettledThrough ? "(sent) " : "";
        string address = message.HasOwnAddress && message.AddressOf(entry) is { } own ? $"[{own.Exchange} {own.RoutingKey}] " : "";
        string text = !isRead ? "(cannot be decompressed)" : records.Count == 0 ? "" : Encoding.UTF8.GetString(records[0].Span);
        string front = $"  {piece.Offset,9}  {SpoolJson.Time(entry.AcceptedUnixSeconds),-20}  {message.BytesOf(entry),7}  {entry.Count,7}  {StoredMessage.FormOf(entry),-6}  {entry.Sequence,6}  ";
        output.Line(front + TableLayout.Cut(TableLayout.Printable(sent + address + text), Math.Max(MinBodyChars, width - front.Length)));
        if (!WithRecords)
            return;
        foreach (ReadOnlyMemory<byte> record in records)
            output.Line($"      {Encoding.UTF8.GetString(record.Span)}");
    }

    private void WriteJson(LaneView lane, StoredMessage message, SegmentPiece piece) => output.Json(json =>
    {
        SpoolEntry entry = piece.Entry;
        bool isRead = message.TryRead(entry, out IReadOnlyList<ReadOnlyMemory<byte>> records);
        json.WriteString("kind", "message");
        json.WriteNumber("offset", piece.Offset);
        json.WriteNumber("ordinal", entry.Ordinal);
        json.WriteString("message_id", message.IdOf(entry));
        json.WriteString("time", SpoolJson.Time(entry.AcceptedUnixSeconds));
        json.WriteNumber("bytes", message.BytesOf(entry));
        json.WriteNumber("records", entry.Count);
        json.WriteString("form", StoredMessage.FormOf(entry));
        json.WriteBoolean("sent", entry.Ordinal <= lane.Lane.SettledThrough);
        json.WriteBoolean("readable", isRead);
        if (message.AddressOf(entry) is { } address)
        {
            json.WriteString("exchange", address.Exchange);
            json.WriteString("routing_key", address.RoutingKey);
        }

        if (!WithRecords)
        {
            string text = records.Count == 0 ? "" : Encoding.UTF8.GetString(records[0].Span);
            json.WriteString("body", TableLayout.Cut(text, ExcerptChars));
            return;
        }

        json.WriteStartArray("bodies");
        foreach (ReadOnlyMemory<byte> record in records)
            json.WriteStringValue(Encoding.UTF8.GetString(record.Span));
        json.WriteEndArray();
    });
}
