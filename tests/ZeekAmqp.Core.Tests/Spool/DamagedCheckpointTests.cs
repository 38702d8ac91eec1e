using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>The crash table's rows on checkpoints and routes.</summary>
public sealed class DamagedCheckpointTests
{
    [Fact]
    public void Without_a_checkpoint_all_that_is_there_comes_again()
    {
        SpoolScene scene = WithTwoCheckpoints();
        scene.Files.Lose(SpoolScene.Checkpoint);
        Expect(scene, 1, 10);
    }

    [Fact]
    public void A_stale_checkpoint_causes_duplicates_and_no_loss()
    {
        SpoolScene scene = WithTwoCheckpoints(out byte[] stale);
        scene.Files[SpoolScene.Checkpoint] = stale;
        Expect(scene, 4, 10);
    }

    [Fact]
    public void Of_a_torn_checkpoint_the_other_slot_counts()
    {
        // The second checkpoint is in the first slot.
        SpoolScene scene = WithTwoCheckpoints();
        scene.Files.Flip(SpoolScene.Checkpoint, 17);
        Expect(scene, 4, 10);
    }

    [Fact]
    public void A_checkpoint_that_is_cut_off_counts_as_far_as_it_goes()
    {
        SpoolScene scene = WithTwoCheckpoints();
        scene.Files[SpoolScene.Checkpoint] = scene.Files[SpoolScene.Checkpoint][..100];
        Expect(scene, 6, 10);
    }

    [Fact]
    public void A_checkpoint_that_is_corrupt_in_both_slots_is_as_good_as_none()
    {
        SpoolScene scene = WithTwoCheckpoints();
        scene.Files.Flip(SpoolScene.Checkpoint, 4);
        scene.Files.Flip(SpoolScene.Checkpoint, 4096 + 9);
        Expect(scene, 1, 10);
    }

    [Fact]
    public void A_corrupt_checkpoint_is_written_anew()
    {
        SpoolScene scene = WithTwoCheckpoints();
        scene.Files[SpoolScene.Checkpoint] = [1, 2, 3];
        SpoolStore store = scene.Open();
        Assert.Equal(10, SpoolScene.ReadAll(store).Length);
        for (int i = 1; i <= 7; i++)
            store.Confirm(i);
        store.SaveCheckpoint();
        scene.Kill();
        Expect(scene, 8, 10);
    }

    [Fact]
    public void A_checkpoint_ahead_of_the_data_leaves_nothing_to_read_and_the_files_go()
    {
        SpoolScene scene = WithTwoCheckpoints();
        string segment = scene.Segments.Single();
        scene.Files[segment] = scene.Files[segment][..SpoolScene.OffsetOf(3)];
        using SpoolStore store = scene.Open();
        Assert.Equal(0, store.Records);
        Assert.Equal(0, store.UnreadRecords);
        Assert.Empty(SpoolScene.ReadAll(store));
        Assert.Equal(0, store.CorruptRecords);
        store.Delete();
        Assert.False(scene.Files.FolderExists(SpoolScene.Lane));
    }

    [Fact]
    public void A_crash_between_checkpoint_and_deletion_repeats_nothing()
    {
        var scene = new SpoolScene { Budget = new SpoolBudget(16_000) };
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 20), out _);
        store.Sync();
        store.MarkRead(20);
        for (int i = 1; i <= 12; i++)
            store.Confirm(i);
        scene.Files.Fault = operation => operation.Kind == "delete" ? FaultyFiles.InputOutput : null;
        SpoolException told = Assert.Throws<SpoolException>(store.SaveCheckpoint);
        Assert.Contains("cannot delete the spool file", told.Message, StringComparison.Ordinal);
        scene.Crash();
        Assert.Equal(3, scene.Segments.Count());
        using SpoolStore left = scene.Open();
        Assert.Equal(8, left.Records);
        Assert.Equal([.. Enumerable.Range(13, 8)], SpoolScene.ReadAll(left));
        left.SaveCheckpoint();
        Assert.Equal(2, scene.Segments.Count());
    }

    [Fact]
    public void A_damaged_route_is_told_of_and_its_records_stay()
    {
        SpoolScene scene = new SpoolScene().Left(3);
        scene.Files.Flip(SpoolScene.RouteFile, 30);
        ExpectLeftAlone(scene, "it is damaged");
    }

    [Fact]
    public void A_missing_route_is_told_of_and_the_records_stay()
    {
        SpoolScene scene = new SpoolScene().Left(3);
        scene.Files.Lose(SpoolScene.RouteFile);
        ExpectLeftAlone(scene, "cannot read the spool file");
    }

    [Fact]
    public void A_route_of_a_newer_version_is_told_of_and_its_records_stay()
    {
        SpoolScene scene = new SpoolScene().Left(3);
        byte[] route = scene.Files[SpoolScene.RouteFile];
        route[12] = 4;
        BitConverter.TryWriteBytes(route.AsSpan(8), Crc32C.Of(route.AsSpan(12)));
        scene.Files[SpoolScene.RouteFile] = route;
        ExpectLeftAlone(scene, "its format has version 4, known is 3");
    }

    [Fact]
    public void A_segment_of_a_newer_version_is_told_of_and_its_records_stay()
    {
        SpoolScene scene = new SpoolScene().Left(3);
        byte[] segment = scene.Files[scene.Segments.Single()];
        segment[12] = 3;
        BitConverter.TryWriteBytes(segment.AsSpan(8), Crc32C.Of(segment.AsSpan(12, 12)));
        scene.Files[scene.Segments.Single()] = segment;
        ExpectLeftAlone(scene, "its format has version 3");
    }

    [Fact]
    public void A_foreign_file_is_ignored_and_stays()
    {
        SpoolScene scene = new SpoolScene().Left(3);
        scene.Files[$"{SpoolScene.Lane}/notes.txt"] = [1, 2, 3];
        scene.Files[$"{SpoolScene.Lane}/00000000000000000002.segment.bak"] = [1, 2, 3];
        SpoolFolder folder = Assert.Single(SpoolFolder.ClaimLeft(scene.Files, "/spool/broker", Assert.Fail));
        SpoolStore store = Assert.Single(folder.OpenStores(scene.Budget, text => Assert.Fail(text)));
        Assert.Equal([1, 2, 3], SpoolScene.ReadAll(store));
        for (int i = 1; i <= 3; i++)
            store.Confirm(i);
        store.Delete();
        folder.Dispose();
        Assert.Empty(scene.Segments);
        Assert.Equal([1, 2, 3], scene.Files[$"{SpoolScene.Lane}/notes.txt"]);
    }

    private static SpoolScene WithTwoCheckpoints() => WithTwoCheckpoints(out _);

    private static SpoolScene WithTwoCheckpoints(out byte[] first)
    {
        var scene = new SpoolScene();
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 10), out _);
        store.MarkRead(10);
        for (int i = 1; i <= 3; i++)
            store.Confirm(i);
        store.SaveCheckpoint();
        first = scene.Files[SpoolScene.Checkpoint];
        store.Confirm(4);
        store.Confirm(5);
        store.SaveCheckpoint();
        scene.Kill();
        return scene;
    }

    private static void Expect(SpoolScene scene, int first, int last)
    {
        using SpoolStore store = scene.Open();
        Assert.Equal(last - first + 1, store.UnreadRecords);
        Assert.Equal([.. Enumerable.Range(first, last - first + 1)], SpoolScene.ReadAll(store));
        Assert.Equal(0, store.CorruptRecords);
        Assert.Null(store.TakeProblem());
    }

    private static void ExpectLeftAlone(SpoolScene scene, string problem)
    {
        byte[] before = scene.Files[scene.Segments.Single()];
        SpoolFolder folder = Assert.Single(SpoolFolder.ClaimLeft(scene.Files, "/spool/broker", Assert.Fail));
        var problems = new List<string>();
        Assert.Empty(folder.OpenStores(scene.Budget, problems.Add));
        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
        folder.Dispose();
        Assert.Equal(before, scene.Files[scene.Segments.Single()]);
        Assert.Equal(0, scene.Budget.UsedBytes);
    }
}
