namespace ZeekAmqp.Core.Options;

/// <summary>What of a writer's options may become another value while it is open, see <see cref="OptionDefinition.IsChangeable"/>.</summary>
public static class OptionChange
{
    private static readonly Dictionary<string, OptionDefinition> Definitions = OptionTable.All.ToDictionary(option => option.Name);

    /// <summary>Makes the options of an open writer: new global ones, and the writer's own, which win as they did before.</summary>
    /// <param name="before">All of the writer's, of either origin.</param>
    /// <param name="globals">The new global ones.</param>
    /// <returns>Them, checked one by one; whether they go together is the parser's to say.</returns>
    /// <exception cref="OptionException">One has another value that an open writer cannot take; the message names it.</exception>
    public static RawOption[] Apply(IReadOnlyList<RawOption> before, IReadOnlyList<RawOption> globals)
    {
        RawOption[] after = [.. globals.Where(option => option.Origin == OptionOrigin.Global), .. before.Where(option => option.Origin == OptionOrigin.Filter)];
        OptionValues old = OptionParser.Values(before);
        OptionValues now = OptionParser.Values(after);
        foreach (OptionDefinition option in OptionTable.All.Where(option => !option.IsChangeable && !option.IsOfScripts))
        {
            if (old[option.Name] != now[option.Name])
                throw Fixed(option.Name, old[option.Name], now[option.Name]);
        }

        return after;
    }

    /// <summary>Checks the value of one option by itself.</summary>
    /// <exception cref="OptionException">It is unknown, or its value is not allowed; the message names both.</exception>
    public static void Check(RawOption option) => OptionParser.Check(option);

    /// <summary>Names of the settings that say how the broker is reached and are a writer's own; the others follow the global ones.</summary>
    internal static string OwnOf(IEnumerable<RawOption> options) => string.Join(
        ' ',
        options
            .Where(option => option.Origin == OptionOrigin.Filter && Definitions.GetValueOrDefault(option.Name) is { IsOfConnection: true })
            .Select(option => option.Name)
            .Distinct()
            .Order(StringComparer.Ordinal));

    private static OptionException Fixed(string name, string before, string after)
    {
        string changeable = string.Join(", ", OptionTable.All.Where(option => option.IsChangeable).Select(option => option.Name));
        return new OptionException(
            $"option '{name}' has the value '{before}' and cannot become '{after}' while its log is open; a new process takes it. Those that can be changed are {changeable}");
    }
}
