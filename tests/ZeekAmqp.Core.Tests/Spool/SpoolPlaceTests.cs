using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

public sealed class SpoolPlaceTests
{
    [Theory]
    [InlineData("localhost", 5672, "/", "localhost_5672_%2F")]
    [InlineData("Rabbit-1.Example.org", 5671, "zeek", "rabbit-1.example.org_5671_zeek")]
    [InlineData("::1", 5672, "", "%3A%3A1_5672_")]
    [InlineData("..", 1, "a_b/../c", "%2E._1_a%5Fb%2F..%2Fc")]
    [InlineData("h", 1, "ü%", "h_1_%C3%BC%25")]
    public void A_broker_has_a_folder_with_a_readable_name(string host, int port, string vhost, string expected)
    {
        Assert.Equal($"/spool/{expected}", SpoolPlace.BrokerFolder("/spool", host, port, vhost));
    }

    [Fact]
    public void Long_names_are_bounded_and_stay_distinct()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(i => Path.GetFileName(SpoolPlace.BrokerFolder("/s", new string('h', 300), 65535, new string('/', 200) + i)))];
        Assert.Equal(100, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Length, 1, 170));
    }

    [Theory]
    [InlineData("/state:/other", "/xdg", "/home/z", true, "/state/zeek-amqp")]
    [InlineData(null, "/xdg", "/home/z", true, "/var/lib/zeek-amqp")]
    [InlineData("", "/xdg", "/home/z", true, "/var/lib/zeek-amqp")]
    [InlineData(null, "/xdg", "/home/z", false, "/xdg/zeek-amqp")]
    [InlineData(null, "relative", "/home/z", false, "/home/z/.local/state/zeek-amqp")]
    [InlineData(null, null, "/home/z", false, "/home/z/.local/state/zeek-amqp")]
    [InlineData(null, null, null, false, null)]
    public void Unless_it_is_set_the_place_is_the_first_that_can_be_used(string? state, string? xdg, string? home, bool canUse, string? expected)
    {
        string? Environment(string name) => name switch { "STATE_DIRECTORY" => state, "XDG_STATE_HOME" => xdg, "HOME" => home, _ => null };
        Assert.Equal(expected, SpoolPlace.Default(Environment, folder =>
        {
            Assert.Equal("/var/lib/zeek-amqp", folder);
            return canUse;
        }));
    }

    [Fact]
    public void A_place_can_be_used_if_it_can_be_made_and_written_to()
    {
        using var folder = new TemporaryFolder();
        Assert.True(SpoolPlace.CanUse(new DiskFiles(), folder.In("a", "b")));
        Assert.Empty(Directory.GetFileSystemEntries(folder.In("a", "b")));
        Assert.False(SpoolPlace.CanUse(new DiskFiles(), "/proc/zeek-amqp"));
    }

    [Fact]
    public void Other_brokers_folders_are_named_if_there_are_messages_that_nobody_holds()
    {
        var files = new FaultyFiles();
        var budget = new SpoolBudget(100_000);
        foreach (string name in (string[])["mine", "other", "empty", "held"])
        {
            SpoolFolder folder = SpoolFolder.Create(files, $"/spool/{name}", TimeProvider.System);
            SpoolStore store = folder.CreateStore(SpoolScene.Route, budget);
            if (name != "empty")
                store.Append(SpoolScene.Records(1, 2), out _);
            store.Dispose();
            if (name != "held")
                folder.Dispose();
        }

        Assert.Equal(["/spool/other"], SpoolPlace.Others(files, "/spool", "/spool/mine"));
    }
}
