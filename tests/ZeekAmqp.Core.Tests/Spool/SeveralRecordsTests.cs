using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>Messages that hold several log records: all counts are of records.</summary>
public sealed class SeveralRecordsTests
{
    private readonly SpoolScene _scene = new();

    [Fact]
    public void A_message_takes_as_many_ordinals_as_it_holds_records()
    {
        using SpoolStore store = _scene.Create();
        Assert.Equal(2, store.Append([Message(1, 64), Message(2, 1)], out long first));
        Assert.Equal(1, first);
        store.Append([Message(3, 5)], out first);
        Assert.Equal(66, first);
        Assert.Equal(70, store.Records);
        var entries = new List<SpoolEntry>();
        Assert.True(store.TryRead(10, 1000, out _, entries));
        Assert.Equal([(1L, 64), (65L, 1), (66L, 5)], entries.Select(entry => (entry.Ordinal, entry.Count)));
        Assert.Equal(0, store.UnreadRecords);
    }

    [Fact]
    public void Confirming_a_message_settles_all_of_its_records_in_any_order()
    {
        using SpoolStore store = _scene.Create();
        store.Append([Message(1, 3), Message(2, 200), Message(3, 4)], out _);
        store.MarkRead(207);
        store.Confirm(4, 200);
        Assert.Equal(7, store.Records);
        store.Confirm(4, 200);
        Assert.Equal(7, store.Records);
        store.Confirm(1, 3);
        store.Confirm(204, 4);
        Assert.Equal(0, store.Records);
    }

    [Fact]
    public void What_a_killed_process_confirmed_does_not_come_again_and_the_rest_does()
    {
        SpoolStore store = _scene.Create();
        store.Append([Message(1, 64), Message(2, 64), Message(3, 64)], out _);
        store.MarkRead(192);
        store.Confirm(1, 64);
        store.SaveCheckpoint();
        _scene.Kill();
        using SpoolStore left = _scene.Open();
        Assert.Equal(128, left.Records);
        var entries = new List<SpoolEntry>();
        Assert.True(left.TryRead(10, 1000, out _, entries));
        Assert.Equal([2UL, 3UL], entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public void Of_a_damaged_message_all_records_are_counted_as_lost()
    {
        SpoolStore store = _scene.Create();
        store.Append([Message(1, 10), Message(2, 64), Message(3, 7)], out _);
        store.Sync();
        _scene.Kill();
        string segment = _scene.Segments.Single();
        byte[] bytes = _scene.Files[segment];
        bytes[SpoolScene.OffsetOf(2) + 50] ^= 1;
        _scene.Files[segment] = bytes;
        using SpoolStore left = _scene.Open();
        var entries = new List<SpoolEntry>();
        Assert.True(left.TryRead(10, 1000, out _, entries));
        Assert.Equal([1UL, 3UL], entries.Select(entry => entry.Sequence));
        Assert.Equal(64, left.CorruptRecords);
        Assert.Equal(17, left.Records);
        Assert.Contains("64 records lost", left.TakeProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_is_given_up_records_are_counted()
    {
        using SpoolStore store = _scene.Create();
        store.Append([Message(1, 64), Message(2, 64)], out _);
        store.MarkRead(64);
        store.Confirm(1, 64);
        Assert.Equal(64, store.DropOldestSegment(out _));
        Assert.Equal(0, store.Records);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 24) + 1)]
    public void A_count_that_the_file_has_no_room_for_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpoolRecord(ReadOnlyMemory<byte>.Empty, 1, 1, count));

    [Fact]
    public void The_largest_count_comes_back()
    {
        using SpoolStore store = _scene.Create();
        store.Append([Message(1, 1 << 24), Message(2, 1 << 24)], out _);
        var entries = new List<SpoolEntry>();
        Assert.True(store.TryRead(10, 1000, out _, entries));
        Assert.Equal([1 << 24, 1 << 24], entries.Select(entry => entry.Count));
    }

    private static SpoolRecord Message(int number, int count)
    {
        SpoolRecord one = SpoolScene.Record(number);
        return new SpoolRecord(one.Payload, one.Sequence, one.AcceptedUnixSeconds, count, form: 1);
    }
}
