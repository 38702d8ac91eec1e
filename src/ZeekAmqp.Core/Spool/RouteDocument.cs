using System.Buffers;
using System.Text.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Spool;

/// <summary>A <see cref="SpoolRoute"/> as it lies on disk: a JSON object. All its members have to be there, once, and no others.</summary>
/// <remarks>Without the serializer, which would make the library larger by what it can do beyond this.</remarks>
internal static class RouteDocument
{
    // Of AMQP's two, as they stand in a message's properties (basic, section 1.8.3.4).
    private const long Transient = 1;
    private const long Persistent = 2;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1, AllowDuplicateProperties = false };

    // What Declaration's values are called, in their order.
    private static readonly string[] Declarations = [nameof(Declaration.Missing), nameof(Declaration.Passive), nameof(Declaration.None)];

    private static readonly SpoolRoute Blank = new(new PublishTarget("", "", ""), "", "");

    /// <summary>Writes it, as UTF-8.</summary>
    public static void Write(SpoolRoute route, IBufferWriter<byte> bytes)
    {
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        _ = Pass(route, new WrittenRoute(json));
        json.WriteEndObject();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="ArgumentException">It is none that was ever written.</exception>
    /// <exception cref="JsonException">Likewise.</exception>
    public static SpoolRoute Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes, Reading);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException("it is no object");
            var members = new ReadRoute(json.RootElement);
            SpoolRoute route = Pass(Blank, members);
            Require(json.RootElement.GetPropertyCount() == members.Count ? null : "it has members that are unknown");
            RequireTexts(route.Target);
            return route;
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw new JsonException("it is no text", exception);
        }
    }

    // Names and their order are the file's. C# makes objects in the order in which they are written down.
    private static SpoolRoute Pass(SpoolRoute route, IRouteMembers members)
    {
        string path = members.Text("path", route.Path);
        string writerInstance = members.Text("writer_instance", route.WriterInstance);
        PublishTarget target = route.Target;
        return new SpoolRoute(
            new PublishTarget(
                members.Text("exchange", target.Exchange),
                members.Text("routing_key", target.RoutingKey),
                members.Text("queue_name", target.QueueName))
            {
                IsPersistent = members.Number("delivery_mode", target.IsPersistent ? Persistent : Transient, Transient, Persistent) == Persistent,
                Partitions = (int)members.Number("partitions", target.Partitions, 1, PublishTarget.MaxPartitions),
                Properties = Pass(target.Properties, members),
                Topology = Pass(target.Topology, members),
            },
            path,
            writerInstance);
    }

    private static MessageProperties Pass(MessageProperties properties, IRouteMembers members) => new()
    {
        Priority = (byte)members.Number("priority", properties.Priority, 0, byte.MaxValue),
        Expiration = TimeSpan.FromMilliseconds(members.Number("expiration_ms", (long)properties.Expiration.TotalMilliseconds, 0, uint.MaxValue)),
        Type = members.Text("message_type", properties.Type),
        AppId = members.Text("app_id", properties.AppId),
        UserId = members.Text("user_id", properties.UserId),
        Headers = members.Text("headers", properties.Headers),
        IsMandatory = members.Flag("mandatory", properties.IsMandatory),
    };

    private static TopologyOptions Pass(TopologyOptions topology, IRouteMembers members) => new()
    {
        Declaration = DeclarationOf(members.Text("declare", Declarations[(int)topology.Declaration])),
        ExchangeType = members.Text("exchange_type", topology.ExchangeType),
        IsExchangeDurable = members.Flag("exchange_durable", topology.IsExchangeDurable),
        IsExchangeAutoDelete = members.Flag("exchange_auto_delete", topology.IsExchangeAutoDelete),
        ExchangeArguments = members.Text("exchange_arguments", topology.ExchangeArguments),
        IsQueueDurable = members.Flag("queue_durable", topology.IsQueueDurable),
        IsQueueAutoDelete = members.Flag("queue_auto_delete", topology.IsQueueAutoDelete),
        QueueArguments = members.Text("queue_arguments", topology.QueueArguments),
        BindingKeys = members.Text("binding_keys", topology.BindingKeys),
        BindingArguments = members.Text("binding_arguments", topology.BindingArguments),
    };

    private static Declaration DeclarationOf(string name) =>
        Array.IndexOf(Declarations, name) is >= 0 and var index ? (Declaration)index : throw new ArgumentException("there is no such declaration");

    private static void RequireTexts(PublishTarget target)
    {
        MessageProperties properties = target.Properties;
        TopologyOptions topology = target.Topology;
        RequireTemplate(target.Exchange, Placeholders.Field);
        RequireTemplate(target.RoutingKey, Placeholders.Field | Placeholders.Partition);
        RequireTemplate(target.QueueName, Placeholders.Field);
        RequireTemplate(properties.Type, Placeholders.None);
        RequireTemplate(properties.AppId, Placeholders.None);
        Require(TargetText.ListFault(topology.BindingKeys, Placeholders.None));
        Require(TableText.Fault(properties.Headers, value => NameTemplate.TryParse(value, Placeholders.None, out _)));
        Require(TableText.Fault(topology.ExchangeArguments));
        Require(TableText.Fault(topology.QueueArguments));
        Require(TableText.Fault(topology.BindingArguments));
        Require(OptionText.IsName(properties.UserId) && OptionText.IsName(topology.ExchangeType) ? null : "there is no such name");
    }

    private static void RequireTemplate(string text, Placeholders allowed) => Require(NameTemplate.TryParse(text, allowed, out _));

    private static void Require(string? fault)
    {
        if (fault is not null)
            throw new ArgumentException(fault);
    }
}
