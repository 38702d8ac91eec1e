using System.Security.Cryptography;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Remembers what was shown last, so that what the broker delivers again after a loss is not shown again. One thread.</summary>
internal sealed class ShownMessages
{
    // More than the broker lets be on their way here, so all that may come again; and than the writers of a few logs publish again.
    private const int MaxRemembered = 4096;

    private readonly Queue<Key> _shown = new();
    private readonly Dictionary<Key, int> _beforeLoss = [];

    /// <summary>A message was shown, all of it.</summary>
    public void Add(QueueDelivery delivery)
    {
        if (_shown.Count == MaxRemembered)
            _shown.Dequeue();
        _shown.Enqueue(Key.Of(delivery));
    }

    /// <summary>A connection was lost: whatever was shown over it may come again.</summary>
    public void Lose()
    {
        _beforeLoss.Clear();
        foreach (Key key in _shown)
            _beforeLoss[key] = _beforeLoss.GetValueOrDefault(key) + 1;
    }

    /// <summary>Whether a message was shown before the loss. Says so once for each time that it was.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="isQueueNew">Whether its queue was made after the loss: then only its name shows that it was published again.</param>
    public bool TryTakeShown(QueueDelivery delivery, bool isQueueNew)
    {
        if (_beforeLoss.Count == 0 || !(delivery.IsRedelivered || (isQueueNew && !string.IsNullOrEmpty(delivery.MessageId))))
            return false;
        var key = Key.Of(delivery);
        if (!_beforeLoss.TryGetValue(key, out int times))
            return false;
        if (times == 1)
            _beforeLoss.Remove(key);
        else
            _beforeLoss[key] = times - 1;
        return true;
    }

    // The name alone would do for messages of this project; others may call all of theirs the same.
    private readonly record struct Key(string Id, UInt128 Body)
    {
        public static Key Of(QueueDelivery delivery)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(delivery.Body, hash);
            return new Key(delivery.MessageId ?? "", System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash));
        }
    }
}
