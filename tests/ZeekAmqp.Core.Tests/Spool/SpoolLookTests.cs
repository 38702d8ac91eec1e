using System.Globalization;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>A spool as people look at it, beside who uses it. Damaged ones are tried where they are shown, and by the fuzzing of the reader.</summary>
public sealed class SpoolLookTests
{
    [Theory]
    [InlineData("localhost", 5672, "/")]
    [InlineData("mq1,mq2:5673", 5671, "logs_of/all")]
    [InlineData("::1", 1, "")]
    [InlineData("mq", 65535, "Größe ~%41")]
    public void A_broker_is_read_from_the_folder_that_is_named_after_it(string host, int port, string virtualHost)
    {
        string name = Path.GetFileName(SpoolPlace.BrokerFolder("/spool", host, port, virtualHost));
        Assert.Equal(new SpoolBroker(host, port, virtualHost), SpoolBroker.TryRead(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lost+found")]
    [InlineData("mq1_5672")]
    [InlineData("mq1_99999_%2F")]
    [InlineData("mq1_x_%2F")]
    [InlineData("mq1_5672_/")]
    [InlineData("mq1_5672_%2f")]
    [InlineData("mq1_5672_%2")]
    [InlineData("_5672_%2F")]
    public void What_names_no_broker_is_none(string name) => Assert.Null(SpoolBroker.TryRead(name));

    [Fact]
    public void A_name_that_was_cut_off_says_nothing()
    {
        string name = Path.GetFileName(SpoolPlace.BrokerFolder("/spool", new string('m', 300), 5672, "/"));
        Assert.Null(SpoolBroker.TryRead(name));
    }

    [Fact]
    public void A_lock_is_known_by_device_and_inode_in_the_kernels_list()
    {
        var list = LockList.Parse(
            "1: FLOCK  ADVISORY  WRITE 4711 fe:00:131090 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 12 fe:00:131091 0 EOF\n"
            + "2: POSIX  ADVISORY  WRITE 13 fe:00:131092 0 EOF\n3: FLOCK  ADVISORY  READ 14 fe:00:131093 0 EOF\n"
            + "4: FLOCK  ADVISORY  WRITE 15 00:2a:131094 0 EOF\nwhat is this\n");
        Assert.Equal(4711, list.HolderOf(new FileIdentity(0xfe, 0, 131090, true)));
        Assert.Null(list.HolderOf(new FileIdentity(0xfd, 0, 131090, true)));
        foreach (ulong inode in new ulong[] { 131091, 131092, 131093 })
            Assert.Null(list.HolderOf(new FileIdentity(0xfe, 0, inode, true)));
        // Another subvolume of the same btrfs.
        Assert.Equal(15, list.HolderOf(new FileIdentity(0, 0x2c, 131094, true)));
    }

    [Fact]
    public void Who_looks_sees_the_lock_and_keeps_nobody_from_it()
    {
        using var folder = new TemporaryFolder();
        var files = new DiskFiles();
        string path = folder.In("lock");
        Assert.Null(LockList.Read().HolderOf(path));
        using (IDisposable? held = files.TryLock(path))
        {
            Assert.NotNull(held);
            Assert.Equal(Environment.ProcessId, LockList.Read().HolderOf(path));
        }

        Assert.Null(LockList.Read().HolderOf(path));
        using IDisposable? again = files.TryLock(path);
        Assert.NotNull(again);
    }

    [Fact]
    public void Each_level_of_a_spool_leads_to_the_same_writers()
    {
        using var folder = new TemporaryFolder();
        var files = new DiskFiles();
        using var process = SpoolFolder.Create(files, SpoolPlace.BrokerFolder(folder.Path, "mq", 5672, "/"), TimeProvider.System);
        using SpoolStore store = process.CreateStore(SpoolScene.Route, new SpoolBudget(1_000_000));
        store.Append([SpoolScene.Record(1)], out _);
        Directory.CreateDirectory(folder.In(".hidden", "x"));

        string lane = store.Folder;
        for (string at = lane; at.Length >= folder.Path.Length; at = Path.GetDirectoryName(at)!)
        {
            SpoolProcess found = Assert.Single(SpoolTree.Find(files, at).Processes);
            Assert.Equal(process.Path, found.Folder);
            Assert.Equal([lane], found.Lanes);
            Assert.Equal("mq", found.Broker!.Host);
        }
    }

    [Fact]
    public void What_waits_is_measured_by_the_first_and_the_last_segment()
    {
        var scene = new SpoolScene { Budget = new SpoolBudget(16_000) };
        using (SpoolStore store = scene.Create())
        {
            store.Append(SpoolScene.Records(1, 40), out _);
            for (int ordinal = 1; ordinal <= 12; ordinal++)
                store.Confirm(ordinal);
        }

        SpoolLane lane = SpoolLane.Look(scene.Files, SpoolScene.Lane)!;
        Assert.Equal(12, lane.SettledThrough);
        Assert.Empty(lane.Problems);
        Assert.Equal(new LaneExtent(28, 13, 40), new LaneReading(scene.Files, lane, isHeld: false).Measure());
    }

    [Fact]
    public void A_segment_that_is_gone_by_now_was_sent_if_a_process_uses_the_folder_and_is_damage_if_none_does()
    {
        SpoolScene scene = new SpoolScene().Left(5);
        SpoolLane lane = SpoolLane.Look(scene.Files, SpoolScene.Lane)!;
        scene.Files.Lose(lane.Segments[0].Path);
        foreach (bool isHeld in new[] { true, false })
        {
            var reading = new LaneReading(scene.Files, lane, isHeld);
            Assert.DoesNotContain(reading.Read(lane.Segments[0]), piece => piece.Kind == SegmentPieceKind.Record);
            Assert.Equal(isHeld ? 0 : 1, reading.Problems.Count);
        }
    }

    [Fact]
    public void What_a_failed_append_has_left_does_not_count()
    {
        SpoolScene scene = new SpoolScene().Left(5);
        string second = $"{SpoolScene.Lane}/{4.ToString("D20", CultureInfo.InvariantCulture)}.segment";
        byte[] bytes = scene.Files[scene.Segments.Single()];
        byte[] header = new byte[SegmentFormat.HeaderBytes];
        SegmentFormat.WriteHeader(header, 4);
        scene.Files[second] = [.. header, .. bytes[SpoolScene.OffsetOf(4)..]];

        SpoolLane lane = SpoolLane.Look(scene.Files, SpoolScene.Lane)!;
        var reading = new LaneReading(scene.Files, lane, isHeld: false);
        Assert.Equal([1, 2, 3, 4, 5], lane.Segments.SelectMany(reading.Read).Where(piece => piece.Kind == SegmentPieceKind.Record).Select(piece => (int)piece.Entry.Ordinal));
        Assert.True(Assert.Single(reading.Problems).IsNote);
    }
}
