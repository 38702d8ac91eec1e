using System.Globalization;
using System.Text.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Describes logs, their messages and where these go as an AsyncAPI 3.0 document.</summary>
internal sealed class AsyncApiDocument
{
    private const string Version = "3.0.0";

    private readonly Dictionary<string, BrokerOptions> _brokers = [];
    private readonly Dictionary<string, AsyncApiChannel> _channels = [];
    private readonly Dictionary<string, DescribedLog> _logs = [];

    /// <param name="logs">The logs.</param>
    /// <param name="variable">Reads the environment.</param>
    public AsyncApiDocument(IEnumerable<DescribedLog> logs, Func<string, string?> variable)
    {
        var byIdentity = new Dictionary<string, AsyncApiChannel>();
        foreach (DescribedLog log in logs)
        {
            string name = PlainName.Unused(log.Name, _logs.ContainsKey);
            _logs.Add(name, log);
            _brokers.TryAdd(log.Options.Broker.ToString(), log.Options.Broker);
            var channel = new AsyncApiChannel(log, variable);
            if (byIdentity.TryAdd(channel.Identity, channel))
                _channels.Add(PlainName.Unused(channel.Name, _channels.ContainsKey), channel);
            byIdentity[channel.Identity].Logs.Add((name, log));
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("asyncapi", Version);
        json.WriteStartObject("info");
        json.WriteString("title", "Zeek logs");
        json.WriteString("version", "1.0.0");
        json.WriteString("description", "Records of Zeek's logs as zeek-amqp sends them to RabbitMQ.");
        json.WriteEndObject();
        Dictionary<string, string[]> servers = WriteServers(json);
        WriteChannels(json, servers);
        json.WriteStartObject("components");
        WriteMessages(json);
        json.WriteStartObject("schemas");
        foreach ((string name, DescribedLog log) in _logs)
        {
            json.WritePropertyName(name);
            SchemaPrinter.CopySchema(json, log.Schema, withDraft: false);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Returns the names of each broker's servers: it has one for each host.
    private Dictionary<string, string[]> WriteServers(Utf8JsonWriter json)
    {
        var names = new Dictionary<string, string[]>();
        int number = 0;
        json.WriteStartObject("servers");
        foreach ((string text, BrokerOptions broker) in _brokers)
        {
            var own = new List<string>();
            foreach (BrokerAddress address in broker.Addresses)
            {
                string name = number++ == 0 ? "broker" : string.Create(CultureInfo.InvariantCulture, $"broker-{number}");
                own.Add(name);
                json.WriteStartObject(name);
                json.WriteString("host", address.ToString());
                json.WriteString("pathname", "/" + Uri.EscapeDataString(broker.VirtualHost));
                json.WriteString("protocol", broker.Tls is null ? "amqp" : "amqps");
                json.WriteString("protocolVersion", "0.9.1");
                json.WriteStartArray("security");
                json.WriteStartObject();
                json.WriteString("type", broker.Credentials.Mechanism == AuthMechanism.External ? "X509" : "userPassword");
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            names.Add(text, [.. own]);
        }

        json.WriteEndObject();
        return names;
    }

    private void WriteChannels(Utf8JsonWriter json, Dictionary<string, string[]> servers)
    {
        json.WriteStartObject("channels");
        foreach ((string name, AsyncApiChannel channel) in _channels)
        {
            json.WritePropertyName(name);
            channel.Write(json, servers[channel.Server]);
        }

        json.WriteEndObject();
        json.WriteStartObject("operations");
        foreach ((string name, AsyncApiChannel channel) in _channels)
        {
            json.WritePropertyName($"send.{name}");
            channel.WriteOperation(json, name);
        }

        json.WriteEndObject();
    }

    private void WriteMessages(Utf8JsonWriter json)
    {
        json.WriteStartObject("messages");
        foreach (AsyncApiChannel channel in _channels.Values)
        {
            foreach ((string name, DescribedLog log) in channel.Logs)
            {
                var message = new AsyncApiMessage(name, log, channel);
                json.WritePropertyName(name);
                message.Write(json);
                if (!log.Options.PublishesSchema)
                    continue;
                json.WritePropertyName($"{name}.schema");
                message.WriteSchemaMessage(json);
            }
        }

        json.WriteEndObject();
    }
}
