using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>The crash table's rows on a disk that refuses.</summary>
public sealed class DiskTroubleTests
{
    private static readonly int[] OneToSix = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(150)]
    [InlineData(299)]
    public void No_space_while_appending_leaves_nothing_of_that_call(int freeBytes)
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 3), out _);
        scene.Files.FreeBytes = freeBytes;
        SpoolException told = Assert.Throws<SpoolException>(() => store.Append(SpoolScene.Records(100, 3), out _));
        Assert.True(told.IsNoSpace);
        Assert.Contains("no space left on device; free space there, or lower max_spool_bytes", told.Message, StringComparison.Ordinal);
        Assert.Equal(3, store.Records);
        Assert.Equal(324, scene.Budget.UsedBytes);
        Assert.Equal(324, scene.Files[scene.Segments.Single()].Length);
        scene.Files.FreeBytes = long.MaxValue;
        Assert.Equal(3, store.Append(SpoolScene.Records(4, 3), out long first));
        Assert.Equal(4, first);
        Assert.Equal(2, scene.Segments.Count());
        Assert.Equal(OneToSix, SpoolScene.ReadAll(store));
    }

    [Fact]
    public void What_a_failed_append_could_not_take_back_is_not_read_in_place_of_what_follows()
    {
        var scene = new SpoolScene();
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 3), out _);
        scene.Files.FreeBytes = 250;
        scene.Files.Fault = operation => operation.Kind == "truncate" ? FaultyFiles.InputOutput : null;
        Assert.Throws<SpoolException>(() => store.Append(SpoolScene.Records(100, 3), out _));
        scene.Files.Fault = null;
        scene.Files.FreeBytes = long.MaxValue;
        store.Append(SpoolScene.Records(4, 3), out _);
        Assert.Equal(OneToSix, SpoolScene.ReadAll(store));
        scene.Kill();
        using SpoolStore left = scene.Open();
        Assert.Equal(OneToSix, SpoolScene.ReadAll(left));
        Assert.Equal(0, left.CorruptRecords);
    }

    [Fact]
    public void A_segment_that_could_not_be_begun_and_not_be_deleted_hides_no_record()
    {
        // The next segment cannot be begun, so records that would still fit into the one before must not go there.
        var scene = new SpoolScene { Budget = new SpoolBudget(16_000) };
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 3), out _);
        scene.Files.Fault = operation => operation.Kind is "write" or "delete" ? FaultyFiles.InputOutput : null;
        Assert.Throws<SpoolException>(() => store.Append([SpoolScene.Record(4, 900)], out _));
        scene.Files.Fault = null;
        store.Append(SpoolScene.Records(4, 3), out _);
        scene.Kill();
        using SpoolStore left = scene.Open();
        Assert.Equal(OneToSix, SpoolScene.ReadAll(left));
    }

    [Fact]
    public void No_space_while_checkpointing_still_frees_what_is_confirmed()
    {
        var scene = new SpoolScene { Budget = new SpoolBudget(16_000) };
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 20), out _);
        store.MarkRead(20);
        for (int i = 1; i <= 12; i++)
            store.Confirm(i);
        scene.Files.Fault = operation => operation is { Kind: "write" or "create", Path: var path } && path.EndsWith("checkpoint", StringComparison.Ordinal)
            ? FaultyFiles.NoSpace : null;
        Assert.True(Assert.Throws<SpoolException>(store.SaveCheckpoint).IsNoSpace);
        Assert.Equal(2, scene.Segments.Count());
        scene.Kill();
        using SpoolStore left = scene.Open();
        Assert.Equal([.. Enumerable.Range(10, 11)], SpoolScene.ReadAll(left));
        Assert.Equal(0, left.CorruptRecords);
    }

    [Fact]
    public void No_space_while_making_the_folder_is_said_and_leaves_nothing_to_claim()
    {
        var files = new FaultyFiles { Fault = operation => operation.Kind == "create folder" ? FaultyFiles.NoSpace : null };
        SpoolException told = Assert.Throws<SpoolException>(() => SpoolFolder.Create(files, "/spool/broker", new FakeTimeProvider()));
        Assert.StartsWith("cannot make a spool folder in '/spool/broker': no space left", told.Message, StringComparison.Ordinal);
        files.Fault = operation => operation.Kind == "move folder" ? FaultyFiles.NoSpace : null;
        Assert.Throws<SpoolException>(() => SpoolFolder.Create(files, "/spool/broker", new FakeTimeProvider()));
        files.Fault = null;
        Assert.Empty(SpoolFolder.ClaimLeft(files, "/spool/broker", Assert.Fail));
        Assert.Empty(files.Folders("/spool/broker"));
    }

    [Fact]
    public void A_folder_that_is_not_writable_is_said_with_what_to_do()
    {
        var files = new FaultyFiles { Fault = operation => operation.Kind == "create folder" ? new UnauthorizedAccessException() : null };
        SpoolException told = Assert.Throws<SpoolException>(() => SpoolFolder.Create(files, "/spool/broker", new FakeTimeProvider()));
        Assert.Equal(
            "cannot make a spool folder in '/spool/broker': permission denied; let this user write there, or set spool_dir to a folder where it may",
            told.Message);
        Assert.False(SpoolPlace.CanUse(files, "/spool"));
    }

    [Fact]
    public void After_a_failed_fsync_records_are_readable_and_the_next_ones_go_to_another_segment()
    {
        var scene = new SpoolScene();
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 3), out _);
        scene.Files.Fault = operation => operation.Kind == "sync" ? FaultyFiles.InputOutput : null;
        SpoolException told = Assert.Throws<SpoolException>(store.Sync);
        Assert.Contains("(fsync)", told.Message, StringComparison.Ordinal);
        Assert.Contains("input/output error", told.Message, StringComparison.Ordinal);
        scene.Files.Fault = null;
        Assert.False(store.HasUnsynced);
        store.Append(SpoolScene.Records(4, 3), out _);
        Assert.True(store.HasUnsynced);
        store.Sync();
        Assert.Equal(2, scene.Segments.Count());
        Assert.Equal(OneToSix, SpoolScene.ReadAll(store));
        scene.Crash();
        using SpoolStore left = scene.Open();
        Assert.Equal([4, 5, 6], SpoolScene.ReadAll(left));
        Assert.Equal(3, left.CorruptRecords);
    }

    [Fact]
    public void A_read_error_that_passes_costs_nothing()
    {
        SpoolScene scene = new SpoolScene().Left(6);
        using SpoolStore store = scene.Open();
        scene.Files.Fault = operation => operation.Kind == "read" ? FaultyFiles.InputOutput : null;
        for (int i = 0; i < 20; i++)
            Assert.Contains("cannot read the spool file", Assert.Throws<SpoolException>(() => store.TryRead(9, 999, out _, [])).Message, StringComparison.Ordinal);
        scene.Files.Fault = null;
        Assert.Equal(OneToSix, SpoolScene.ReadAll(store));
        Assert.Equal(0, store.CorruptRecords);
    }

    [Fact]
    public void A_bad_sector_costs_its_records_only_after_some_attempts()
    {
        // The second 4 KiB of the file: records 41 to 82 are in it, wholly or in part.
        SpoolScene scene = new SpoolScene().Left(200);
        scene.Files.Fault = operation =>
            operation.Kind == "read" && operation.Offset < 8192 && operation.Offset + operation.Length > 4096 ? FaultyFiles.InputOutput : null;
        using SpoolStore store = scene.Open();
        var numbers = new List<ulong>();
        var entries = new List<SpoolEntry>();
        int failures = 0;
        while (true)
        {
            try
            {
                if (!store.TryRead(1000, 100_000, out _, entries))
                    break;
                numbers.AddRange(entries.Select(entry => entry.Sequence));
            }
            catch (SpoolException)
            {
                failures++;
            }
        }

        Assert.InRange(failures, 3, 6);
        Assert.Equal([.. Enumerable.Range(1, 40), .. Enumerable.Range(83, 118)], numbers.Select(number => (int)number));
        Assert.Equal(42, store.CorruptRecords);
        Assert.StartsWith("42 records lost", store.TakeProblem(), StringComparison.Ordinal);
    }
}
