namespace ZeekAmqp.Cli.Replay;

/// <summary>Messages of one writer that the broker must have before a position is true.</summary>
/// <param name="Messages">The writer's.</param>
/// <param name="Through">All up to this number.</param>
internal readonly record struct Required(ConfirmedMessages Messages, ulong Through)
{
    /// <summary>Whether the broker has them.</summary>
    public bool IsMet => Messages.Through >= Through;
}
