using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Completion;

/// <summary>The values of an option that has but a few.</summary>
internal static class ValueChoices
{
    /// <summary>Those of the words that say what is allowed that are allowed themselves; none where these only describe it, or several parts.</summary>
    public static string[] Of(OptionDefinition option) => option.Fault is not null ? [] :
    [
        .. option.Allowed.Split([", ", " or "], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !word.Contains(' ', StringComparison.Ordinal) && word != "nothing" && option.Check(word)),
    ];
}
