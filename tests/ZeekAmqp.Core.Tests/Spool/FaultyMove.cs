namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>The move of a folder from one into another: after a crash both agree whether it was.</summary>
internal sealed class FaultyMove
{
    private Random? _decidedBy;
    private bool _isDone;

    /// <summary>Whether one of the folders has been synced since.</summary>
    public bool IsDurable { get; set; }

    /// <summary>Whether a crash leaves it done; the same for each question of one crash.</summary>
    public bool IsDone(Random crash)
    {
        if (_decidedBy != crash)
            (_decidedBy, _isDone) = (crash, crash.Next(2) == 0);
        return IsDurable || _isDone;
    }
}
