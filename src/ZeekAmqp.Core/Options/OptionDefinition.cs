namespace ZeekAmqp.Core.Options;

/// <summary>One option: its name, its default, and what may stand in it.</summary>
/// <param name="Name">Name in Zeek, without the prefix <c>LogAMQP::</c>; the command line's flag has dashes for the underscores.</param>
/// <param name="Default">Default, as text. The same as in <c>scripts/init_default.zeek</c>.</param>
/// <param name="Allowed">What is allowed, in words that complete "allowed is …".</param>
/// <param name="Description">One sentence for a person.</param>
/// <param name="Check">Whether a text is allowed.</param>
public sealed record OptionDefinition(string Name, string Default, string Allowed, string Description, Func<string, bool> Check)
{
    /// <summary>Whether the value must never be shown.</summary>
    public bool IsSecret { get; init; }
}
