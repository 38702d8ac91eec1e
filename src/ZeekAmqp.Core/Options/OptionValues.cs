namespace ZeekAmqp.Core.Options;

/// <summary>The text of each option while a set of options is being parsed: its default until it is set.</summary>
internal sealed class OptionValues
{
    // Ways to say one thing: a filter that uses one of them means none of the global others.
    private static readonly string[][] Alternatives =
    [
        ["username", "username_file", "username_env"],
        ["password", "password_file", "password_env"],
    ];

    private static readonly Dictionary<string, string> Defaults = OptionTable.All.ToDictionary(option => option.Name, option => option.Default);

    private readonly Dictionary<string, string> _values = new(Defaults);
    private readonly Dictionary<string, OptionOrigin> _origins = [];

    /// <summary>An option's text.</summary>
    public string this[string name] => _values[name];

    /// <summary>Sets a known option; those of weaker origin have to come first.</summary>
    public void Set(RawOption option)
    {
        foreach (string[] group in Alternatives.Where(group => group.Contains(option.Name)))
        {
            foreach (string other in group.Where(other => OriginOf(other) < option.Origin))
                _values[other] = Defaults[other];
        }

        _values[option.Name] = option.Value;
        _origins[option.Name] = option.Origin;
    }

    /// <summary>Whether an option has another text than its default.</summary>
    public bool IsSet(string name) => _values[name] != Defaults[name];

    /// <summary>Where an option was set; global where it was not.</summary>
    public OptionOrigin OriginOf(string name) => _origins.GetValueOrDefault(name);
}
