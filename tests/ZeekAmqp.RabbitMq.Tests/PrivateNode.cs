using System.Globalization;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A RabbitMQ node of one test's own, which may be stopped, killed and started again without hurting other tests.
/// Needs an installed rabbitmq-server. It is gone a second after the test process is, even if that crashed.</summary>
public sealed class PrivateNode : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"zeekamqp-node.{Guid.NewGuid():N}");

    private PrivateNode()
    {
    }

    public string Host => "127.0.0.1";

    public int Port { get; private set; }

    /// <summary>Port for TLS; 0 without --tls.</summary>
    public int TlsPort { get; private set; }

    public Uri Uri => new($"amqp://guest:guest@{Host}:{Port}/%2F");

    /// <summary>Returns when the node takes connections.</summary>
    /// <param name="options">of tests/tools/rabbitmq-node, such as --plugin-management</param>
    public static async Task<PrivateNode> StartAsync(params string[] options)
    {
        var node = new PrivateNode();
        try
        {
            await node.RunAsync("start", ["--owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. options]);
            string[] state = await File.ReadAllLinesAsync(Path.Combine(node._folder, "node.env"));
            node.Port = PortOf(state, "amqp_port");
            node.TlsPort = PortOf(state, "tls_port");
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shuts it down in good order; its data stay.</summary>
    public Task StopAsync() => RunAsync("stop");

    /// <summary>Ends it with SIGKILL; what it had on disk stays.</summary>
    public Task KillAsync() => RunAsync("kill");

    /// <summary>Brings it back on the same port and data after a stop or a kill.</summary>
    public Task StartAgainAsync() => RunAsync("start");

    /// <summary>Runs rabbitmqctl against it.</summary>
    public Task<string> CtlAsync(params string[] arguments) => RunAsync("ctl", arguments);

    /// <summary>Makes it take the files of --tls anew.</summary>
    public Task CertifyAsync() => RunAsync("certify");

    public async ValueTask DisposeAsync() => await RunAsync("remove");

    private static int PortOf(string[] state, string name)
    {
        string value = state.First(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0;
    }

    private Task<string> RunAsync(string verb, params string[] arguments) =>
        Command.RunAsync(Command.Tool("rabbitmq-node"), [verb, _folder, .. arguments]);
}
