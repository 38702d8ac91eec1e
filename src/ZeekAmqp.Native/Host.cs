using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Native;

/// <summary>What lives as long as the process: the delivery engines, and the open writers by their handles.</summary>
internal static class Host
{
    /// <summary>The engines.</summary>
    public static EngineRegistry Engines { get; } = new(RabbitMqBroker.Create, TimeProvider.System);

    /// <summary>The open writers.</summary>
    public static HandleTable<OpenWriter> Writers { get; } = new();

    /// <summary>Ends all delivery; returns what is to be reported, or nothing.</summary>
    public static string Shutdown(TimeSpan timeout)
    {
        ShutdownOutcome outcome = Engines.ShutdownAsync(timeout).GetAwaiter().GetResult();
        string limit = $"not confirmed within the shutdown's {timeout.TotalSeconds:0.###} s";
        string kept = outcome.Kept == 0 ? "" : $"{Quantity.Records(outcome.Kept)} {limit}; they are kept in the spool, and the next process sends them";
        string lost = outcome.Abandoned == 0 ? "" : $"{Quantity.Records(outcome.Abandoned)} {limit}, and lost as far as is known";
        return kept.Length > 0 && lost.Length > 0 ? $"{lost}; {kept}" : lost + kept;
    }
}
