using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>A process's folder moves to another broker's while it is in use.</summary>
public sealed class SpoolMoveTests
{
    private const string Old = "/spool/old";
    private const string New = "/spool/new";

    private readonly FakeTimeProvider _time = new();
    private readonly SpoolBudget _budget = new(100_000_000);

    [Fact]
    public void What_is_open_in_it_goes_on_and_the_next_process_finds_it_at_its_new_place()
    {
        var files = new FaultyFiles();
        SpoolFolder folder = SpoolFolder.Create(files, Old, _time);
        SpoolStore store = folder.CreateStore(SpoolScene.Route, _budget);
        store.Append(SpoolScene.Records(1, 10), out _);
        var entries = new List<SpoolEntry>();
        Assert.True(store.TryRead(2, 1000, out _, entries));
        store.Confirm(1);
        folder.MoveTo(New);
        Assert.Equal($"{New}/{Path.GetFileName(folder.Path)}", folder.Path);
        Assert.StartsWith(folder.Path, store.Folder, StringComparison.Ordinal);
        store.SaveCheckpoint();
        store.Append(SpoolScene.Records(11, 10), out _);
        store.Sync();
        Assert.Equal(Enumerable.Range(3, 18), SpoolScene.ReadAll(store));
        SpoolStore second = folder.CreateStore(SpoolScene.Route, _budget);
        second.Append(SpoolScene.Records(1, 1), out _);
        second.Sync();
        // This process has it still.
        Assert.Empty(SpoolFolder.ClaimLeft(files, New, Assert.Fail));

        FaultyFiles next = files.Kill();
        Assert.Empty(SpoolFolder.ClaimLeft(next, Old, Assert.Fail));
        SpoolFolder claimed = Assert.Single(SpoolFolder.ClaimLeft(next, New, Assert.Fail));
        IReadOnlyList<SpoolStore> stores = claimed.OpenStores(new SpoolBudget(1_000_000), Assert.Fail);
        Assert.Equal(Enumerable.Range(2, 19), SpoolScene.ReadAll(stores[0]));
        Assert.Equal([1], SpoolScene.ReadAll(stores[1]));
    }

    [Fact]
    public void Confirmed_to_the_last_it_is_removed_from_its_new_place()
    {
        var files = new FaultyFiles();
        SpoolFolder folder = SpoolFolder.Create(files, Old, _time);
        SpoolStore store = folder.CreateStore(SpoolScene.Route, _budget);
        store.Append(SpoolScene.Records(1, 10), out _);
        folder.MoveTo(New);
        store.Confirm(1, 10);
        store.SaveCheckpoint();
        store.Delete();
        folder.Dispose();
        Assert.Empty(files.Folders(New));
        Assert.Empty(files.Folders(Old));
    }

    [Fact]
    public void The_machine_fails_while_it_moves_and_it_is_whole_in_one_of_both_places()
    {
        int moved = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var files = new FaultyFiles();
            SpoolFolder folder = SpoolFolder.Create(files, Old, _time);
            SpoolStore store = folder.CreateStore(SpoolScene.Route, _budget);
            store.Append(SpoolScene.Records(1, 5), out _);
            store.Sync();
            // At each step, and after the last one.
            int steps = 0;
            int failing = seed % 8;
            files.Fault = _ => steps++ == failing ? new IOException("the machine fails") : null;
            try
            {
                folder.MoveTo(New);
            }
            catch (SpoolException)
            {
                // As good a moment as any.
            }

            files.Fault = null;
            FaultyFiles next = files.Crash(new Random(seed));
            SpoolFolder[] claimed = [.. SpoolFolder.ClaimLeft(next, Old, Assert.Fail), .. SpoolFolder.ClaimLeft(next, New, Assert.Fail)];
            SpoolStore left = Assert.Single(Assert.Single(claimed).OpenStores(new SpoolBudget(1_000_000), Assert.Fail));
            Assert.Equal(Enumerable.Range(1, 5), SpoolScene.ReadAll(left));
            moved += left.Folder.StartsWith(New, StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(moved, 1, 199);
    }

    [Fact]
    public void A_disk_that_refuses_leaves_it_in_use_where_it_is_and_a_later_attempt_moves_it()
    {
        var files = new FaultyFiles();
        SpoolFolder folder = SpoolFolder.Create(files, Old, _time);
        SpoolStore store = folder.CreateStore(SpoolScene.Route, _budget);
        store.Append(SpoolScene.Records(1, 5), out _);
        string before = folder.Path;
        files.Fault = operation => operation.Kind == "move folder" ? FaultyFiles.NoSpace : null;
        var exception = Assert.Throws<SpoolException>(() => folder.MoveTo(New));
        Assert.StartsWith($"cannot move to '{New}' the spool folder '{before}': no space left", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.Path);
        store.Append(SpoolScene.Records(6, 1), out _);
        Assert.Equal(Enumerable.Range(1, 6), SpoolScene.ReadAll(store));
        files.Fault = null;
        folder.MoveTo(New);
        Assert.Equal([Path.GetFileName(before)], files.Folders(New));
        // Twice is once.
        folder.MoveTo(New);
        folder.MoveTo(Old);
        Assert.Equal(before, folder.Path);
    }
}
