using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Replay;

/// <summary>What is kept of a file.</summary>
/// <param name="Name">Its full name when it was met last; of a file that was rotated, the name that the log has.</param>
/// <param name="Identity">Which file it is; 0 and 0 if it is gone, and its inode another file's.</param>
/// <param name="Head">How its text begins.</param>
/// <param name="Offset">Up to where the broker has all records, in bytes of the text, after decompression.</param>
/// <param name="MetUnixMilliseconds">When it was met last.</param>
internal sealed record PositionEntry(string Name, FileIdentity Identity, FileHead Head, long Offset, long MetUnixMilliseconds);
