using System.Text;
using System.Text.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Where the messages of some logs go: a queue, or an exchange and a routing key.</summary>
internal sealed class AsyncApiChannel
{
    // The version of AsyncAPI's bindings for AMQP.
    private const string BindingVersion = "0.3.0";

    private readonly PublishTarget _target;
    private readonly string _virtualHost;
    private readonly Func<string, string?> _variable;
    private readonly string _path;
    private readonly SortedDictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly string _exchange;

    /// <param name="log">One of its logs.</param>
    /// <param name="variable">Reads the environment, which may be another one where Zeek runs.</param>
    public AsyncApiChannel(DescribedLog log, Func<string, string?> variable)
    {
        _target = log.Options.Target;
        _virtualHost = log.Options.Broker.VirtualHost;
        _path = log.Path;
        _variable = variable;
        _exchange = Text(_target.Exchange);
        // Parameters may be those of the address alone.
        Address = Render(_target.RoutingKey, _parameters);
        Server = log.Options.Broker.ToString();
    }

    /// <summary>The routing key; what is another one for some messages stands in braces.</summary>
    public string Address { get; }

    /// <summary>The broker that it is at.</summary>
    public string Server { get; }

    /// <summary>What it may be called.</summary>
    public string Name => _exchange.Length == 0 ? Address : $"{_exchange}.{Address}";

    /// <summary>The logs that go there, each by its name in the document.</summary>
    public List<(string Name, DescribedLog Log)> Logs { get; } = [];

    /// <summary>What tells it from others.</summary>
    public string Identity => Encoding.UTF8.GetString(Bytes(json =>
    {
        json.WriteStringValue(Server);
        json.WriteStringValue(Name);
        WriteParameters(json);
        WriteBindings(json);
        WriteOperationBindings(json);
    }));

    /// <summary>Text of an option with what this log's name and the environment say filled in.</summary>
    public string Text(string template) => Render(template, new Dictionary<string, string>());

    /// <summary>Writes the channel as a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="server">Its server's name in the document.</param>
    public void Write(Utf8JsonWriter json, IEnumerable<string> server)
    {
        json.WriteStartObject();
        json.WriteString("address", Address);
        json.WriteString("title", _exchange.Length == 0 ? $"queue {Address}" : $"exchange {_exchange}, routing key {Address}");
        json.WriteStartArray("servers");
        foreach (string name in server)
            WriteReference(json, $"#/servers/{name}");
        json.WriteEndArray();
        json.WriteStartObject("messages");
        foreach ((string name, DescribedLog log) in Logs)
        {
            json.WritePropertyName(name);
            WriteReference(json, $"#/components/messages/{name}");
            if (!log.Options.PublishesSchema)
                continue;
            json.WritePropertyName($"{name}.schema");
            WriteReference(json, $"#/components/messages/{name}.schema");
        }

        json.WriteEndObject();
        if (_parameters.Count > 0)
        {
            json.WritePropertyName("parameters");
            WriteParameters(json);
        }

        json.WritePropertyName("bindings");
        WriteBindings(json);
        json.WriteEndObject();
    }

    /// <summary>Writes what is done with it as a value: Zeek's side of it, which sends.</summary>
    public void WriteOperation(Utf8JsonWriter json, string channel)
    {
        json.WriteStartObject();
        json.WriteString("action", "send");
        json.WritePropertyName("channel");
        WriteReference(json, $"#/channels/{channel}");
        json.WritePropertyName("bindings");
        WriteOperationBindings(json);
        json.WriteEndObject();
    }

    /// <summary>Writes a reference to a place in the document.</summary>
    public static void WriteReference(Utf8JsonWriter json, string place)
    {
        json.WriteStartObject();
        json.WriteString("$ref", place);
        json.WriteEndObject();
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }

        return bytes.ToArray();
    }

    private string Render(string template, IDictionary<string, string> parameters) => NameTemplate.Parse(template).RenderPlaces((kind, text) => kind switch
    {
        Placeholders.Path => _path,
        Placeholders.Variable when _variable(text) is { } value => value,
        Placeholders.Variable => Parameter(parameters, text, $"variable {text} in the environment of the process that sends"),
        Placeholders.Node => Parameter(parameters, "node", "name of the cluster node that sends, - outside of a cluster"),
        Placeholders.Partition => Parameter(parameters, "partition", $"number of the message modulo {_target.Partitions}: 0 to {_target.Partitions - 1}"),
        _ => Parameter(parameters, text, $"value of field {text} of the record, - if it is unset"),
    });

    private static string Parameter(IDictionary<string, string> parameters, string name, string description)
    {
        name = PlainName.OfParameter(name);
        parameters[name] = description;
        return $"{{{name}}}";
    }

    private void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach ((string name, string description) in _parameters)
        {
            json.WriteStartObject(name);
            json.WriteString("description", description);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteBindings(Utf8JsonWriter json)
    {
        TopologyOptions topology = _target.Topology;
        json.WriteStartObject();
        json.WriteStartObject("amqp");
        json.WriteString("is", _exchange.Length == 0 ? "queue" : "routingKey");
        if (_exchange.Length == 0)
        {
            json.WriteStartObject("queue");
            json.WriteString("name", Address);
            json.WriteBoolean("durable", topology.IsQueueDurable);
            json.WriteBoolean("autoDelete", topology.IsQueueAutoDelete);
        }
        else
        {
            json.WriteStartObject("exchange");
            json.WriteString("name", _exchange);
            // Others the bindings do not know.
            if (topology.ExchangeType is "direct" or "fanout" or "topic" or "headers")
                json.WriteString("type", topology.ExchangeType);
            json.WriteBoolean("durable", topology.IsExchangeDurable);
            json.WriteBoolean("autoDelete", topology.IsExchangeAutoDelete);
        }

        json.WriteString("vhost", _virtualHost);
        json.WriteEndObject();
        json.WriteString("bindingVersion", BindingVersion);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteOperationBindings(Utf8JsonWriter json)
    {
        MessageProperties properties = _target.Properties;
        json.WriteStartObject();
        json.WriteStartObject("amqp");
        json.WriteNumber("deliveryMode", _target.IsPersistent ? 2 : 1);
        json.WriteBoolean("mandatory", properties.IsMandatory);
        json.WriteBoolean("timestamp", true);
        if (properties.Priority > 0)
            json.WriteNumber("priority", properties.Priority);
        if (properties.Expiration > TimeSpan.Zero)
            json.WriteNumber("expiration", (long)properties.Expiration.TotalMilliseconds);
        if (properties.UserId.Length > 0)
            json.WriteString("userId", properties.UserId);
        json.WriteString("bindingVersion", BindingVersion);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
