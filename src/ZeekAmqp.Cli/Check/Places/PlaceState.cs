namespace ZeekAmqp.Cli.Check.Places;

/// <summary>What there is of an exchange or a queue.</summary>
internal enum PlaceState
{
    /// <summary>None is named, or each record names one.</summary>
    None,

    /// <summary>It is there.</summary>
    Exists,

    /// <summary>It is not, and is made before the first record.</summary>
    WouldBeDeclared,

    /// <summary>It is not, and nobody makes it; or the broker did not say.</summary>
    Missing,
}
