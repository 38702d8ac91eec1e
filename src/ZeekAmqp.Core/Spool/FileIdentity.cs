using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ZeekAmqp.Core.Spool;

/// <summary>Which file a path leads to, and of what kind it is; the file is not opened for that.</summary>
/// <param name="Major">Major number of its device.</param>
/// <param name="Minor">Minor number.</param>
/// <param name="Inode">Its number on that device.</param>
/// <param name="IsFile">Whether it is an ordinary file: not a folder, and not a pipe or a device, which who opens it may wait for.</param>
internal readonly record struct FileIdentity(uint Major, uint Minor, ulong Inode, bool IsFile)
{
    // Of statx(2), whose layout is the same on all machines: numbers of the call, sizes and places of struct statx.
    private const int FromWorkingFolder = -100;
    private const uint TypeAndInode = 0x101;
    private const int StructBytes = 256;
    private const int ModeAt = 28;
    private const int InodeAt = 32;
    private const int MajorAt = 136;
    private const int MinorAt = 140;
    private const ushort TypeMask = 0xF000;
    private const ushort OrdinaryFile = 0x8000;

    /// <summary>The file that a path leads to; null if there is none, or it cannot be looked at.</summary>
    public static FileIdentity? Of(string path)
    {
        byte[] status = new byte[StructBytes];
        if (Statx(FromWorkingFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeAndInode, status) < 0)
            return null;
        // Of the machine's own byte order; those that are supported are little endian.
        return new FileIdentity(
            BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(MajorAt)),
            BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(MinorAt)),
            BinaryPrimitives.ReadUInt64LittleEndian(status.AsSpan(InodeAt)),
            (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeAt)) & TypeMask) == OrdinaryFile);
    }

    // Only blittable arguments, as in DiskFiles.
    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
