namespace ZeekAmqp.Core.Spool;

/// <summary>Where a folder is, for all that work in it: a process's folder moves when its broker gets another address. Thread-safe.</summary>
internal sealed class FolderPath
{
    private readonly FolderPath? _parent;
    private volatile string _text;

    /// <param name="path">Its path.</param>
    public FolderPath(string path) => _text = path;

    /// <param name="parent">The folder that it is in, and moves with.</param>
    /// <param name="name">Its name there.</param>
    public FolderPath(FolderPath parent, string name)
    {
        _parent = parent;
        _text = name;
    }

    /// <summary>Where it is now.</summary>
    public string Text => _parent is null ? _text : Path.Combine(_parent.Text, _text);

    /// <summary>It has been moved. Not for one that is in another.</summary>
    public void MoveTo(string path) => _text = path;

    /// <summary>Where a file in it is now.</summary>
    public string Of(string name) => Path.Combine(Text, name);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
