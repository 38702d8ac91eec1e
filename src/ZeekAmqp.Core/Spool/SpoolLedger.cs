namespace ZeekAmqp.Core.Spool;

/// <summary>
/// What a store holds, in memory: its segments, what has been read of them and what is settled. Thread-safe, and never waits for the disk.
/// </summary>
internal sealed class SpoolLedger
{
    private readonly Lock _lock = new();

    // By ordinal; none reaches into the next.
    private readonly List<SpoolSegment> _segments = [];
    private SpoolSegment? _lastConfirmed;
    private ReadPlace _marked;
    private long _nextOrdinal = 1;
    private long _nextUnread = 1;
    private long _records;
    private long _corrupt;
    private long _bytes;

    public long Records => Interlocked.Read(ref _records);

    public long Corrupt => Interlocked.Read(ref _corrupt);

    public long Bytes => Interlocked.Read(ref _bytes);

    public long NextOrdinal => Interlocked.Read(ref _nextOrdinal);

    /// <summary>The first ordinal of a segment that holds anything; those before it may be there, if they could not be deleted.</summary>
    public long FirstOrdinal
    {
        get
        {
            lock (_lock)
                return _segments.Find(segment => !segment.IsSettled)?.First ?? _nextOrdinal;
        }
    }

    public long NextUnread => Interlocked.Read(ref _nextUnread);

    public long Unread
    {
        get
        {
            lock (_lock)
                return Math.Max(0, _nextOrdinal - _nextUnread);
        }
    }

    /// <summary>The highest ordinal up to which all are settled.</summary>
    public long SettledThrough
    {
        get
        {
            lock (_lock)
            {
                foreach (SpoolSegment segment in _segments)
                {
                    if (!segment.IsSettled)
                        return segment.SettledBelow - 1;
                }

                return _nextOrdinal - 1;
            }
        }
    }

    /// <summary>Takes over what an earlier process left.</summary>
    /// <param name="segments">By ordinal.</param>
    /// <param name="settledThrough">Its checkpoint.</param>
    public void Adopt(IReadOnlyList<SpoolSegment> segments, long settledThrough)
    {
        lock (_lock)
        {
            foreach (SpoolSegment segment in segments)
            {
                segment.SettleThrough(settledThrough);
                _segments.Add(segment);
                _records += segment.Unsettled;
                _bytes += segment.Length;
                _nextOrdinal = Math.Max(_nextOrdinal, segment.End);
            }

            _nextOrdinal = Math.Max(_nextOrdinal, settledThrough + 1);
            _nextUnread = Math.Max(settledThrough + 1, segments.Count > 0 ? segments[0].First : 1);
        }
    }

    /// <summary>Records were appended to the last segment, or to one that becomes the last.</summary>
    public void Append(SpoolSegment segment, long records, long bytes)
    {
        lock (_lock)
        {
            if (_segments.Count == 0 || _segments[^1] != segment)
                _segments.Add(segment);
            segment.Extend(records, bytes);
            _nextOrdinal = segment.End;
            _records += records;
            _bytes += bytes;
        }
    }

    /// <summary>Settles a message's records: they are confirmed, or, within the store, lost. Unknown ones are ignored.</summary>
    public void Settle(long ordinal, int count)
    {
        lock (_lock)
        {
            if (_lastConfirmed is null || ordinal < _lastConfirmed.First || ordinal >= _lastConfirmed.End)
                _lastConfirmed = FindAt(ordinal);
            // A message is in one segment.
            if (_lastConfirmed is { } segment)
                _records -= segment.Settle(ordinal, count);
        }
    }

    /// <summary>The segment that the next unread record is in, if there is one.</summary>
    public SpoolSegment? NextToRead()
    {
        lock (_lock)
            return FindAt(_nextUnread) is { } segment && segment.End > _nextUnread ? segment : null;
    }

    /// <summary>Records with lower ordinals have been read.</summary>
    public void MarkReadBelow(long ordinal)
    {
        lock (_lock)
            _nextUnread = Math.Max(_nextUnread, ordinal);
    }

    /// <summary>The next records need not be read.</summary>
    public void MarkRead(long count)
    {
        lock (_lock)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _nextOrdinal - _nextUnread);
            _nextUnread += count;
            if (_nextUnread == _nextOrdinal && _segments.Count > 0)
                _marked = new ReadPlace(_segments[^1], _segments[^1].Length, _nextOrdinal);
        }
    }

    /// <summary>What is not settled is unread again.</summary>
    public void Rewind()
    {
        lock (_lock)
        {
            _nextUnread = Math.Min(_nextUnread, _segments.Find(segment => !segment.IsSettled)?.SettledBelow ?? _nextOrdinal);
            _marked = default;
        }
    }

    /// <summary>Whether a record is settled already: after a rewind, those that were confirmed out of order are.</summary>
    public bool IsSettled(long ordinal)
    {
        lock (_lock)
            return FindAt(ordinal)?.IsSettledAt(ordinal) == true;
    }

    /// <summary>Where reading may go on in a segment, if more of it was marked than has been read.</summary>
    public bool TryTakeMarked(SpoolSegment segment, out ReadPlace place)
    {
        lock (_lock)
        {
            place = _marked;
            if (place.Segment != segment)
                return false;
            _marked = default;
            return true;
        }
    }

    /// <summary>Ordinals from <paramref name="from"/> up to and without <paramref name="to"/> are not in their segment.</summary>
    /// <returns>How many of them are lost: those that were marked as read are not.</returns>
    public long Lose(SpoolSegment segment, long from, long to)
    {
        lock (_lock)
        {
            long first = Math.Max(from, _nextUnread);
            if (first >= to)
                return 0;
            long lost = 0;
            if (to == segment.End && !segment.IsEndSeen)
            {
                // Not one by one: the next segment may begin anywhere.
                long before = segment.Unsettled;
                segment.EndAt(first);
                lost = before - segment.Unsettled;
            }
            else
            {
                for (long ordinal = first; ordinal < to; ordinal++)
                    lost += segment.Settle(ordinal) ? 1 : 0;
            }

            _nextUnread = to;
            _records -= lost;
            _corrupt += lost;
            return lost;
        }
    }

    /// <summary>Records that are not in any segment are lost.</summary>
    public void AddLost(long count)
    {
        lock (_lock)
            _corrupt += count;
    }

    /// <summary>Settles the oldest segment's records. Null if there is no segment.</summary>
    public SpoolSegment? DropOldest(out long lost)
    {
        lock (_lock)
        {
            lost = 0;
            if (_segments.Count == 0)
                return null;
            SpoolSegment oldest = _segments[0];
            lost = oldest.Unsettled;
            oldest.SettleThrough(oldest.End - 1);
            _records -= lost;
            _nextUnread = Math.Max(_nextUnread, oldest.End);
            return oldest;
        }
    }

    /// <summary>The oldest segment, if all of it is settled.</summary>
    public SpoolSegment? OldestIfSettled()
    {
        lock (_lock)
            return _segments.Count > 0 && _segments[0].IsSettled ? _segments[0] : null;
    }

    /// <summary>Forgets the oldest segment.</summary>
    public void Remove(SpoolSegment oldest)
    {
        lock (_lock)
        {
            _segments.Remove(oldest);
            _bytes -= oldest.Length;
            if (_lastConfirmed == oldest)
                _lastConfirmed = null;
            if (_marked.Segment == oldest)
                _marked = default;
        }
    }

    // The segment that an ordinal is in, or, if it is in none, the next one; null behind the last.
    private SpoolSegment? FindAt(long ordinal)
    {
        int low = 0;
        int high = _segments.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_segments[middle].End <= ordinal)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _segments.Count ? _segments[low] : null;
    }
}
