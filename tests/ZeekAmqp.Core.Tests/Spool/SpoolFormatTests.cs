using System.Text;
using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>The bytes on disk: a later version has to read them.</summary>
public sealed class SpoolFormatTests
{
    // "x", "k", "q", "conn", "0123".
    private const string Texts = "0100000078" + "010000006B" + "0100000071" + "04000000636F6E6E" + "0400000030313233";

    [Fact]
    public void The_checksum_is_the_well_known_one() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    [Fact]
    public void A_segment_is_byte_for_byte_what_the_readme_says()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(
            [
                new SpoolRecord("{}"u8.ToArray(), 0x0102030405060708, 1_700_000_000),
                new SpoolRecord("[]"u8.ToArray(), 9, 1_700_000_000, count: 3, form: 1),
            ],
            out _);
        Assert.Equal(
            "5A414D515345474D" + "1A60BF00" + "02000000" + "0100000000000000"
            + "FF5AFE41" + "DD0374C9" + "02000000" + "00000000" + "0100000000000000" + "0807060504030201" + "00F1536500000000" + "7B7D"
            + "FF5AFE41" + "10A8D6A0" + "02000000" + "01020000" + "0200000000000000" + "0900000000000000" + "00F1536500000000" + "5B5D",
            Convert.ToHexString(scene.Files[scene.Segments.Single()]));
    }

    [Fact]
    public void A_segment_of_the_first_version_is_read()
    {
        SpoolScene scene = new SpoolScene().Left(3);
        byte[] segment = scene.Files[scene.Segments.Single()];
        segment[12] = 1;
        BitConverter.TryWriteBytes(segment.AsSpan(8), Crc32C.Of(segment.AsSpan(12, 12)));
        scene.Files[scene.Segments.Single()] = segment;
        using SpoolStore store = scene.Open();
        Assert.Equal([1, 2, 3], SpoolScene.ReadAll(store));
    }

    [Fact]
    public void A_checkpoint_is_byte_for_byte_what_the_readme_says()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 3), out _);
        store.MarkRead(2);
        store.Confirm(1);
        store.Confirm(2);
        store.SaveCheckpoint();
        byte[] bytes = scene.Files[SpoolScene.Checkpoint];
        Assert.Equal("5A414350" + "5A6D0422" + "0100000000000000" + "0200000000000000", Convert.ToHexString(bytes.AsSpan(4096)));
    }

    [Fact]
    public void A_route_comes_back_as_it_was_whatever_is_in_it()
    {
        var route = new SpoolRoute("", "key.ü.🦓", new string('q', 255), "conn\nlog", "0123");
        var files = new FaultyFiles();
        SpoolStore.Create(files, "/lane", route, new SpoolBudget(1000)).Dispose();
        using SpoolStore store = SpoolStore.Open(files, "/lane", new SpoolBudget(1000));
        Assert.Equal(route, store.Route);
        Assert.Equal(Encoding.UTF8.GetByteCount(route.RoutingKey), route.RoutingKey.Length + 3);
        Assert.InRange(DateTimeOffset.UtcNow - store.Created, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_route_is_byte_for_byte_what_the_readme_says()
    {
        var files = new FaultyFiles();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
        SpoolRoute route = new("x", "k", "q", "conn", "0123") { IsPersistent = false, Partitions = 258 };
        SpoolStore.Create(files, "/lane", route, new SpoolBudget(1000), time).Dispose();
        Assert.Equal(
            "5A414D51524F5554" + "C8C1BEA8" + "02000000" + "0068E5CF8B010000" + "01000000" + "02010000" + Texts,
            Convert.ToHexString(files["/lane/route"]));
        using SpoolStore store = SpoolStore.Open(files, "/lane", new SpoolBudget(1000));
        Assert.Equal(route, store.Route);
    }

    [Theory]
    [InlineData(24, 3)] // A delivery mode that there is not.
    [InlineData(28, 0)] // No partition, and too many: each would cost memory.
    [InlineData(30, 1)]
    public void A_route_whose_numbers_make_no_sense_is_told_of_and_left_alone(int offset, byte value)
    {
        var scene = new SpoolScene().Left(3);
        byte[] route = scene.Files[SpoolScene.RouteFile];
        route[offset] = value;
        BitConverter.TryWriteBytes(route.AsSpan(8), Crc32C.Of(route.AsSpan(12)));
        scene.Files[SpoolScene.RouteFile] = route;
        SpoolException exception = Assert.Throws<SpoolException>(() => scene.Open());
        Assert.Contains("its contents make no sense", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_of_version_1_means_persistent_messages_in_one_partition()
    {
        var files = new FaultyFiles();
        files.CreateFolder("/lane");
        files["/lane/route"] = Convert.FromHexString("5A414D51524F5554" + "797A319D" + "01000000" + "0068E5CF8B010000" + Texts);
        using SpoolStore store = SpoolStore.Open(files, "/lane", new SpoolBudget(1000));
        Assert.Equal(new SpoolRoute("x", "k", "q", "conn", "0123") { IsPersistent = true, Partitions = 1 }, store.Route);
        Assert.Equal(1_700_000_000_000, store.Created.ToUnixTimeMilliseconds());
    }
}
