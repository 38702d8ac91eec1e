namespace ZeekAmqp.Core.Options;

/// <summary>Turns named texts into <see cref="WriterOptions"/>, by <see cref="OptionTable"/>.</summary>
public static class OptionParser
{
    private static readonly Dictionary<string, OptionDefinition> Definitions = OptionTable.All.ToDictionary(option => option.Name);

    // "password" with any one letter wrong, missing, added or swapped still has its beginning or its end.
    private static readonly string[] SecretParts = ["pas", "word", "pwd", "secret", "token", "cred", "key_file", "phrase"];

    private const int MaxShown = 300;

    /// <summary>
    /// Parses options; what is not set has its default, and a filter's value wins over a global one wherever it stands in the list:
    /// also over those that say the same in another way, a filter's <c>password</c> over a global <c>password_file</c>.
    /// </summary>
    /// <exception cref="OptionException">An option is unknown or its value not allowed; the message names both.</exception>
    public static WriterOptions Parse(IEnumerable<RawOption> options)
    {
        RawOption[] all = [.. options];
        OptionValues values = Values(all);
        BufferMode buffer = OptionText.Buffer(values["buffer"])!.Value;
        if (buffer == BufferMode.Disk && values["spool_dir"].Length == 0)
            throw new OptionException("option 'buffer' has the value 'disk', which needs a folder, but 'spool_dir' is empty; set one of them otherwise");

        PublishTarget target = TargetParser.Target(values);
        return new WriterOptions(
            new BrokerOptions
            {
                Host = HostList.Normalize(values["hostname"]),
                Port = (int)OptionText.Count(values["amqp_port"])!.Value,
                Connections = (int)OptionText.Count(values["connections"])!.Value,
                VirtualHost = values["vhost"],
                Credentials = ConnectionParser.Credentials(values),
                Tls = ConnectionParser.Tls(values),
                MaxQueueBytes = OptionText.Count(values["max_queue_bytes"])!.Value,
                SpoolDirectory = values["spool_dir"],
                MaxSpoolBytes = OptionText.Count(values["max_spool_bytes"])!.Value,
                SpoolSyncInterval = OptionText.Interval(values["spool_sync_interval"])!.Value,
                OwnSettings = OptionChange.OwnOf(all),
            },
            target,
            FormatParser.Format(values),
            new BatchOptions(
                (int)OptionText.Count(values["batch_max_records"])!.Value,
                (int)OptionText.Count(values["batch_max_bytes"])!.Value,
                OptionText.Interval(values["batch_max_delay"])!.Value,
                OptionText.Compression(values["compression"])!.Value),
            new DeliveryOptions(
                buffer,
                OptionText.Overflow(values["overflow"])!.Value,
                OptionText.Unroutable(values["unroutable"])!.Value,
                OptionText.Interval(values["max_wait_on_shutdown"])!.Value))
        {
            LogPath = values["log_path"],
            PublishesSchema = TargetParser.PublishesSchema(values, target),
            Texts = all,
        };
    }

    /// <summary>The text of each option, each checked by itself.</summary>
    /// <exception cref="OptionException">An option is unknown or its value not allowed; the message names both.</exception>
    internal static OptionValues Values(IEnumerable<RawOption> options)
    {
        var values = new OptionValues();
        // Stable, so that of two settings at the same place the later one wins.
        foreach (RawOption option in options.OrderBy(option => option.Origin))
        {
            Check(option);
            values.Set(option);
        }

        return values;
    }

    /// <summary>Checks one option by itself.</summary>
    /// <exception cref="OptionException">It is unknown, or its value is not allowed; the message names both.</exception>
    internal static void Check(RawOption option)
    {
        if (!Definitions.TryGetValue(option.Name, out OptionDefinition? definition))
        {
            string shown = Shown(option.Value, MayBeSecret(option.Name));
            string known = string.Join(", ", OptionTable.All.Select(known => known.Name));
            throw new OptionException($"unknown option '{option.Name}' with the value {shown}{At(option)}; known are {known}");
        }

        if (definition.IsOfScripts && option.Origin == OptionOrigin.Filter)
            throw new OptionException($"option '{option.Name}'{At(option)} is one for all logs; set it by redef LogAMQP::{option.Name} instead");

        if (!definition.Check(option.Value))
        {
            string value = Shown(option.Value, definition.IsSecret);
            string fault = WithoutLogin(option.Value) == option.Value && definition.Fault?.Invoke(option.Value) is { } found ? $" ({found})" : "";
            throw new OptionException($"option '{option.Name}'{At(option)} has the value {value}; allowed is {definition.Allowed}{fault}");
        }
    }

    /// <summary>Whether an unknown name looks like that of a secret, misspelt.</summary>
    private static bool MayBeSecret(string name) =>
        SecretParts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string Shown(string value, bool isSecret) => isSecret ? "(hidden)" : $"'{Excerpt(WithoutLogin(value))}'";

    // What is wrong stands behind the value, and has to fit into a line, too.
    private static string Excerpt(string value) => value.Length <= MaxShown ? value : $"{value.AsSpan(0, MaxShown)}…";

    // Who puts a URI where a host belongs, amqp://user:password@host, should not find the password in a log.
    private static string WithoutLogin(string value)
    {
        int at = value.LastIndexOf('@');
        return at > 0 && value.AsSpan(0, at).Contains(':') ? "(hidden)" + value[at..] : value;
    }

    private static string At(RawOption option) => option.Origin == OptionOrigin.Filter ? " in the filter's $config" : "";
}
