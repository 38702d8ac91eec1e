using System.Globalization;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Spool;

public class ListTests
{
    [Fact]
    public async Task Each_log_is_shown_with_its_broker_target_number_and_times()
    {
        using LeftSpool spool = new LeftSpool().Conn(5, confirmed: 2).Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "list", spool.Root));

        Assert.Contains("mq1:5673, vhost '/'", desk.Output);
        Assert.Contains($"{spool.Process}, left: no process uses it", desk.Output);
        Assert.Contains("conn: 3 records, ", desk.Output);
        Assert.Contains("2023-11-14T22:13:23Z to 2023-11-14T22:13:25Z", desk.Output);
        Assert.Contains("to exchange 'zeek', routing key 'conn', queue 'queue'", desk.Output);
        Assert.Contains("total: 3 records, ", desk.Output);
        Assert.Equal("", desk.Error);
    }

    [Fact]
    public async Task A_folder_that_a_process_holds_is_shown_as_such_and_stays_held_and_unchanged()
    {
        using LeftSpool spool = new LeftSpool().Conn(3);
        using var desk = new Desk();
        string[] before = spool.Contents();

        Assert.Equal(0, await desk.RunAsync("spool", "list", "--json", spool.Root));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\"held\":true,\"process\":{Environment.ProcessId},"), desk.Output);
        Assert.Contains("\"records\":3,", desk.Output);
        Assert.Equal(before, spool.Contents());
    }

    [Fact]
    public async Task Any_level_of_a_spool_can_be_named()
    {
        using LeftSpool spool = new LeftSpool().Conn(3).Leave();
        foreach (string folder in new[] { spool.Root, spool.Broker, spool.Process, spool.Process + "/", spool.Lane })
        {
            using var desk = new Desk();
            Assert.Equal(0, await desk.RunAsync("spool", "list", folder));
            Assert.Contains("total: 3 records", desk.Output);
        }
    }

    [Fact]
    public async Task The_default_is_where_the_plugin_keeps_records()
    {
        using LeftSpool spool = new LeftSpool("zeek-amqp/mq1_5672_%2F").Conn(3).Leave();
        using var desk = new Desk { Variables = { ["STATE_DIRECTORY"] = spool.Root } };

        // STATE_DIRECTORY/zeek-amqp is the spool; a broker's name is of one level only.
        Assert.Equal(0, await desk.RunAsync("spool", "list"));
        Assert.Contains("total: 3 records", desk.Output);
    }

    [Fact]
    public async Task An_empty_folder_is_no_problem()
    {
        using var spool = new LeftSpool();
        spool.Leave();
        Directory.CreateDirectory(spool.Root);
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "list", spool.Root));
        Assert.Equal($"nothing waits in {spool.Root}\n", desk.Output);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("verify")]
    [InlineData("drain")]
    [InlineData("export")]
    public async Task A_folder_that_is_not_there_is_wrong_usage(string command)
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync("spool", command, "/nowhere/at/all"));
        Assert.Equal("zeek-amqp: there is no folder '/nowhere/at/all', or it may not be seen by this user\n", desk.Error);
    }

    [Fact]
    public async Task A_missing_route_is_a_problem_and_the_log_is_known_by_its_folder()
    {
        using LeftSpool spool = new LeftSpool().Conn(3).Leave();
        File.Delete(Path.Combine(spool.Lane, "route"));
        using var desk = new Desk();

        Assert.Equal(1, await desk.RunAsync("spool", "list", spool.Root));
        Assert.Contains("conn: 3 records", desk.Output);
        Assert.Contains("to nobody knows where: its route cannot be used", desk.Output);
        Assert.Contains($"problem: {spool.Lane}/route: it is not there", desk.Output);
        Assert.Contains("; 1 problem, see zeek-amqp spool verify", desk.Output);
    }

    [Fact]
    public async Task What_a_log_is_called_does_not_command_the_terminal()
    {
        using var spool = new LeftSpool();
        using (ZeekAmqp.Core.Spool.SpoolStore store = spool.Store(LeftSpool.Route with { Path = "co\u001b[2Jnn" }))
            store.Append([LeftSpool.Message("{}", 1)], out _);
        spool.Leave();
        using var desk = new Desk { IsTerminal = true };

        Assert.Equal(0, await desk.RunAsync("spool", "list", spool.Root));
        Assert.Contains("co.[2Jnn: 1 record", desk.Output);
        Assert.DoesNotContain('\u001b', desk.Output);
    }
}
