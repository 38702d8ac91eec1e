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
            Assert.Empty(SpoolFolder.ClaimLeft(_files, Broker, Assert.Fail));
            Assert.Empty(SpoolPlace.Others(_files, _folder.Path, ""));
            other.Kill();
            other.WaitForExit();
        }

        Assert.Equal([Broker], SpoolPlace.Others(_files, _folder.Path, ""));
        using SpoolFolder claimed = Assert.Single(SpoolFolder.ClaimLeft(_files, Broker, Assert.Fail));
        Assert.Equal(left, claimed.Path);
        Assert.Empty(SpoolFolder.ClaimLeft(_files, Broker, Assert.Fail));
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
        IReadOnlyList<SpoolFolder> claimed = SpoolFolder.ClaimLeft(_files, Broker, Assert.Fail);
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
    public void A_folder_that_cannot_be_read_is_told_of_and_keeps_no_other_from_being_claimed()
    {
        var files = new FaultyFiles();
        string[] paths = [Leave(files, 1), Leave(files, 1)];
        files = files.Kill();
        files.Fault = operation => operation.Kind == "list" && operation.Path == paths[0] ? FaultyFiles.InputOutput : null;
        var problems = new List<string>();
        SpoolFolder claimed = Assert.Single(SpoolFolder.ClaimLeft(files, "/spool/broker", problems.Add));
        Assert.Equal(paths[1], claimed.Path);
        Assert.StartsWith($"cannot read the spool folder '{paths[0]}'", Assert.Single(problems), StringComparison.Ordinal);
        // Its lock was given back: when it can be read again, it is claimed.
        files.Fault = null;
        Assert.Equal(paths[0], Assert.Single(SpoolFolder.ClaimLeft(files, "/spool/broker", Assert.Fail)).Path);
    }

    [Fact]
    public void The_writers_of_a_process_come_in_the_order_in_which_they_were_opened()
    {
        var files = new FaultyFiles();
        Leave(files, 12);
        files = files.Kill();
        SpoolFolder claimed = Assert.Single(SpoolFolder.ClaimLeft(files, "/spool/broker", Assert.Fail));
        IEnumerable<string> names = claimed.OpenStores(new SpoolBudget(1_000_000), Assert.Fail).Select(store => Path.GetFileName(store.Folder));
        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"conn_{number}"), names);
    }

    private static string Leave(FaultyFiles files, int writers)
    {
        var time = new FakeTimeProvider();
        SpoolFolder folder = SpoolFolder.Create(files, "/spool/broker", time);
        for (int i = 0; i < writers; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            folder.CreateStore(SpoolScene.Route, new SpoolBudget(1_000_000)).Append([SpoolScene.Record(1)], out _);
        }

        return folder.Path;
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
                claimed = SpoolFolder.ClaimLeft(files, "/spool/broker", Assert.Fail);
            return null;
        };
        using SpoolFolder mine = SpoolFolder.Create(files, "/spool/broker", new FakeTimeProvider());
        Assert.Empty(claimed);
        Assert.Equal([Path.GetFileName(mine.Path)], files.Folders("/spool/broker"));
        Assert.Empty(SpoolFolder.ClaimLeft(files, "/spool/broker", Assert.Fail));
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
        foreach (SpoolFolder folder in SpoolFolder.ClaimLeft(_files, Broker, Assert.Fail))
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
