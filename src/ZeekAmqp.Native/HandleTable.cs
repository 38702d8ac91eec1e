using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ZeekAmqp.Native;

/// <summary>Objects by numbers that C code holds. A number is never used twice, so a stale one is noticed. Thread-safe.</summary>
/// <remarks>Looked at once a record: reading takes no lock and allocates nothing.</remarks>
internal sealed class HandleTable<T>
    where T : class
{
    private readonly ConcurrentDictionary<ulong, T> _entries = new();
    private ulong _last;

    /// <summary>Adds an object; returns its handle, never 0.</summary>
    public ulong Add(T entry)
    {
        ulong handle = Interlocked.Increment(ref _last);
        _entries[handle] = entry;
        return handle;
    }

    /// <summary>Finds an object.</summary>
    public bool TryGet(ulong handle, [MaybeNullWhen(false)] out T entry) => _entries.TryGetValue(handle, out entry);

    /// <summary>Takes an object out.</summary>
    public bool TryRemove(ulong handle, [MaybeNullWhen(false)] out T entry) => _entries.TryRemove(handle, out entry);
}
