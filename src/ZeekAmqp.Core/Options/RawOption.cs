namespace ZeekAmqp.Core.Options;

/// <summary>Where an option was set; later ones win over earlier ones.</summary>
public enum OptionOrigin : byte
{
    /// <summary><c>redef LogAMQP::name = value</c>, or the tool's environment.</summary>
    Global = 0,

    /// <summary>A filter's <c>$config</c> table, or a flag of the tool.</summary>
    Filter = 1,
}

/// <summary>An option as text, the way it crosses from Zeek or from the command line.</summary>
/// <param name="Name">Its name without the prefix <c>LogAMQP::</c>.</param>
/// <param name="Value">Its value as text.</param>
/// <param name="Origin">Where it was set.</param>
public readonly record struct RawOption(string Name, string Value, OptionOrigin Origin = OptionOrigin.Global);
