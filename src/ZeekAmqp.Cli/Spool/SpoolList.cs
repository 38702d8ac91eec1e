using System.Text.Json;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary><c>zeek-amqp spool list</c>: what waits where, for whom. Reads the beginning and the end of each log only.</summary>
internal sealed class SpoolList
{
    private readonly SpoolView _view;
    private readonly List<(LaneView Lane, LaneExtent Extent, List<SpoolProblem> Problems)> _lanes = [];

    public SpoolList(ISpoolFiles files, SpoolView view)
    {
        _view = view;
        foreach (LaneView lane in view.Lanes)
        {
            LaneReading reading = lane.Read(files);
            LaneExtent extent = reading.Measure();
            _lanes.Add((lane, extent, [.. lane.Problems, .. reading.Problems]));
        }
    }

    private IEnumerable<SpoolProblem> Problems => _view.Problems.Concat(_lanes.SelectMany(lane => lane.Problems));

    private long Records => _lanes.Sum(lane => lane.Extent.Records);

    private long Bytes => _lanes.Sum(lane => lane.Lane.Lane.Bytes);

    /// <summary>What the process ends with.</summary>
    public int Status => Problems.Any(problem => !problem.IsNote) ? ExitStatus.Incomplete : ExitStatus.Success;

    /// <summary>Writes it for a person.</summary>
    public void WriteText(SpoolOutput output)
    {
        string? broker = null;
        foreach (ProcessView process in _view.Processes)
        {
            string name = process.Process.Broker?.ToString() ?? "broker not known by its folder";
            if (name != broker)
                output.Line(name);
            broker = name;
            output.Line($"  {process.Process.Folder}, {process.Use}");
            foreach ((LaneView lane, LaneExtent extent, List<SpoolProblem> problems) in _lanes.Where(lane => lane.Lane.Process == process))
            {
                string times = extent is { OldestUnixSeconds: { } oldest, NewestUnixSeconds: { } newest }
                    ? $", {SpoolJson.Time(oldest)} to {SpoolJson.Time(newest)}"
                    : "";
                output.Line($"    {lane.Lane.LogPath}: {SpoolOutput.Show(extent.Records, "record")}, {SpoolOutput.Show(lane.Lane.Bytes, "byte")}{times}");
                output.Line($"      to {lane.Target}");
                foreach (SpoolProblem problem in problems)
                    output.Problem(problem, indent: 6);
            }
        }

        foreach (SpoolProblem problem in _view.Problems)
            output.Problem(problem);
        int count = Problems.Count(problem => !problem.IsNote);
        string found = count == 0 ? "" : $"; {SpoolOutput.Show(count, "problem")}, see zeek-amqp spool verify";
        output.Line(_lanes.Count == 0
            ? $"nothing waits in {_view.Path}{found}"
            : $"total: {SpoolOutput.Show(Records, "record")}, {SpoolOutput.Show(Bytes, "byte")}, {SpoolOutput.Show(_lanes.Count, "log")}{found}");
    }

    /// <summary>Writes it for a program.</summary>
    public void WriteJson(SpoolOutput output) => output.Json(json =>
    {
        json.WriteString("folder", _view.Path);
        json.WriteStartArray("processes");
        foreach (ProcessView process in _view.Processes)
            WriteProcess(json, process);
        json.WriteEndArray();
        SpoolJson.WriteProblems(json, "problems", _view.Problems);
        json.WriteNumber("records", Records);
        json.WriteNumber("bytes", Bytes);
    });

    private void WriteProcess(Utf8JsonWriter json, ProcessView process)
    {
        json.WriteStartObject();
        json.WriteString("folder", process.Process.Folder);
        if (process.Process.Broker is { } broker)
        {
            json.WriteString("hostname", broker.Host);
            json.WriteNumber("amqp_port", broker.Port);
            json.WriteString("vhost", broker.VirtualHost);
        }

        if (process.IsKnown)
            json.WriteBoolean("held", process.IsHeld);
        if (process.Holder is { } holder)
            json.WriteNumber("process", holder);
        json.WriteStartArray("logs");
        foreach ((LaneView lane, LaneExtent extent, List<SpoolProblem> problems) in _lanes.Where(lane => lane.Lane.Process == process))
        {
            json.WriteStartObject();
            json.WriteString("folder", lane.Lane.Folder);
            SpoolJson.WriteRoute(json, lane.Lane);
            json.WriteNumber("records", extent.Records);
            json.WriteNumber("bytes", lane.Lane.Bytes);
            json.WriteNumber("segments", lane.Lane.Segments.Count);
            if (extent is { OldestUnixSeconds: { } oldest, NewestUnixSeconds: { } newest })
            {
                json.WriteString("oldest", SpoolJson.Time(oldest));
                json.WriteString("newest", SpoolJson.Time(newest));
            }

            SpoolJson.WriteProblems(json, "problems", problems);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
