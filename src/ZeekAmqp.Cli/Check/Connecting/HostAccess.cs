using System.Net;
using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check.Connecting;

/// <summary>Connects with the plugin's own code. Thread-safe.</summary>
/// <param name="time">The clock.</param>
internal sealed class HostAccess(TimeProvider time) : IHostAccess
{
    /// <inheritdoc/>
    public async Task<HostExamination> ExamineAsync(BrokerOptions broker, BrokerAddress host, Action<string> warn, CancellationToken cancellation)
    {
        var sight = new HostSight(time);
        BrokerQuestions? questions = null;
        try
        {
            BrokerLink link = await Handshake.OpenAsync(
                broker with { Host = host.ToString() }, "zeek-amqp check", avoid: null, warn, cancellation, sight).ConfigureAwait(false);
            sight.Opened();
            questions = new BrokerQuestions(link);
        }
        catch (BrokerException exception)
        {
            // Of what nobody has foreseen, the text is all there is.
            if (sight.Failure is null)
                sight.Failed(ConnectStage.Protocol, remote: null, exception.Message, "see the broker's log");
        }

        // An attempt ends with the first address that works; the next one may begin with another.
        IPEndPoint[] others = [.. sight.Addresses.Select(address => new IPEndPoint(address, host.Port))
            .Where(remote => !remote.Equals(sight.Remote) && sight.DeadAddresses.TrueForAll(dead => !dead.Remote.Equals(remote)))];
        (string Why, string Advice)?[] knocks = await Task.WhenAll(others.Select(remote => Handshake.KnockAsync(remote, cancellation))).ConfigureAwait(false);
        for (int i = 0; i < others.Length; i++)
        {
            if (knocks[i] is { } dead)
                sight.DeadAddresses.Add((others[i], dead.Why, dead.Advice));
        }

        return new HostExamination(host, sight, questions);
    }
}
