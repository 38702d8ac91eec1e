using System.Runtime.Versioning;
using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>The whole of it on the real disk.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SpoolStoreOnDiskTests : IDisposable
{
    private static readonly SpoolRoute Route = new(new PublishTarget("zeek", "conn", "queue"), "conn", "0123456789abcdef");

    private readonly TemporaryFolder _folder = new();
    private readonly DiskFiles _files = new();
    private readonly SpoolBudget _budget = new(100_000_000);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_one_process_leaves_the_next_one_delivers_and_removes()
    {
        string broker = SpoolPlace.BrokerFolder(_folder.Path, "localhost", 5672, "/");
        using (SpoolFolder mine = SpoolFolder.Create(_files, broker, TimeProvider.System))
        {
            using SpoolStore store = mine.CreateStore(Route, _budget);
            Assert.Equal(3, store.Append([Record("one", 1), Record("two", 2), Record("three", 3)], out long first));
            Assert.Equal(1, first);
            store.Sync();
            Assert.Empty(SpoolFolder.ClaimLeft(_files, broker, Assert.Fail));
            Assert.True(store.TryRead(1, 1000, out _, []));
            store.Confirm(1);
        }

        Assert.Equal([broker], SpoolPlace.Others(_files, _folder.Path, "another"));
        using (SpoolFolder left = Assert.Single(SpoolFolder.ClaimLeft(_files, broker, Assert.Fail)))
        {
            using SpoolStore store = Assert.Single(left.OpenStores(_budget, text => Assert.Fail(text)));
            Assert.Equal(Route, store.Route);
            Assert.Equal(2, store.Records);
            var entries = new List<SpoolEntry>();
            Assert.True(store.TryRead(10, 1000, out byte[] buffer, entries));
            Assert.Equal(["two", "three"], entries.Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)));
            Assert.Equal([2UL, 3], entries.Select(entry => entry.Sequence));
            Assert.All(entries, entry => Assert.Same(buffer, entry.Buffer));
            Assert.False(store.TryRead(10, 1000, out _, entries));
            store.Confirm(3);
            store.Confirm(2);
            Assert.Equal(0, store.Records);
            Assert.Equal(0, store.CorruptRecords);
        }

        Assert.Equal(0, _budget.UsedBytes);
        Assert.Empty(Directory.GetFileSystemEntries(broker));
    }

    [Fact]
    public void Folders_and_files_are_for_their_user_only()
    {
        string broker = SpoolPlace.BrokerFolder(_folder.In("new", "deeper"), "localhost", 5672, "/");
        using SpoolFolder mine = SpoolFolder.Create(_files, broker, TimeProvider.System);
        using SpoolStore store = mine.CreateStore(Route, _budget);
        store.Append([Record("one", 1), Record("two", 2)], out _);
        store.MarkRead(2);
        store.Confirm(1);
        store.SaveCheckpoint();
        string[] files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        string[] folders = Directory.GetDirectories(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Equal(["00000000000000000001.segment", "checkpoint", "lock", "route"], files.Select(Path.GetFileName).Order());
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(5, folders.Length);
        Assert.All(folders, folder => Assert.Equal("UserExecute, UserWrite, UserRead", File.GetUnixFileMode(folder).ToString()));
    }

    [Fact]
    public void Appending_reading_confirming_syncing_and_checkpointing_may_all_run_at_once()
    {
        const int Count = 20_000;
        using SpoolStore store = SpoolStore.Create(_files, _folder.In("lane"), Route, new SpoolBudget(2_000_000));
        // If all goes well it is done long before.
        using var isDone = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Thread[] threads =
        [
            Start(isDone, () => store.Sync()),
            Start(isDone, store.SaveCheckpoint),
            Start(isDone, () => Assert.InRange(store.Records, 0, Count)),
        ];
        var appender = new Thread(() =>
        {
            for (int next = 1; next <= Count && !isDone.IsCancellationRequested;)
            {
                SpoolRecord[] records = [.. Enumerable.Range(next, Math.Min(50, Count + 1 - next)).Select(i => SpoolScene.Record(i, 300))];
                next += store.Append(records, out _);
            }
        });
        appender.Start();
        int expected = 1;
        var entries = new List<SpoolEntry>();
        while (expected <= Count && !isDone.IsCancellationRequested)
        {
            if (!store.TryRead(64, 20_000, out _, entries))
                continue;
            Assert.Equal(Enumerable.Range(expected, entries.Count), entries.Select(entry => (int)entry.Sequence));
            expected += entries.Count;
            entries.Reverse();
            entries.ForEach(entry => store.Confirm(entry.Ordinal));
        }

        isDone.Cancel();
        appender.Join();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Equal(Count + 1, expected);
        Assert.Equal(0, store.Records);
        Assert.Equal(0, store.CorruptRecords);
        store.SaveCheckpoint();
        Assert.Equal(0, store.Bytes);
    }

    private static Thread Start(CancellationTokenSource isDone, Action action)
    {
        var thread = new Thread(() =>
        {
            while (!isDone.IsCancellationRequested)
            {
                action();
                Thread.Sleep(1);
            }
        });
        thread.Start();
        return thread;
    }

    private static SpoolRecord Record(string text, ulong sequence) => new(Encoding.UTF8.GetBytes(text), sequence, 1_700_000_000);
}
