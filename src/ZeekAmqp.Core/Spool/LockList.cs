using System.Globalization;

namespace ZeekAmqp.Core.Spool;

/// <summary>
/// Which files are locked, as the kernel lists it: no file is opened or locked to find out, since whoever comes at that moment to lock it
/// would be refused. Immutable.
/// </summary>
public sealed class LockList
{
    private const string KernelList = "/proc/locks";

    private readonly List<(uint Major, uint Minor, ulong Inode, int Process)> _locks = [];

    private LockList()
    {
    }

    /// <summary>Whether there is a list; without one nothing is known.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>Reads the list as it is now. Locks of processes that this one cannot see, in another container, are not in it.</summary>
    public static LockList Read()
    {
        try
        {
            return Parse(File.ReadAllText(KernelList));
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            return new LockList();
        }
    }

    /// <summary>Reads such a list.</summary>
    internal static LockList Parse(string text)
    {
        var list = new LockList { IsKnown = true };
        foreach (string line in text.Split('\n'))
        {
            // 1: FLOCK  ADVISORY  WRITE 4711 fe:00:131090 0 EOF; one that is waited for has an arrow before its kind.
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 6 || words[1] != "FLOCK" || words[3] != "WRITE" || words[5].Split(':') is not [var major, var minor, var inode])
                continue;
            if (uint.TryParse(major, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint majorNumber)
                && uint.TryParse(minor, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint minorNumber)
                && ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out ulong inodeNumber)
                && int.TryParse(words[4], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int process))
            {
                list._locks.Add((majorNumber, minorNumber, inodeNumber, process));
            }
        }

        return list;
    }

    /// <summary>The process that holds a file's lock; null if none does.</summary>
    public int? HolderOf(string path) => FileIdentity.Of(path) is { } file ? HolderOf(file) : null;

    /// <summary>The same of a file that is known.</summary>
    internal int? HolderOf(FileIdentity file)
    {
        foreach ((uint major, uint minor, ulong inode, int process) in _locks)
        {
            // File systems without a device of their own (btrfs, overlayfs) show other numbers for it here than there.
            bool isSameDevice = (major == file.Major && minor == file.Minor) || (major == 0 && file.Major == 0);
            if (inode == file.Inode && isSameDevice)
                return process;
        }

        return null;
    }
}
