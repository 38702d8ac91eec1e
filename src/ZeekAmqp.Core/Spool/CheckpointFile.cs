using System.Buffers.Binary;

namespace ZeekAmqp.Core.Spool;

/// <summary>
/// How far a store's records are settled, on disk: two slots written in turn, so that one that was torn leaves the other. One thread at a time.
/// </summary>
/// <remarks>It may be behind, which costs duplicates; it must never be ahead, which would cost records.</remarks>
internal sealed class CheckpointFile(ISpoolFiles files, FolderPath folder) : IDisposable
{
    public const string Name = "checkpoint";
    public const int SlotBytes = 24;

    // The largest sector of today's disks: a torn write reaches one slot only.
    public const int SlotDistance = 4096;

    // "ZACP" in little endian.
    private const uint Magic = 0x5043415A;

    private readonly byte[] _slot = new byte[SlotBytes];
    private ISpoolFile? _file;
    private ulong _generation;
    private bool _isFolderSynced;
    private bool _isSynced;

    /// <summary>What the file says: 0 if nothing.</summary>
    public long SettledThrough { get; private set; }

    private string FilePath => folder.Of(Name);

    /// <summary>Reads it; a missing or damaged one says nothing.</summary>
    /// <returns>Whether it says something.</returns>
    public bool TryLoad()
    {
        try
        {
            using ISpoolFile file = files.Open(FilePath, forWriting: false);
            for (int slot = 0; slot < 2; slot++)
                TryLoadSlot(file, slot * SlotDistance);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // As if it were missing: some messages will be sent twice.
        }

        return _generation > 0;
    }

    /// <summary>Writes it, without waiting for the disk.</summary>
    public void Write(long settledThrough)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_slot, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(_slot.AsSpan(8), _generation + 1);
        BinaryPrimitives.WriteInt64LittleEndian(_slot.AsSpan(16), settledThrough);
        BinaryPrimitives.WriteUInt32LittleEndian(_slot.AsSpan(4), Crc32C.Of(_slot.AsSpan(8)));
        try
        {
            _isSynced = false;
            _file ??= Open();
            _file.Write((long)((_generation + 1) % 2) * SlotDistance, _slot);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("write the spool's checkpoint", FilePath, exception);
        }

        _generation++;
        SettledThrough = settledThrough;
    }

    /// <summary>Waits until it is on the disk.</summary>
    public void Sync()
    {
        if (_generation == 0 || _isSynced)
            return;
        try
        {
            _file ??= Open();
            _file.Sync();
            if (!_isFolderSynced)
                files.SyncFolder(folder.Text);
            _isFolderSynced = true;
            _isSynced = true;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("write to disk (fsync) the spool's checkpoint", FilePath, exception);
        }
    }

    /// <summary>Deletes it, which needs no space: the records of the oldest segment count as not settled.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool TryDelete()
    {
        try
        {
            Dispose();
            files.Delete(FilePath);
            _isFolderSynced = false;
            _generation = 0;
            SettledThrough = 0;
            return true;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            return false;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    // A damaged file is emptied: its slots say nothing anyway.
    private ISpoolFile Open() => _generation > 0 ? files.Open(FilePath, forWriting: true) : files.Create(FilePath);

    private void TryLoadSlot(ISpoolFile file, long offset)
    {
        for (int read = 0; read < SlotBytes;)
        {
            int more = file.Read(offset + read, _slot.AsSpan(read));
            if (more == 0)
                return;
            read += more;
        }

        ulong generation = BinaryPrimitives.ReadUInt64LittleEndian(_slot.AsSpan(8));
        long settledThrough = BinaryPrimitives.ReadInt64LittleEndian(_slot.AsSpan(16));
        if (BinaryPrimitives.ReadUInt32LittleEndian(_slot) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(_slot.AsSpan(4)) != Crc32C.Of(_slot.AsSpan(8))
            || generation <= _generation
            || settledThrough is < 0 or > SegmentFormat.MaxOrdinal)
        {
            return;
        }

        _generation = generation;
        SettledThrough = settledThrough;
    }
}
