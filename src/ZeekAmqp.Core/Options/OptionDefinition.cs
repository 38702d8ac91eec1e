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

    /// <summary>Whether the value is the path of a file.</summary>
    public bool IsFile { get; init; }

    /// <summary>Whether a writer that is open takes a new value, see <see cref="OptionChange"/>. In Zeek it is an <c>option</c> then, and a constant otherwise.</summary>
    public bool IsChangeable { get; init; }

    /// <summary>Whether it says how the broker is reached: with a new value, connections are made anew.</summary>
    public bool IsOfConnection { get; init; }

    /// <summary>Says which part of a value is not allowed, or null; for values of several parts.</summary>
    public Func<string, string?>? Fault { get; init; }

    /// <summary>Whether it is about records that cannot be delivered at once, and would be lost if nobody kept them.</summary>
    public bool IsOfWaiting { get; init; }

    /// <summary>Whether it is for the scripts that choose logs: Zeek has it for all logs, no writer does anything with it, and a filter cannot have it.</summary>
    public bool IsOfScripts { get; init; }
}
