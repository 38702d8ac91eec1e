using System.Text;
using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>The bytes on disk: a later version has to read them.</summary>
public sealed class SpoolFormatTests
{
    // "x", "k", "q", "conn", "0123".
    private const string Texts = "0100000078" + "010000006B" + "0100000071" + "04000000636F6E6E" + "0400000030313233";

    private const string Version2 = "5A414D51524F5554" + "C8C1BEA8" + "02000000" + "0068E5CF8B010000" + "01000000" + "02010000" + Texts;

    // Messages had their log's path for a type, always.
    private static readonly PublishTarget Old = new("x", "k", "q") { Properties = new MessageProperties { Type = "conn", AppId = "zeek-amqp" } };

    private static readonly PublishTarget Everything = new("", "key.ü.🦓.{field:id.orig_h}.{{x}}.{partition}", new string('q', 255))
    {
        IsPersistent = false,
        Partitions = 258,
        Properties = new MessageProperties
        {
            Priority = 9,
            Expiration = TimeSpan.FromMilliseconds(4294967295),
            Type = "a{{b}}",
            AppId = "",
            UserId = "zeek",
            Headers = """{"a":[1,2.5,null,{"b":"c"}]}""",
            IsMandatory = false,
        },
        Topology = new TopologyOptions
        {
            Declaration = Declaration.Passive,
            ExchangeType = "x-odd",
            IsExchangeDurable = false,
            IsExchangeAutoDelete = true,
            ExchangeArguments = """{"alternate-exchange":"spare"}""",
            IsQueueDurable = false,
            IsQueueAutoDelete = true,
            QueueArguments = """{"x-queue-type":"quorum"}""",
            BindingKeys = "a,b.#",
            BindingArguments = """{"x-match":"any"}""",
        },
    };

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
        var route = new SpoolRoute(Everything, "conn\nlog", "0123");
        var files = new FaultyFiles();
        SpoolStore.Create(files, "/lane", route, new SpoolBudget(1000)).Dispose();
        using SpoolStore store = SpoolStore.Open(files, "/lane", new SpoolBudget(1000));
        Assert.Equal(route, store.Route);
        Assert.InRange(DateTimeOffset.UtcNow - store.Created, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_route_of_the_longest_texts_is_read()
    {
        string table = "{\"k\":\"" + new string('\u0001', (TableText.MaxBytes - 8) / 6).Replace("\u0001", "\\u0001", StringComparison.Ordinal) + "\"}";
        var topology = new TopologyOptions
        {
            QueueArguments = table,
            ExchangeArguments = table,
            BindingArguments = table,
            BindingKeys = string.Join(',', Enumerable.Repeat(new string('\u0002', 255), 64)),
        };
        var route = new SpoolRoute(
            new PublishTarget(new string('\u0003', 255), new string('\u0003', 255), new string('\u0003', 255))
            {
                Topology = topology,
                Properties = new MessageProperties { Headers = table },
            },
            new string('\u0003', 255),
            "0123");
        var files = new FaultyFiles();
        SpoolStore.Create(files, "/lane", route, new SpoolBudget(1000)).Dispose();
        using SpoolStore store = SpoolStore.Open(files, "/lane", new SpoolBudget(1000));
        Assert.Equal(route, store.Route);
    }

    [Fact]
    public void A_route_is_byte_for_byte_what_the_readme_says()
    {
        var files = new FaultyFiles();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
        SpoolRoute route = new(new PublishTarget("x", "k.{partition}", "q") { IsPersistent = false, Partitions = 258 }, "conn", "0123");
        SpoolStore.Create(files, "/lane", route, new SpoolBudget(1000), time).Dispose();
        byte[] bytes = files["/lane/route"];
        Assert.Equal("5A414D51524F5554", Convert.ToHexString(bytes.AsSpan(0, 8)));
        Assert.Equal(Crc32C.Of(bytes.AsSpan(12)), BitConverter.ToUInt32(bytes, 8));
        Assert.Equal("03000000" + "0068E5CF8B010000", Convert.ToHexString(bytes.AsSpan(12, 12)));
        Assert.Equal(
            """{"path":"conn","writer_instance":"0123","exchange":"x","routing_key":"k.{partition}","queue_name":"q","delivery_mode":1"""
            + ""","partitions":258,"priority":0,"expiration_ms":0,"message_type":"","app_id":"","user_id":"","headers":"","mandatory":true"""
            + ""","declare":"Missing","exchange_type":"","exchange_durable":true,"exchange_auto_delete":false,"exchange_arguments":"","queue_durable":true"""
            + ""","queue_auto_delete":false,"queue_arguments":"","binding_keys":"","binding_arguments":""}""",
            Encoding.UTF8.GetString(bytes.AsSpan(24)));
    }

    [Theory]
    [InlineData("\"delivery_mode\":2", "\"delivery_mode\":3")]
    [InlineData("\"partitions\":1", "\"partitions\":0")]
    [InlineData("\"partitions\":1", "\"partitions\":4097")] // Each would cost memory.
    [InlineData("\"priority\":0", "\"priority\":256")]
    [InlineData("\"priority\":0,", "")]
    [InlineData("\"expiration_ms\":0", "\"expiration_ms\":-1")]
    [InlineData("\"routing_key\":\"conn\"", "\"routing_key\":\"{conn}\"")]
    [InlineData("\"routing_key\":\"conn\"", "\"routing_key\":\"{env:X}\"")]
    [InlineData("\"routing_key\":\"conn\"", "\"routing_key\":null")]
    [InlineData("\"headers\":\"\"", "\"headers\":\"[]\"")]
    [InlineData("\"headers\":\"\"", "\"headers\":\"{\\\"a\\\":\\\"{path}\\\"}\"")]
    [InlineData("\"queue_arguments\":\"\"", "\"queue_arguments\":\"x\"")]
    [InlineData("\"routing_key\":\"conn\"", "\"routing_key\":\"\\uD800\"")]
    [InlineData("\"mandatory\":true", "\"mandatory\":\"true\"")]
    [InlineData("\"mandatory\":true", "\"mandatory\":true,\"Mandatory\":true")] // Neither unknown ones,
    [InlineData("\"mandatory\":true", "\"mandatory\":true,\"mandatory\":true")] // nor twice.
    [InlineData("\"mandatory\":true", "\"mandatory\":true,\"\\uD800\":true")]
    [InlineData("\"partitions\":1", "\"partitions\":1.5")]
    [InlineData("\"declare\":\"Missing\"", "\"declare\":7")]
    [InlineData("\"declare\":\"Missing\"", "\"declare\":\"1\"")]
    [InlineData("\"headers\":\"\"", "\"headers\":{}")]
    [InlineData("{\"path\"", "null{\"path\"")]
    [InlineData("{\"path\"", "[{\"path\"")]
    public void A_route_that_makes_no_sense_is_told_of_and_left_alone(string what, string instead)
    {
        var scene = new SpoolScene().Left(3);
        byte[] route = scene.Files[SpoolScene.RouteFile];
        string text = Encoding.UTF8.GetString(route.AsSpan(24));
        Assert.Contains(what, text, StringComparison.Ordinal);
        route = [.. route[..24], .. Encoding.UTF8.GetBytes(text.Replace(what, instead, StringComparison.Ordinal))];
        BitConverter.TryWriteBytes(route.AsSpan(8), Crc32C.Of(route.AsSpan(12)));
        scene.Files[SpoolScene.RouteFile] = route;
        SpoolException exception = Assert.Throws<SpoolException>(() => scene.Open());
        Assert.Contains("its contents make no sense", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24, 3)] // A delivery mode that there is not.
    [InlineData(29, 0x20)] // Too many partitions.
    [InlineData(30, 1)]
    public void A_route_of_version_2_whose_numbers_make_no_sense_is_left_alone(int offset, byte value)
    {
        byte[] route = Convert.FromHexString(Version2);
        route[offset] = value;
        BitConverter.TryWriteBytes(route.AsSpan(8), Crc32C.Of(route.AsSpan(12)));
        SpoolException exception = Assert.Throws<SpoolException>(() => OpenWith(route));
        Assert.Contains("its contents make no sense", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_of_version_2_has_a_delivery_mode_and_partitions()
    {
        using SpoolStore store = OpenWith(Convert.FromHexString(Version2));
        Assert.Equal(new SpoolRoute(Old with { IsPersistent = false, Partitions = 258 }, "conn", "0123"), store.Route);
    }

    [Fact]
    public void In_routes_of_old_versions_braces_stand_for_themselves_but_those_of_the_partition()
    {
        byte[] route = Convert.FromHexString(Version2.Replace("010000006B", "100000007B7B706172746974696F6E7D7D7B617D", StringComparison.Ordinal));
        BitConverter.TryWriteBytes(route.AsSpan(8), Crc32C.Of(route.AsSpan(12)));
        using SpoolStore store = OpenWith(route);
        Assert.Equal("{7}{a}", store.Route.Target.RoutingKeyOf(7));
    }

    [Fact]
    public void A_route_of_version_1_means_persistent_messages_in_one_partition()
    {
        using SpoolStore store = OpenWith(Convert.FromHexString("5A414D51524F5554" + "797A319D" + "01000000" + "0068E5CF8B010000" + Texts));
        Assert.Equal(new SpoolRoute(Old, "conn", "0123"), store.Route);
        Assert.Equal(1_700_000_000_000, store.Created.ToUnixTimeMilliseconds());
    }

    private static SpoolStore OpenWith(byte[] route)
    {
        var files = new FaultyFiles();
        files.CreateFolder("/lane");
        files["/lane/route"] = route;
        return SpoolStore.Open(files, "/lane", new SpoolBudget(1000));
    }
}
