namespace ZeekAmqp.Core.Options;

/// <summary>What is done about exchange, queue and bindings before the first message.</summary>
public enum Declaration
{
    /// <summary>What is missing is declared; what exists is used as it is.</summary>
    Missing,

    /// <summary>Exchange and queue have to exist; bindings are nobody's business here.</summary>
    Passive,

    /// <summary>Nothing.</summary>
    None,
}
