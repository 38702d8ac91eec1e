namespace ZeekAmqp.Cli.Tail;

/// <summary>Standard output takes no more. The message says why.</summary>
internal sealed class OutputException(IOException cause) : Exception(cause.Message, cause)
{
    // Linux's EPIPE.
    private const int BrokenPipe = 32;

    /// <summary>Whether it is a pipe whose reader has seen enough, as <c>head</c> does: no fault of anyone.</summary>
    public bool IsReaderGone { get; } = cause.HResult == BrokenPipe;
}
