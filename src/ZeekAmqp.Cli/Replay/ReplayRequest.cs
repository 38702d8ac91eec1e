using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Replay;

/// <summary>What to send where.</summary>
/// <param name="Inputs">The logs, in this order.</param>
/// <param name="Options">Broker, target and format.</param>
/// <param name="Path">Path of logs that do not name theirs; null to go by the file's name.</param>
/// <param name="Patience">How long to wait, after all was read, for a broker that confirms nothing.</param>
internal sealed record ReplayRequest(IReadOnlyList<LogInput> Inputs, WriterOptions Options, string? Path, TimeSpan Patience)
{
    /// <summary>Which records are wanted by their time; null for all.</summary>
    public TimeSelection? Times { get; init; }

    /// <summary>Which records are wanted by what is in them; null for all.</summary>
    public RecordChoice? Choice { get; init; }

    /// <summary>How fast; null for as fast as it goes.</summary>
    public IPace? Pace { get; init; }

    /// <summary>What is followed, instead of the inputs; null if nothing is.</summary>
    public FollowRequest? Follow { get; init; }

    /// <summary>Where it is kept how far each file is sent; null for nowhere.</summary>
    public PositionFile? PositionFile { get; init; }

    /// <summary>Bytes of all inputs as they lie on the disk; null if one's size is not known.</summary>
    public long? SizeBytes => Follow is null && Inputs.All(input => input.SizeBytes is not null) ? Inputs.Sum(input => input.SizeBytes!.Value) : null;
}
