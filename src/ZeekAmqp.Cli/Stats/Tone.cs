namespace ZeekAmqp.Cli.Stats;

/// <summary>How a text stands out, where there are colours.</summary>
internal enum Tone
{
    /// <summary>It does not.</summary>
    Plain,

    /// <summary>Heads.</summary>
    Head,

    /// <summary>Of less weight.</summary>
    Faint,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Something is lost, or stands still.</summary>
    Bad,
}
