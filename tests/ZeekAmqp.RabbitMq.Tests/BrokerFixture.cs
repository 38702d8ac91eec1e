using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Testcontainers.RabbitMq;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>The broker that all tests of the collection share: the one that tests/tools/with-broker has started, else a container
/// if a Docker engine answers, else a private node. A test never skips for want of a broker: then it fails, with the reason.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private RabbitMqContainer? _container;
    private PrivateNode? _node;
    private Uri? _uri;

    public Uri Uri => _uri ?? throw new InvalidOperationException("the broker has not been started");

    public string Host => Uri.Host;

    public int Port => Uri.Port > 0 ? Uri.Port : Uri.Scheme == "amqps" ? 5671 : 5672;

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("AMQP_TEST_URI") is { Length: > 0 } given)
            _uri = new Uri(given);
        else if (await StartContainerAsync() is { } container)
            _uri = new Uri(container.GetConnectionString());
        else
            _uri = (_node = await PrivateNode.StartAsync()).Uri;
    }

    public async Task DisposeAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
        if (_node is not null)
            await _node.DisposeAsync();
    }

    /// <summary>Runs rabbitmqctl against the broker.</summary>
    public async Task<string> CtlAsync(params string[] arguments)
    {
        if (_node is not null)
            return await _node.CtlAsync(arguments);
        if (_container is not null)
        {
            ExecResult result = await _container.ExecAsync(["rabbitmqctl", .. arguments]);
            return result.ExitCode == 0
                ? result.Stdout
                : throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)} in the container: {result.Stderr}");
        }

        if (Environment.GetEnvironmentVariable("RABBITMQ_CTL") is not { Length: > 0 } command)
        {
            throw new InvalidOperationException(
                "this test needs rabbitmqctl for the broker of AMQP_URI: set RABBITMQ_CTL to a command that runs it, or unset AMQP_URI");
        }

        // A command line, e.g. "docker exec NAME rabbitmqctl", so it is the shell's to take apart.
        return await Command.RunAsync("/bin/sh", ["-c", command + " \"$@\"", "sh", .. arguments]);
    }

    private async Task<RabbitMqContainer?> StartContainerAsync()
    {
        try
        {
            _container = new RabbitMqBuilder("rabbitmq:3-management").WithUsername("guest").WithPassword("guest").Build();
            await _container.StartAsync();
            return _container;
        }
        catch (DockerUnavailableException)
        {
            _container = null;
            return null;
        }
    }
}
