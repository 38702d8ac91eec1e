namespace ZeekAmqp.Core.Spool;

/// <summary>Work for a <see cref="SpoolThread"/>.</summary>
internal abstract class SpoolWork
{
    /// <summary>Does it. Throws nothing.</summary>
    public abstract void Run();

    /// <summary>It will not be done.</summary>
    public abstract void Refuse();
}

/// <summary>Work that has a result.</summary>
internal sealed class SpoolWork<T>(Func<T> work) : SpoolWork
{
    // Who waits for the result must not go on on the disk's thread.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _result.Task;

    public override void Run()
    {
        try
        {
            _result.TrySetResult(work());
        }
        catch (Exception exception)
        {
            _result.TrySetException(exception);
        }
    }

    public override void Refuse() => _result.TrySetException(new ObjectDisposedException(nameof(SpoolThread)));
}
