using System.Text.Json.Serialization;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Spool;

/// <summary>A <see cref="SpoolRoute"/> as it lies on disk: JSON with these names, in lower case and with underscores. All have to be there.</summary>
internal sealed class RouteDocument
{
    // Of AMQP's two, as they stand in a message's properties (basic, section 1.8.3.4).
    private const int Transient = 1;
    private const int Persistent = 2;

    public required string Path { get; init; }

    public required string WriterInstance { get; init; }

    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required string QueueName { get; init; }

    public required int DeliveryMode { get; init; }

    public required int Partitions { get; init; }

    public required byte Priority { get; init; }

    public required long ExpirationMs { get; init; }

    public required string MessageType { get; init; }

    public required string AppId { get; init; }

    public required string UserId { get; init; }

    public required string Headers { get; init; }

    public required bool Mandatory { get; init; }

    public required Declaration Declare { get; init; }

    public required string ExchangeType { get; init; }

    public required bool ExchangeDurable { get; init; }

    public required bool ExchangeAutoDelete { get; init; }

    public required string ExchangeArguments { get; init; }

    public required bool QueueDurable { get; init; }

    public required bool QueueAutoDelete { get; init; }

    public required string QueueArguments { get; init; }

    public required string BindingKeys { get; init; }

    public required string BindingArguments { get; init; }

    public static RouteDocument Of(SpoolRoute route)
    {
        PublishTarget target = route.Target;
        return new RouteDocument
        {
            Path = route.Path,
            WriterInstance = route.WriterInstance,
            Exchange = target.Exchange,
            RoutingKey = target.RoutingKey,
            QueueName = target.QueueName,
            DeliveryMode = target.IsPersistent ? Persistent : Transient,
            Partitions = target.Partitions,
            Priority = target.Properties.Priority,
            ExpirationMs = (long)target.Properties.Expiration.TotalMilliseconds,
            MessageType = target.Properties.Type,
            AppId = target.Properties.AppId,
            UserId = target.Properties.UserId,
            Headers = target.Properties.Headers,
            Mandatory = target.Properties.IsMandatory,
            Declare = target.Topology.Declaration,
            ExchangeType = target.Topology.ExchangeType,
            ExchangeDurable = target.Topology.IsExchangeDurable,
            ExchangeAutoDelete = target.Topology.IsExchangeAutoDelete,
            ExchangeArguments = target.Topology.ExchangeArguments,
            QueueDurable = target.Topology.IsQueueDurable,
            QueueAutoDelete = target.Topology.IsQueueAutoDelete,
            QueueArguments = target.Topology.QueueArguments,
            BindingKeys = target.Topology.BindingKeys,
            BindingArguments = target.Topology.BindingArguments,
        };
    }

    /// <exception cref="ArgumentException">It is none that was ever written.</exception>
    public SpoolRoute ToRoute()
    {
        RequireTemplate(Exchange, Placeholders.Field);
        RequireTemplate(RoutingKey, Placeholders.Field | Placeholders.Partition);
        RequireTemplate(QueueName, Placeholders.Field);
        RequireTemplate(MessageType, Placeholders.None);
        RequireTemplate(AppId, Placeholders.None);
        Require(TargetText.ListFault(BindingKeys, Placeholders.None));
        Require(TableText.Fault(Headers, value => NameTemplate.TryParse(value, Placeholders.None, out _)));
        Require(TableText.Fault(ExchangeArguments));
        Require(TableText.Fault(QueueArguments));
        Require(TableText.Fault(BindingArguments));
        Require(DeliveryMode is Transient or Persistent ? null : "there is no such delivery mode");
        Require(Partitions is >= 1 and <= PublishTarget.MaxPartitions ? null : "there cannot be so many partitions");
        Require(ExpirationMs is >= 0 and <= uint.MaxValue ? null : "there is no such expiration");
        Require(OptionText.IsName(UserId) && OptionText.IsName(ExchangeType) && Enum.IsDefined(Declare) ? null : "there is no such name");
        var target = new PublishTarget(Exchange, RoutingKey, QueueName)
        {
            IsPersistent = DeliveryMode == Persistent,
            Partitions = Partitions,
            Properties = Properties(),
            Topology = Topology(),
        };
        return new SpoolRoute(target, Path, WriterInstance);
    }

    private MessageProperties Properties() => new()
    {
        Priority = Priority,
        Expiration = TimeSpan.FromMilliseconds(ExpirationMs),
        Type = MessageType,
        AppId = AppId,
        UserId = UserId,
        Headers = Headers,
        IsMandatory = Mandatory,
    };

    private TopologyOptions Topology() => new()
    {
        Declaration = Declare,
        ExchangeType = ExchangeType,
        IsExchangeDurable = ExchangeDurable,
        IsExchangeAutoDelete = ExchangeAutoDelete,
        ExchangeArguments = ExchangeArguments,
        IsQueueDurable = QueueDurable,
        IsQueueAutoDelete = QueueAutoDelete,
        QueueArguments = QueueArguments,
        BindingKeys = BindingKeys,
        BindingArguments = BindingArguments,
    };

    private static void RequireTemplate(string text, Placeholders allowed) => Require(NameTemplate.TryParse(text, allowed, out _));

    private static void Require(string? fault)
    {
        if (fault is not null)
            throw new ArgumentException(fault);
    }
}

/// <summary>Writes and reads it without reflection, which ahead-of-time compilation has not got.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RouteDocument))]
internal sealed partial class RouteJson : JsonSerializerContext;
