using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Options;

/// <summary>Turns named texts into <see cref="WriterOptions"/>, by <see cref="OptionTable"/>.</summary>
public static class OptionParser
{
    private static readonly Dictionary<string, OptionDefinition> Definitions = OptionTable.All.ToDictionary(option => option.Name);

    private static readonly string[] SecretParts = ["pas", "pwd", "secret", "token", "cred", "key_file", "phrase"];

    /// <summary>
    /// Parses options; what is not set has its default, and a filter's value wins over a global one wherever it stands in the list.
    /// </summary>
    /// <exception cref="OptionException">An option is unknown or its value not allowed; the message names both.</exception>
    public static WriterOptions Parse(IEnumerable<RawOption> options)
    {
        Dictionary<string, string> values = OptionTable.All.ToDictionary(option => option.Name, option => option.Default);
        // Stable, so that of two settings at the same place the later one wins.
        foreach (RawOption option in options.OrderBy(option => option.Origin))
        {
            Check(option);
            values[option.Name] = option.Value;
        }

        return new WriterOptions(
            new BrokerOptions
            {
                Host = values["hostname"],
                Port = (int)OptionText.Count(values["amqp_port"])!.Value,
                VirtualHost = values["vhost"],
                Username = values["username"],
                Password = values["password"],
                MaxQueueBytes = OptionText.Count(values["max_queue_bytes"])!.Value,
            },
            new PublishTarget(values["exchange"], values["routing_key"], values["queue_name"]),
            new RecordFormat(
                OptionText.Timestamps(values["json_timestamps"])!.Value,
                OptionText.Bool(values["include_unset_fields"])!.Value),
            OptionText.Interval(values["max_wait_on_shutdown"])!.Value);
    }

    private static void Check(RawOption option)
    {
        if (!Definitions.TryGetValue(option.Name, out OptionDefinition? definition))
        {
            string shown = MayBeSecret(option.Name) ? "(hidden)" : $"'{option.Value}'";
            string known = string.Join(", ", OptionTable.All.Select(known => known.Name));
            throw new OptionException($"unknown option '{option.Name}' with the value {shown}{At(option)}; known are {known}");
        }

        if (!definition.Check(option.Value))
        {
            string value = definition.IsSecret ? "(hidden)" : $"'{option.Value}'";
            throw new OptionException($"option '{option.Name}'{At(option)} has the value {value}; allowed is {definition.Allowed}");
        }
    }

    /// <summary>Whether an unknown name looks like that of a secret, misspelt.</summary>
    private static bool MayBeSecret(string name) =>
        SecretParts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string At(RawOption option) => option.Origin == OptionOrigin.Filter ? " in the filter's $config" : "";
}
