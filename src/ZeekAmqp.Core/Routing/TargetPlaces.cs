using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Routing;

/// <summary>Fills in what of a target has one value as long as a writer lives, once, when it opens.</summary>
/// <param name="schema">The log, and where it is written.</param>
/// <param name="variable">Reads the environment.</param>
public sealed class TargetPlaces(LogSchema schema, Func<string, string?> variable)
{
    /// <summary>The target with every place filled in but those that each message has another value for.</summary>
    /// <exception cref="OptionException">A value is missing, or makes a name that AMQP has no room for; the message names the option.</exception>
    public PublishTarget Fill(PublishTarget target) => target with
    {
        Exchange = Name("exchange", target.Exchange),
        RoutingKey = Name("routing_key", target.RoutingKey, target.Partitions),
        QueueName = Name("queue_name", target.QueueName),
        Properties = target.Properties with
        {
            // These say what a message is, and do not decide where it goes: too long is cut.
            Type = Text("message_type", target.Properties.Type).ToString(),
            AppId = Text("app_id", target.Properties.AppId).ToString(),
            Headers = Headers(target.Properties.Headers),
        },
        Topology = target.Topology with { BindingKeys = BindingKeys(target.Topology) },
    };

    private string Name(string option, string text, int partitions = 1)
    {
        NameTemplate filled = Text(option, text);
        int bytes = filled.MinBytes(partitions);
        if (bytes > OptionText.MaxNameBytes)
            throw new OptionException($"option '{option}' has the value '{text}', which makes a name of {bytes} bytes for log '{schema.Path}'; allowed are {OptionText.MaxNameBytes}");
        foreach (NamePart part in filled.Parts.Where(part => part.Kind == Placeholders.Field))
            CheckColumn(option, text, part.Text);
        // Where none is meant, none is written; an empty variable is a mistake.
        if (text.Length > 0 && filled.Parts.Count == 0 && option != "routing_key")
            throw new OptionException($"option '{option}' has the value '{text}', which makes an empty name for log '{schema.Path}'");
        return filled.ToString();
    }

    private void CheckColumn(string option, string text, string name)
    {
        // Not known before the records themselves are read.
        if (schema.Fields.Length == 0)
            return;
        LogField? field = Array.Find(schema.Fields, field => field.Name == name);
        if (field is null)
        {
            string known = string.Join(", ", schema.Fields.Select(known => known.Name));
            throw new OptionException($"option '{option}' has the value '{text}', but log '{schema.Path}' has no field '{name}'; it has {known}");
        }

        if (field.Type.IsContainer())
            throw new OptionException($"option '{option}' has the value '{text}', but field '{name}' of log '{schema.Path}' is a set or a vector, which no name can hold; name another");
    }

    private NameTemplate Text(string option, string text) =>
        NameTemplate.Parse(text).TryFill(schema, variable, out NameTemplate filled) is { } fault
            ? throw new OptionException($"option '{option}' has the value '{text}', but {fault}")
            : filled;

    private string Headers(string text)
    {
        string filled = TableText.WithStrings(text, value => Text("headers", value).ToString());
        int bytes = Encoding.UTF8.GetByteCount(filled);
        return bytes <= TableText.MaxBytes
            ? filled
            : throw new OptionException($"option 'headers' has the value '{text}', which makes {bytes} bytes for log '{schema.Path}'; allowed are {TableText.MaxBytes}");
    }

    private string BindingKeys(TopologyOptions topology)
    {
        if (topology.BindingKeys.Length == 0)
            return "";
        string[] keys = [.. topology.BindingKeyList.Select(key => Name("binding_keys", key))];
        // Which one is not said: the comma may be in a variable that holds a secret.
        return keys.Any(key => key.Contains(','))
            ? throw new OptionException($"option 'binding_keys' has the value '{topology.BindingKeys}', which makes a key with a comma in it for log '{schema.Path}'; no key can have one")
            : string.Join(',', keys);
    }
}
