using System.Runtime.InteropServices;

namespace ZeekAmqp.Native;

/// <summary>The process as the kernel numbers it.</summary>
internal static partial class ProcessIdentity
{
    /// <summary>The process id now, also in a child that was forked without an exec.</summary>
    public static int Current() => GetPid();

    [LibraryImport("libc", EntryPoint = "getpid")]
    [SuppressGCTransition]
    private static partial int GetPid();
}
