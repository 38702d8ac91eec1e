using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

public sealed class SpoolStoreTests
{
    private static readonly int[] OneToThree = [1, 2, 3];

    [Fact]
    public void What_fits_into_the_budget_is_appended_and_the_rest_when_there_is_room()
    {
        // 24 bytes of header and 100 a record.
        var scene = new SpoolScene { Budget = new SpoolBudget(550) };
        using SpoolStore store = scene.Create();
        Assert.Equal(4, store.Append(SpoolScene.Records(1, 6), out long first));
        Assert.Equal(1, first);
        Assert.Equal(0, store.Append(SpoolScene.Records(5, 2), out _));
        Assert.Equal(store.Bytes, scene.Budget.UsedBytes);
        store.MarkRead(4);
        for (int i = 1; i <= 4; i++)
            store.Confirm(i);
        store.SaveCheckpoint();
        Assert.Equal(2, store.Append(SpoolScene.Records(5, 2), out first));
        Assert.Equal(5, first);
        Assert.Equal([5, 6], SpoolScene.ReadAll(store));
    }

    [Fact]
    public void A_record_larger_than_a_segment_gets_one_of_its_own()
    {
        var scene = new SpoolScene { Budget = new SpoolBudget(160_000) };
        using SpoolStore store = scene.Create();
        Assert.Equal(5, store.Append(
            [SpoolScene.Record(1), SpoolScene.Record(2, 50_000), SpoolScene.Record(3), SpoolScene.Record(4, 9_900), SpoolScene.Record(5)], out _));
        Assert.Equal([124, 50_024, 124, 9_924, 124], scene.Segments.Select(segment => scene.Files[segment].Length));
        Assert.Equal([1, 2, 3, 4, 5], SpoolScene.ReadAll(store, maxBytes: 10));
    }

    [Fact]
    public void A_record_larger_than_the_gather_buffer_comes_back_whole()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        Assert.Equal(3, store.Append([SpoolScene.Record(1), SpoolScene.Record(2, 3_500_000), SpoolScene.Record(3)], out _));
        Assert.Equal(OneToThree, SpoolScene.ReadAll(store));
        scene.Kill();
        using SpoolStore left = scene.Open();
        Assert.Equal(OneToThree, SpoolScene.ReadAll(left));
    }

    [Fact]
    public void A_read_keeps_to_its_bounds_but_gives_one_record_at_least()
    {
        using SpoolStore store = new SpoolScene().Create();
        store.Append(SpoolScene.Records(1, 10), out _);
        var entries = new List<SpoolEntry>();
        Assert.True(store.TryRead(3, 1000, out _, entries));
        Assert.Equal(OneToThree, entries.Select(entry => (int)entry.Ordinal));
        Assert.True(store.TryRead(100, 121, out _, entries));
        Assert.Equal([4, 5], entries.Select(entry => (int)entry.Ordinal));
        Assert.True(store.TryRead(100, 0, out byte[] buffer, entries));
        Assert.Equal(6, Assert.Single(entries).Ordinal);
        Assert.Same(buffer, entries[0].Buffer);
        Assert.Equal(4, store.UnreadRecords);
        Assert.Equal(10, store.Records);
    }

    [Fact]
    public void What_the_caller_still_has_is_not_read()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 10), out _);
        store.MarkRead(10);
        store.Append(SpoolScene.Records(11, 5), out _);
        store.MarkRead(2);
        Assert.Equal(3, store.UnreadRecords);
        scene.Files.Fault = operation => operation.Kind == "read" && operation.Offset < SpoolScene.OffsetOf(11) ? FaultyFiles.InputOutput : null;
        Assert.Equal([13, 14, 15], SpoolScene.ReadAll(store));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.MarkRead(1));
    }

    [Fact]
    public void A_drained_store_takes_no_space_and_goes_on_with_the_next_ordinal()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        for (int round = 0; round < 3; round++)
        {
            store.Append(SpoolScene.Records((round * 3) + 1, 3), out long first);
            Assert.Equal((round * 3) + 1, first);
            store.MarkRead(3);
            store.Confirm(first + 2);
            store.Confirm(first);
            store.Confirm(first + 1);
            store.SaveCheckpoint();
            Assert.Empty(scene.Segments);
            Assert.Equal(0, store.Bytes);
            Assert.Equal(0, scene.Budget.UsedBytes);
        }

        store.Sync();
        store.Delete();
        Assert.False(scene.Files.FolderExists(SpoolScene.Lane));
    }

    [Fact]
    public void Giving_up_the_oldest_segment_counts_what_was_not_confirmed()
    {
        var scene = new SpoolScene { Budget = new SpoolBudget(16_000) };
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 20), out _);
        Assert.True(store.TryRead(3, 1000, out _, []));
        store.Confirm(2);
        Assert.Equal(8, store.DropOldestSegment(out long bytes));
        Assert.Equal(924, bytes);
        Assert.Equal(11, store.Records);
        store.Confirm(3);
        Assert.Equal(11, store.Records);
        Assert.Equal([.. Enumerable.Range(10, 11)], SpoolScene.ReadAll(store));
        Assert.Equal(9, store.DropOldestSegment(out _));
        Assert.Equal(2, store.DropOldestSegment(out _));
        Assert.Equal(0, store.DropOldestSegment(out bytes));
        Assert.Equal(0, bytes);
        Assert.Empty(scene.Segments);
        Assert.Equal(1, store.Append([SpoolScene.Record(21)], out long first));
        Assert.Equal(21, first);
        scene.Kill();
        using SpoolStore left = scene.Open();
        Assert.Equal([21], SpoolScene.ReadAll(left));
        Assert.Equal(0, left.CorruptRecords);
    }

    [Fact]
    public void Nothing_is_appended_to_what_another_process_wrote()
    {
        using SpoolStore store = new SpoolScene().Left(1).Open();
        Assert.Throws<InvalidOperationException>(() => store.Append([SpoolScene.Record(2)], out _));
        Assert.Throws<InvalidOperationException>(store.Delete);
    }

    [Fact]
    public void Confirming_in_any_order_allocates_nothing_and_repeated_confirms_count_once() => Assert.Equal(0, Allocation.Least(ConfirmInAnyOrder));

    private static long ConfirmInAnyOrder()
    {
        const int Count = 20_000;
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, Count), out _);
        store.MarkRead(Count);
        // The last one first: the bits for all are there then.
        store.Confirm(Count);
        int[] order = [.. Enumerable.Range(1, Count - 1)];
        new Random(1).Shuffle(order.AsSpan(Count / 2));
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (int ordinal in order)
        {
            store.Confirm(ordinal);
            store.Confirm(ordinal);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, store.Records);
        store.SaveCheckpoint();
        Assert.Empty(scene.Segments);
        return allocated;
    }

    [Fact]
    public void A_sync_lets_appending_and_deleting_go_on_beside_it()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 3), out _);
        using var inSync = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        scene.Files.Fault = operation =>
        {
            if (operation is { Kind: "sync", Path: var path } && path.EndsWith(".segment", StringComparison.Ordinal))
            {
                inSync.Set();
                goOn.Wait(TimeSpan.FromSeconds(20));
            }

            return null;
        };
        var sync = new Thread(store.Sync);
        sync.Start();
        Assert.True(inSync.Wait(TimeSpan.FromSeconds(20)));
        store.Append(SpoolScene.Records(4, 1), out _);
        store.MarkRead(4);
        for (int i = 1; i <= 4; i++)
            store.Confirm(i);
        store.SaveCheckpoint();
        store.Append(SpoolScene.Records(5, 1), out _);
        goOn.Set();
        sync.Join();
        Assert.True(store.HasUnsynced);
        Assert.Equal([5], SpoolScene.ReadAll(store));
    }

    [Fact]
    public void What_is_appended_beside_a_sync_that_fails_is_not_called_synced_by_the_next_one()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 1), out _);
        scene.Files.Fault = operation =>
        {
            if (operation.Kind != "sync")
                return null;
            scene.Files.Fault = null;
            store.Append(SpoolScene.Records(2, 1), out _);
            return FaultyFiles.InputOutput;
        };
        Assert.Throws<SpoolException>(store.Sync);
        store.Append(SpoolScene.Records(3, 1), out _);
        Assert.Throws<SpoolException>(store.Sync);
        Assert.False(store.HasUnsynced);
        scene.Crash();
        using SpoolStore left = scene.Open();
        Assert.Equal([3], SpoolScene.ReadAll(left));
    }

    [Fact]
    public void Disposing_twice_and_confirming_afterwards_does_no_harm()
    {
        var scene = new SpoolScene();
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 3), out _);
        scene.Files.Fault = operation => operation.Kind is "write" or "sync" or "delete" ? FaultyFiles.InputOutput : null;
        store.Confirm(1);
        store.Dispose();
        store.Dispose();
        store.Confirm(2);
        store.SaveCheckpoint();
        store.Sync();
        Assert.Throws<ObjectDisposedException>(() => store.Append([SpoolScene.Record(4)], out _));
        Assert.Throws<ObjectDisposedException>(() => store.TryRead(1, 1, out _, []));
        Assert.Equal(0, scene.Budget.UsedBytes);
    }
}
