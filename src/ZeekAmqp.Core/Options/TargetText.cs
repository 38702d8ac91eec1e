using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Options;

/// <summary>Reads the texts of options about where messages go and what they are marked with.</summary>
internal static class TargetText
{
    // RabbitMQ's longest time, in milliseconds (rabbit_misc, MAX_EXPIRY_TIMER).
    private const double MaxExpiration = 4294967295;

    // The header of messages of several records that says how many.
    private const string RecordsHeader = "records";

    /// <summary>What is allowed where a name is made of values.</summary>
    public static string Allowed(Placeholders places) =>
        $"text of at most {OptionText.MaxNameBytes} bytes, in which {string.Join(", ", Shown(places))} stand for values and {{{{ and }}}} for braces";

    /// <summary>What is wrong with a template, or null.</summary>
    public static string? Fault(string text, Placeholders allowed)
    {
        if (NameTemplate.TryParse(text, allowed, out NameTemplate? template) is { } fault)
            return fault;
        return template!.MinBytes() is > OptionText.MaxNameBytes and var bytes ? $"it makes names of at least {bytes} bytes" : null;
    }

    /// <summary>What is wrong with a list of templates, or null.</summary>
    public static string? ListFault(string text, Placeholders allowed) => text.Length > TableText.MaxBytes
        ? $"it has more than {TableText.MaxBytes} bytes"
        : text.Split(',', StringSplitOptions.TrimEntries).Select(item => Fault(item, allowed)).FirstOrDefault(fault => fault is not null);

    /// <summary>What is wrong with the headers of messages, or null.</summary>
    public static string? HeadersFault(string text) =>
        TableText.Fault(text, value => NameTemplate.TryParse(value, Placeholders.Fixed, out _), RecordsHeader);

    /// <summary>A message's priority.</summary>
    public static byte? Priority(string text) => OptionText.Count(text) is >= 0 and <= byte.MaxValue and { } priority ? (byte)priority : null;

    /// <summary>How long a message stays in a queue, in whole milliseconds, as AMQP has it; zero for as long as it takes.</summary>
    public static TimeSpan? Expiration(string text) => OptionText.Interval(text)?.TotalMilliseconds is { } time and (0 or (>= 1 and <= MaxExpiration))
        ? TimeSpan.FromMilliseconds((long)time)
        : null;

    /// <summary>Whether a text can be the type of an exchange, or none.</summary>
    public static bool IsExchangeType(string text) =>
        text is "" or "direct" or "fanout" or "topic" or "headers" || (text.StartsWith("x-", StringComparison.Ordinal) && OptionText.IsName(text));

    /// <summary>What is declared.</summary>
    public static Declaration? Declares(string text) => text == "passive" ? Declaration.Passive : OptionText.Bool(text) switch
    {
        true => Declaration.Missing,
        false => Declaration.None,
        null => null,
    };

    private static IEnumerable<string> Shown(Placeholders places)
    {
        if (places.HasFlag(Placeholders.Path))
            yield return "{path}";
        if (places.HasFlag(Placeholders.Node))
            yield return "{node}";
        if (places.HasFlag(Placeholders.Variable))
            yield return "{env:NAME}";
        if (places.HasFlag(Placeholders.Partition))
            yield return "{partition}";
        if (places.HasFlag(Placeholders.Field))
            yield return "{field:NAME}";
    }
}
