using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

public sealed class SpoolFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskFiles _files = new();
    private readonly SpoolBudget _budget = new(100_000_000);

    private string Broker => _folder.In("broker");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lock_keeps_out_its_own_process_too_until_it_is_given_up()
    {
        string path = _folder.In("lock");
        IDisposable? held = _files.TryLock(path);
        Assert.NotNull(held);
        Assert.Null(_files.TryLock(path));
        held.Dispose();
        using IDisposable? again = _files.TryLock(path);
        Assert.NotNull(again);
    }

    [Fact]
    public void What_another_process_holds_is_not_claimed_and_when_it_is_killed_it_is()
    {
        string left = Leave(1);
        using (var other = Process.Start(new ProcessStartInfo("flock", ["-n", "-F", Path.Combine(left, "lock"), "sh", "-c", "echo locked; exec sleep 60"])
        {
            RedirectStandardOutput = true,
        })!)
        {
            Assert.Equal("locked", other.StandardOutput.ReadLine());
            Assert.Empty(SpoolFolder.ClaimLeft(_files, Broker));
            Assert.Empty(SpoolPlace.Others(_files, _folder.Path, ""));
            other.Kill();
            other.WaitForExit();
        }

        Assert.Equal([Broker], SpoolPlace.Others(_files, _folder.Path, ""));
        using SpoolFolder claimed = Assert.Single(SpoolFolder.ClaimLeft(_files, Broker));
        Assert.Equal(left, claimed.Path);
        Assert.Empty(SpoolFolder.ClaimLeft(_files, Broker));
    }

    [Fact]
    public void What_is_left_is_claimed_oldest_first_and_what_is_empty_is_removed()
    {
        var time = new FakeTimeProvider();
        var paths = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            paths.Add(Leave(1, time));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Directory.CreateDirectory(Path.Combine(Broker, "19990101T000000.000Z-1-abcdef", "conn_1"));
        Directory.CreateDirectory(Path.Combine(Broker, ".20000101T000000.000Z-1-abcdef-ghijkl"));
        File.WriteAllText(Path.Combine(Broker, ".20000101T000000.000Z-1-abcdef-ghijkl", "lock"), "");
        IReadOnlyList<SpoolFolder> claimed = SpoolFolder.ClaimLeft(_files, Broker);
        Assert.Equal(paths, claimed.Select(folder => folder.Path));
        Assert.Equal(paths, Directory.GetFileSystemEntries(Broker).Order(StringComparer.Ordinal));
        foreach (SpoolFolder folder in claimed)
            folder.Dispose();
        Assert.Equal(3, Directory.GetDirectories(Broker).Length);
    }

    [Fact]
    public void A_folder_without_messages_goes_when_its_process_ends_well()
    {
        using (var folder = SpoolFolder.Create(_files, Broker, TimeProvider.System))
        {
            folder.CreateStore(SpoolScene.Route, _budget).Dispose();
            SpoolStore store = folder.CreateStore(SpoolScene.Route with { Path = "a/b c" }, _budget);
            Assert.Equal("a%2Fb%20c_2", Path.GetFileName(store.Folder));
            store.Dispose();
        }

        Assert.Empty(Directory.GetFileSystemEntries(Broker));
    }

    [Fact]
    public void A_process_that_comes_while_another_one_makes_its_folder_does_not_disturb_it()
    {
        var files = new FaultyFiles();
        IReadOnlyList<SpoolFolder> claimed = [];
        int times = 0;
        // Between the folder and its lock, once.
        files.Fault = operation =>
        {
            if (operation.Kind == "lock" && times++ == 0)
                claimed = SpoolFolder.ClaimLeft(files, "/spool/broker");
            return null;
        };
        using SpoolFolder mine = SpoolFolder.Create(files, "/spool/broker", new FakeTimeProvider());
        Assert.Empty(claimed);
        Assert.Equal([Path.GetFileName(mine.Path)], files.Folders("/spool/broker"));
        Assert.Empty(SpoolFolder.ClaimLeft(files, "/spool/broker"));
    }

    [Fact]
    public void Processes_that_come_and_go_together_deliver_each_message_once()
    {
        const int Folders = 40;
        int delivered = 0;
        int made = 0;
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            while (Interlocked.Increment(ref made) <= Folders)
            {
                Leave(1);
                Interlocked.Add(ref delivered, DeliverLeft());
            }
        });
        delivered += DeliverLeft();
        Assert.Equal(Folders, delivered);
        Assert.Empty(Directory.GetFileSystemEntries(Broker));
    }

    private int DeliverLeft()
    {
        int delivered = 0;
        foreach (SpoolFolder folder in SpoolFolder.ClaimLeft(_files, Broker))
        {
            foreach (SpoolStore store in folder.OpenStores(_budget, text => Assert.Fail(text)))
            {
                foreach (int number in SpoolScene.ReadAll(store))
                {
                    store.Confirm(number);
                    delivered++;
                }

                store.Dispose();
            }

            folder.Dispose();
        }

        return delivered;
    }

    private string Leave(int records, TimeProvider? time = null)
    {
        using var folder = SpoolFolder.Create(_files, Broker, time ?? TimeProvider.System);
        using SpoolStore store = folder.CreateStore(SpoolScene.Route, _budget);
        store.Append(SpoolScene.Records(1, records), out _);
        return folder.Path;
    }
}
