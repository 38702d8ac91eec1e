using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>What a file is whatever it is called: it stays the same when the file is renamed.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file in it. A file that is made after another was deleted may get the same.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    // statx(2): the same layout on each architecture.
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;
    private const uint TypeAndInode = 0x101;
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;

    /// <summary>The file that was opened; null for what is none on a disk: a pipe, a terminal.</summary>
    public static FileIdentity? Of(SafeFileHandle file) => Read((int)file.DangerousGetHandle(), "", EmptyPath, mustBeFile: true);

    /// <summary>The file or folder that has the name now; null if there is none. Links are followed.</summary>
    public static FileIdentity? Of(string name) => Read(CurrentFolder, name, 0, mustBeFile: false);

    /// <summary>The regular file that has the name now; null if there is none.</summary>
    public static FileIdentity? OfFile(string name) => Read(CurrentFolder, name, 0, mustBeFile: true);

    private static FileIdentity? Read(int folder, string name, int flags, bool mustBeFile)
    {
        var found = new byte[StatxBytes];
        if (Statx(folder, Encoding.UTF8.GetBytes(name + '\0'), flags, TypeAndInode, found) != 0)
            return null;
        if (mustBeFile && (BinaryPrimitives.ReadUInt16LittleEndian(found.AsSpan(ModeOffset)) & TypeMask) != RegularFile)
            return null;
        return new FileIdentity(
            BinaryPrimitives.ReadUInt64LittleEndian(found.AsSpan(DeviceOffset)), BinaryPrimitives.ReadUInt64LittleEndian(found.AsSpan(InodeOffset)));
    }

    // Only blittable arguments: nothing to marshal.
    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] name, int flags, uint mask, byte[] found);
}
