using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Native;

/// <summary>What a handle stands for: a writer, and how its records are read.</summary>
internal sealed class OpenWriter(LogWriter writer)
{
    /// <summary>The writer.</summary>
    public LogWriter Writer { get; } = writer;

    /// <summary>Reads this writer's records.</summary>
    public RecordReader Reader { get; } = new(writer.Json);
}
