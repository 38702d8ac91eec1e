using System.Net;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>Opens connections: the one place that says in which order, with which settings and time-outs. Thread-safe.</summary>
/// <remarks>
/// The client library's own recovery is off: it can hang across a broker's restart, and it knows nothing of what was confirmed.
/// </remarks>
public static class Handshake
{
    /// <summary>Longest wait for any one answer of the broker.</summary>
    internal static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a connection to close.</summary>
    internal static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The client library gives a peer up that it has not heard of for three of these, the broker one that it has not heard of for two.
    /// </summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Connects to any of a broker's hosts, in random order, and logs in.</summary>
    /// <param name="broker">Where, and as whom.</param>
    /// <param name="purpose">What the connection is for, as the broker's operator sees it.</param>
    /// <param name="avoid">A host to try last: the one that was just lost.</param>
    /// <param name="warn">Hears each time of secrets that others can read. Called on any thread.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="witness">Sees each step.</param>
    /// <exception cref="BrokerException">It could not be done; the text names each host with the reason and says what to do.</exception>
    public static async Task<BrokerLink> OpenAsync(
        BrokerOptions broker, string purpose, BrokerAddress? avoid, Action<string> warn, CancellationToken cancellation, IHandshakeWitness? witness = null)
    {
        IReadOnlyList<BrokerAddress> hosts = broker.Addresses;
        var failures = new HostException?[hosts.Count];
        try
        {
            using Identity identity = await Identity.ReadAsync(broker, warn, cancellation).ConfigureAwait(false);
            var attempt = new HostAttempt(broker, identity, purpose, witness);
            foreach (int i in Order(hosts, avoid))
            {
                try
                {
                    return await attempt.OpenAsync(hosts[i], cancellation).ConfigureAwait(false);
                }
                catch (HostException exception)
                {
                    failures[i] = exception;
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A file or a variable; anything else would be a mistake of ours, and no reason to stop trying.
            if (exception is SettingException setting)
                witness?.Failed(ConnectStage.Settings, remote: null, setting.Why, setting.Advice);
            string text = $"cannot connect to {broker}: {FailureText.OneLine(exception.Message)}";
            throw new BrokerException(new BrokerFailure(FailureScope.Connection, text), exception);
        }

        string reasons = FailureText.CannotConnect(broker, hosts, failures!);
        throw new BrokerException(new BrokerFailure(FailureScope.Connection, reasons), new AggregateException(failures!));
    }

    /// <summary>Whether an address takes a connection of TCP. The connection is closed at once, before a word of AMQP.</summary>
    /// <param name="remote">The address.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is wrong, and what to do; null if nothing is.</returns>
    public static async Task<(string Why, string Advice)?> KnockAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        try
        {
            using Transport transport = await Transport.ConnectAsync(remote, HostAttempt.ConnectTimeout, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return FailureText.Explain(exception, ConnectStage.Connect, identity: null);
        }
    }

    private static IEnumerable<int> Order(IReadOnlyList<BrokerAddress> hosts, BrokerAddress? avoid)
    {
        int[] order = [.. Enumerable.Range(0, hosts.Count)];
        Random.Shared.Shuffle(order);
        return order.OrderBy(i => hosts[i] == avoid);
    }
}
