namespace ZeekAmqp.Core.Options;

/// <summary>Where records wait for the broker.</summary>
public enum BufferMode
{
    /// <summary>In memory; on disk when they wait long, when there are too many, and when the writer has to end.</summary>
    Memory,

    /// <summary>Each goes to disk before it is published.</summary>
    Disk,
}
