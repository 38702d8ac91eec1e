namespace ZeekAmqp.Core.Pipeline;

/// <summary>What became of a record that was handed over.</summary>
public enum SubmitOutcome
{
    /// <summary>It will be delivered, or counted.</summary>
    Accepted,

    /// <summary>It was not taken, and has been counted as lost.</summary>
    Dropped,

    /// <summary>There is no room yet; it was neither taken nor counted. Only where overflow is to block.</summary>
    NoRoomYet,
}
