namespace ZeekAmqp.Cli.Stats;

/// <summary>A column of numbers.</summary>
/// <param name="Head">Above it.</param>
/// <param name="Cells">How wide it is.</param>
/// <param name="Text">What it shows of a row, in so many cells.</param>
/// <param name="Tone">How it stands out.</param>
internal sealed record StatsColumn<T>(string Head, int Cells, Func<T, int, string> Text, Func<T, Tone>? Tone = null);
