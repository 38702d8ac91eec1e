namespace ZeekAmqp.Core.Pipeline;

/// <summary>How many of a broker's connections there are.</summary>
/// <param name="Wanted">Those that some log needs, or has needed: each is made when it is first needed.</param>
/// <param name="Open">Those of them that are open.</param>
public readonly record struct ConnectionCounts(int Wanted, int Open);
