using System.Diagnostics.CodeAnalysis;

namespace ZeekAmqp.Native;

/// <summary>Objects by numbers that C code holds. A number is never used twice, so a stale one is noticed. Thread-safe.</summary>
/// <remarks>Looked at once a record: readers take no lock, and find their entry in an array that is replaced when it grows.</remarks>
internal sealed class HandleTable<T>
    where T : class
{
    private readonly Lock _lock = new();
    private T?[] _entries = new T?[64];
    private ulong _last;

    // The lower bits are the place, the upper ones the place's generation.
    private const int PlaceBits = 24;
    private ulong[] _handles = new ulong[64];

    /// <summary>Adds an object; returns its handle, never 0.</summary>
    public ulong Add(T entry)
    {
        lock (_lock)
        {
            int place = Array.IndexOf(_entries, null);
            if (place < 0)
            {
                place = _entries.Length;
                T?[] entries = _entries;
                ulong[] handles = _handles;
                Array.Resize(ref handles, handles.Length * 2);
                Array.Resize(ref entries, entries.Length * 2);
                Volatile.Write(ref _handles, handles);
                Volatile.Write(ref _entries, entries);
            }

            ulong handle = (++_last << PlaceBits) | (uint)place;
            _entries[place] = entry;
            Volatile.Write(ref _handles[place], handle);
            return handle;
        }
    }

    /// <summary>Finds an object.</summary>
    public bool TryGet(ulong handle, [MaybeNullWhen(false)] out T entry)
    {
        T?[] entries = Volatile.Read(ref _entries);
        ulong[] handles = Volatile.Read(ref _handles);
        int place = (int)(handle & ((1u << PlaceBits) - 1));
        entry = place < entries.Length && place < handles.Length && Volatile.Read(ref handles[place]) == handle ? entries[place] : null;
        return entry is not null;
    }

    /// <summary>Takes an object out.</summary>
    public bool TryRemove(ulong handle, [MaybeNullWhen(false)] out T entry)
    {
        lock (_lock)
        {
            if (!TryGet(handle, out entry))
                return false;
            int place = (int)(handle & ((1u << PlaceBits) - 1));
            _handles[place] = 0;
            _entries[place] = null;
            return true;
        }
    }
}
