using System.Runtime.InteropServices;

namespace ZeekAmqp.Native;

/// <summary>Tells the process that first used the library from children that were forked from it without an exec. Thread-safe.</summary>
/// <remarks>
/// Every record asks, and asking the kernel for the process id costs as much as formatting a number. A page that the kernel clears in
/// a child (<c>MADV_WIPEONFORK</c>, madvise(2), Linux 4.14) answers with one read.
/// </remarks>
internal static unsafe partial class ProcessIdentity
{
    private const int ProtectReadWrite = 1 | 2;
    private const int MapPrivateAnonymous = 0x02 | 0x20;
    private const int WipeOnFork = 18;

    // Of whatever size: the kernel rounds up.
    private const nuint PageBytes = 1;

    // What the page holds where it was made.
    private const byte Mark = 1;

    private static int _first;
    private static nint _page;

    /// <summary>Whether this is the process of the first call; the first call makes it so.</summary>
    /// <remarks>Allocates nothing: a garbage collection in a forked child would wait for threads that are not there.</remarks>
    public static bool IsFirst
    {
        get
        {
            nint page = Volatile.Read(ref _page);
            return page != 0 ? *(byte*)page == Mark : IsFirstByNumber();
        }
    }

    // Where there is no such page (an older kernel), each call asks for the number.
    private static bool IsFirstByNumber()
    {
        int current = GetPid();
        int first = Interlocked.CompareExchange(ref _first, current, 0);
        if (first != 0)
            return first == current;
        MakePage();
        return true;
    }

    private static void MakePage()
    {
        void* page = Map(null, PageBytes, ProtectReadWrite, MapPrivateAnonymous, -1, 0);
        if ((nint)page == -1)
            return;
        if (Advise(page, PageBytes, WipeOnFork) != 0)
        {
            _ = Unmap(page, PageBytes);
            return;
        }

        *(byte*)page = Mark;
        Volatile.Write(ref _page, (nint)page);
    }

    [LibraryImport("libc", EntryPoint = "getpid")]
    [SuppressGCTransition]
    private static partial int GetPid();

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
