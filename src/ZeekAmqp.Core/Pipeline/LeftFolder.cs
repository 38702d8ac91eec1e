using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>A folder that an ended process left: let go of when all that was found in it is. The spool's thread only.</summary>
/// <param name="folder">The folder, held by this process.</param>
/// <param name="stores">How many writers' records are in it.</param>
/// <param name="records">How many records.</param>
internal sealed class LeftFolder(SpoolFolder folder, int stores, long records)
{
    private int _open = stores;

    /// <summary>Where it is.</summary>
    public string Path => folder.Path;

    /// <summary>How many records were in it.</summary>
    public long Records => records;

    /// <summary>Whether all that was closed is delivered.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>One writer's records are dealt with; with the last of them the folder is let go of, and removed if it is empty.</summary>
    /// <returns>How many are still open.</returns>
    public int Close(bool isEmpty)
    {
        IsEmpty &= isEmpty;
        if (--_open == 0)
            folder.Dispose();
        return _open;
    }
}
