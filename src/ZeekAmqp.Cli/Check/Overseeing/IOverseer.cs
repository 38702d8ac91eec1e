using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Overseeing;

/// <summary>Looks at a broker from its management API.</summary>
internal interface IOverseer
{
    /// <summary>Whether the API's place was said; else it is looked for where it usually is.</summary>
    bool IsAsked { get; }

    /// <summary>Looks; waits a bounded time.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="exchange">The exchange to look at; null or empty for none.</param>
    /// <param name="warn">Hears of secrets that others can read. Called on any thread.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<ManagementSight> LookAsync(BrokerOptions broker, string? exchange, Action<string> warn, CancellationToken cancellation);
}
