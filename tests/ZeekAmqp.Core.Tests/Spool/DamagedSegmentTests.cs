using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>The crash table's rows on segments.</summary>
public sealed class DamagedSegmentTests
{
    private static readonly int[] OneToFour = [1, 2, 3, 4];
    private static readonly int[] OneToFive = [1, 2, 3, 4, 5];
    private static readonly int[] AllButThree = [1, 2, 4, 5];

    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(99)]
    public void A_torn_tail_is_the_end_and_nothing_is_said(int cutOff)
    {
        SpoolScene scene = new SpoolScene().Left(5);
        string segment = scene.Segments.Single();
        scene.Files[segment] = scene.Files[segment][..^cutOff];
        ExpectQuietly(scene, OneToFour);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(70)]
    public void A_zero_filled_tail_is_the_end_and_nothing_is_said(int keptOfLast)
    {
        SpoolScene scene = new SpoolScene().Left(5);
        string segment = scene.Segments.Single();
        byte[] bytes = scene.Files[segment];
        bytes.AsSpan(SpoolScene.OffsetOf(5) + keptOfLast).Clear();
        scene.Files[segment] = [.. bytes, .. new byte[5000]];
        ExpectQuietly(scene, OneToFour);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(40)]
    [InlineData(99)]
    public void A_corrupt_record_in_the_middle_is_skipped_counted_and_told_of(int offset)
    {
        SpoolScene scene = new SpoolScene().Left(5);
        scene.Files.Flip(scene.Segments.Single(), SpoolScene.OffsetOf(3) + offset);
        ExpectLoss(scene, AllButThree, "from byte 224 on");
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(8, 6)]
    [InlineData(9, 0)]
    [InlineData(9, 7)]
    [InlineData(11, 7)]
    public void A_corrupt_length_costs_its_record_only(int offset, int bit)
    {
        SpoolScene scene = new SpoolScene().Left(5);
        scene.Files.Flip(scene.Segments.Single(), SpoolScene.OffsetOf(3) + offset, bit);
        ExpectLoss(scene, AllButThree, "1 record lost");
    }

    [Fact]
    public void Neighbouring_corrupt_records_are_counted_exactly()
    {
        SpoolScene scene = new SpoolScene().Left(10);
        string segment = scene.Segments.Single();
        byte[] bytes = scene.Files[segment];
        bytes.AsSpan(SpoolScene.OffsetOf(3) + 50, 350).Fill(0xFF);
        scene.Files[segment] = bytes;
        ExpectLoss(scene, [1, 2, 7, 8, 9, 10], "4 records lost");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(16)]
    public void A_corrupt_segment_header_costs_nothing(int offset)
    {
        SpoolScene scene = new SpoolScene().Left(5);
        scene.Files.Flip(scene.Segments.Single(), offset);
        ExpectQuietly(scene, OneToFive);
    }

    [Fact]
    public void Of_a_missing_middle_segment_the_records_are_counted_exactly()
    {
        // A segment is 1,000 bytes: nine records.
        SpoolScene scene = new SpoolScene { Budget = new SpoolBudget(16_000) }.Left(30);
        Assert.Equal(4, scene.Segments.Count());
        scene.Files.Lose(scene.Segments.ElementAt(1));
        ExpectLoss(scene, [.. Enumerable.Range(1, 9), .. Enumerable.Range(19, 12)], "9 records lost");
    }

    [Fact]
    public void Of_a_missing_oldest_segment_the_records_are_counted_if_there_is_a_checkpoint()
    {
        var scene = new SpoolScene { Budget = new SpoolBudget(16_000) };
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 30), out _);
        store.MarkRead(30);
        store.Confirm(1);
        store.Confirm(2);
        store.SaveCheckpoint();
        scene.Kill();
        scene.Files.Lose(scene.Segments.First());
        ExpectLoss(scene, [.. Enumerable.Range(10, 21)], "7 records lost");
    }

    [Fact]
    public void Of_a_torn_segment_that_is_not_the_last_the_records_are_counted()
    {
        SpoolScene scene = new SpoolScene { Budget = new SpoolBudget(16_000) }.Left(12);
        string segment = scene.Segments.First();
        scene.Files[segment] = scene.Files[segment][..^150];
        ExpectLoss(scene, [.. Enumerable.Range(1, 7), .. Enumerable.Range(10, 3)], "2 records lost");
    }

    [Fact]
    public void Damage_in_many_places_is_told_of_in_a_few_lines()
    {
        SpoolScene scene = new SpoolScene().Left(200);
        for (int i = 2; i < 200; i += 2)
            scene.Files.Flip(scene.Segments.Single(), SpoolScene.OffsetOf(i) + 60);
        using SpoolStore store = scene.Open();
        Assert.Equal(101, SpoolScene.ReadAll(store).Length);
        Assert.Equal(99, store.CorruptRecords);
        var lines = new List<string>();
        while (store.TakeProblem() is { } line)
            lines.Add(line);
        Assert.Equal(5, lines.Count);
        Assert.Equal("95 records more lost to damage in spool files", lines[^1]);
    }

    [Fact]
    public void What_is_damaged_but_was_confirmed_or_is_still_in_memory_is_not_lost()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 5), out _);
        store.MarkRead(3);
        scene.Files.Flip(scene.Segments.Single(), SpoolScene.OffsetOf(2) + 60);
        scene.Files.Flip(scene.Segments.Single(), SpoolScene.OffsetOf(3) + 60);
        scene.Files.Flip(scene.Segments.Single(), SpoolScene.OffsetOf(4) + 60);
        Assert.Equal([5], SpoolScene.ReadAll(store));
        Assert.Equal(1, store.CorruptRecords);
        Assert.Equal(4, store.Records);
        for (int i = 1; i <= 5; i++)
            store.Confirm(i);
        Assert.Equal(0, store.Records);
        store.SaveCheckpoint();
        Assert.Empty(scene.Segments);
    }

    private static void ExpectQuietly(SpoolScene scene, int[] expected)
    {
        using SpoolStore store = scene.Open();
        Assert.Equal(expected.Length, store.Records);
        Assert.Equal(expected, SpoolScene.ReadAll(store));
        Assert.Equal(0, store.CorruptRecords);
        Assert.Equal(expected.Length, store.Records);
        Assert.Null(store.TakeProblem());
        ExpectDrained(scene, store, expected);
    }

    private static void ExpectLoss(SpoolScene scene, int[] expected, string problem)
    {
        using SpoolStore store = scene.Open();
        Assert.Equal(expected, SpoolScene.ReadAll(store));
        Assert.Equal(expected.Length, store.Records);
        Assert.Contains(problem, store.TakeProblem(), StringComparison.Ordinal);
        Assert.Null(store.TakeProblem());
        int lost = expected[^1] - expected.Length - (expected[0] == 10 ? 2 : 0);
        Assert.Equal(lost, store.CorruptRecords);
        ExpectDrained(scene, store, expected);
    }

    private static void ExpectDrained(SpoolScene scene, SpoolStore store, int[] read)
    {
        foreach (int ordinal in read)
            store.Confirm(ordinal);
        store.SaveCheckpoint();
        Assert.Empty(scene.Segments);
        Assert.Equal(0, scene.Budget.UsedBytes);
    }
}
