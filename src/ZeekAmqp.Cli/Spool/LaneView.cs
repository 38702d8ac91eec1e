using ZeekAmqp.Core.Routing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary>A writer's folder, and what of it is looked at.</summary>
/// <param name="Lane">The folder.</param>
/// <param name="Process">The process's folder that it is in.</param>
/// <param name="Segments">The segments that are looked at: all, or one.</param>
internal sealed record LaneView(SpoolLane Lane, ProcessView Process, IReadOnlyList<SegmentHead> Segments)
{
    /// <summary>Where its messages go, for people.</summary>
    public string Target
    {
        get
        {
            if (Lane.Route?.Target is not { } target)
                return "nobody knows where: its route cannot be used";
            string queue = target.QueueName.Length == 0 ? "" : $", queue '{NameTemplate.Parse(target.QueueName).Render()}'";
            return $"{target}{queue}";
        }
    }

    /// <summary>Reads it.</summary>
    public LaneReading Read(ISpoolFiles files) => new(files, Lane, Process.IsHeld);

    /// <summary>What is wrong with what is looked at, without reading it.</summary>
    public IEnumerable<SpoolProblem> Problems =>
        Segments.Count == Lane.Segments.Count ? Lane.Problems : Lane.Problems.Where(problem => problem.Path == Segments[0].Path);
}
