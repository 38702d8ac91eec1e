namespace ZeekAmqp.Core.Spool;

/// <summary>One process's folder in a spool.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Lanes">The folders of its writers, as full paths.</param>
public sealed record SpoolProcess(string Folder, IReadOnlyList<string> Lanes)
{
    /// <summary>The broker that its messages are for, by the folder that it is in; null if that says nothing.</summary>
    public SpoolBroker? Broker => SpoolBroker.TryRead(Path.GetFileName(Path.GetDirectoryName(Folder)) ?? "");

    /// <summary>The file whose lock tells that a process uses the folder.</summary>
    public string LockFile => Path.Combine(Folder, FolderLock.Name);
}
