using ZeekAmqp.Cli.Check.Asking;

namespace ZeekAmqp.Cli.Tests.Check;

/// <summary>A broker that answers what a test says, and remembers what it was asked.</summary>
internal sealed class FakeQuestions : IBrokerQuestions
{
    public static readonly Answer Missing = new(Answer.NotFound, "NOT_FOUND - no such thing");
    public static readonly Answer Refused = new(Answer.AccessRefused, "ACCESS_REFUSED - access refused for user 'zeek'");

    // What RabbitMQ says where the permission is there.
    public static readonly Answer Allowed = new(Answer.PreconditionFailed, "PRECONDITION_FAILED - invalid");

    private Action<byte[]>? _take;

    public List<string> Asked { get; } = [];

    public Greeting Greeting { get; init; } = new("RabbitMQ", "4.1.0", "rabbit@mq1", ["publisher_confirms"], TimeSpan.FromSeconds(15));

    public string User => "user 'zeek'";

    public string? BlockedReason { get; set; }

    public Answer Exchange { get; init; } = Answer.Yes;

    public QueueAnswer Queue { get; init; } = new(Answer.Yes);

    public Answer Declaring { get; init; } = Allowed;

    public Answer Binding { get; init; } = Answer.Yes;

    public Func<string, Answer> Publishing { get; init; } = _ => Allowed;

    public Func<string, Answer> Owning { get; init; } = _ => Answer.Yes;

    public Answer Consuming { get; init; } = Answer.Yes;

    /// <summary>A message has come into the queue of its own.</summary>
    public void Deliver(byte[] body) => _take?.Invoke(body);

    public Task<Answer> ExchangeAsync(string exchange, CancellationToken cancellation) => Tell($"exchange {exchange}", Exchange);

    public async Task<QueueAnswer> QueueAsync(string queue, CancellationToken cancellation)
    {
        await Tell($"queue {queue}", Queue.Answer);
        return Queue;
    }

    public Task<Answer> MayDeclareExchangeAsync(string exchange, CancellationToken cancellation) => Tell($"may declare exchange {exchange}", Declaring);

    public Task<Answer> MayDeclareQueueAsync(string queue, CancellationToken cancellation) => Tell($"may declare queue {queue}", Declaring);

    public Task<Answer> MayBindAsync(string queue, string exchange, CancellationToken cancellation) => Tell($"may bind {queue} to {exchange}", Binding);

    public Task<Answer> MayPublishAsync(string exchange, string routingKey, CancellationToken cancellation) =>
        Tell($"may publish to {exchange}", Publishing(exchange));

    public async Task<(Answer Answer, string Name)> DeclareOwnAsync(string name, CancellationToken cancellation) =>
        (await Tell($"own {(name.Contains('.') ? name[..name.IndexOf('.')] : name)}", Owning(name)), name.Length == 0 ? "amq.gen-1" : name);

    public Task<Answer> BindOwnAsync(string queue, string exchange, string routingKey, CancellationToken cancellation) => Tell($"bind own to {exchange}", Binding);

    public Task<Answer> ConsumeOwnAsync(string queue, Action<byte[]> take, CancellationToken cancellation)
    {
        _take = take;
        return Tell("consume own", Consuming);
    }

    public ValueTask DisposeAsync() => default;

    private Task<Answer> Tell(string question, Answer answer)
    {
        Asked.Add(question);
        return Task.FromResult(answer);
    }
}
