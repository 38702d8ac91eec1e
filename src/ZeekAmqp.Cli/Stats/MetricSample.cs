namespace ZeekAmqp.Cli.Stats;

/// <summary>One number of a metrics endpoint.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Labels">What of; a label that is not there is empty, as Prometheus has it.</param>
/// <param name="Value">The number; may be infinite, never NaN.</param>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>A label's value; empty where there is none.</summary>
    public string Label(string name) => Labels.GetValueOrDefault(name, "");
}
