using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Connecting;

/// <summary>Connects to hosts.</summary>
internal interface IHostAccess
{
    /// <summary>Connects to one host of a broker, as the plugin does, and looks at its other addresses as well.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="host">The host.</param>
    /// <param name="warn">Hears of secrets that others can read. Called on any thread.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<HostExamination> ExamineAsync(BrokerOptions broker, BrokerAddress host, Action<string> warn, CancellationToken cancellation);
}
