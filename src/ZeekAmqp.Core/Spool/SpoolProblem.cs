namespace ZeekAmqp.Core.Spool;

/// <summary>What is not as it should be in a spool.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Offset">Where in the file, in bytes; null where that says nothing.</param>
/// <param name="Text">What, and what to do, in words for a person.</param>
public readonly record struct SpoolProblem(string Path, long? Offset, string Text)
{
    /// <summary>Whether it is only told of: no record is lost by it, and none is kept from being sent.</summary>
    public bool IsNote { get; init; }

    /// <summary>How many log records are lost by it, as far as is known.</summary>
    public long Lost { get; init; }

    /// <summary>All of it, in one line.</summary>
    public override string ToString() => Offset is { } offset ? $"{Path}: at byte {offset}: {Text}" : $"{Path}: {Text}";

    /// <summary>A file or folder that the disk does not give.</summary>
    internal static SpoolProblem Of(string path, Exception exception) => new(path, null, SpoolException.WhyNotRead(exception));
}
