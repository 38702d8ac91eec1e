namespace ZeekAmqp.Core.Pipeline;

/// <summary>Whether a folder was taken by <see cref="SpoolDrain.TakeAsync"/>.</summary>
public enum DrainOutcome
{
    /// <summary>What is in it is being sent.</summary>
    Taken,

    /// <summary>There is nothing in it that can be sent. If it was empty, it is gone.</summary>
    Nothing,

    /// <summary>It cannot be locked: a process holds it, or it is another user's.</summary>
    Refused,
}
