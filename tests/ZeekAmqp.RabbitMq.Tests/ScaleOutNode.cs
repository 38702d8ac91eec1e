using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A private node that knows the exchange type x-consistent-hash, and whose connections are the tests' own. For a class's tests.</summary>
public sealed class ScaleOutNode : IAsyncLifetime
{
    private PrivateNode? _node;

    internal PrivateNode Node => _node ?? throw new InvalidOperationException("the node has not been started");

    public async Task InitializeAsync() => _node = await PrivateNode.StartAsync("--plugin", "rabbitmq_consistent_hash_exchange");

    public async Task DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
    }

    /// <summary>Options that lead there, and more.</summary>
    internal RawOption[] Options(params RawOption[] more) => [new("hostname", Node.Host), new("amqp_port", $"{Node.Port}"), .. more];
}
