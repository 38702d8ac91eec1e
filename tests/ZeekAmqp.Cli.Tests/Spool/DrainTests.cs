using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Spool;

public class DrainTests
{
    [Fact]
    public async Task All_that_waits_is_sent_in_order_and_the_folder_is_removed()
    {
        using LeftSpool spool = new LeftSpool().Conn(4, confirmed: 1).Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "drain", spool.Root));
        Assert.Equal(LeftSpool.Bodies(2, 3, 4), desk.Bodies);
        Assert.Equal("3 of 3 records sent, 0 left\n", desk.Output);
        Assert.False(Directory.Exists(spool.Process));
        Assert.Equal("mq1", desk.AskedFor!.Host);
        Assert.Equal(5673, desk.AskedFor.Port);
        Assert.Equal("/", desk.AskedFor.VirtualHost);
    }

    [Fact]
    public async Task Ids_and_routing_keys_are_those_that_the_messages_had()
    {
        using LeftSpool spool = new LeftSpool().Conn(3).Leave();
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("spool", "drain", spool.Root));
        Assert.Equal(["conn", "conn", "conn"], desk.Broker.RoutingKeys);
        Assert.Equal([$"{LeftSpool.Instance}-1", $"{LeftSpool.Instance}-2", $"{LeftSpool.Instance}-3"], desk.Broker.Ids);
    }

    [Fact]
    public async Task Flags_name_another_broker_and_the_environment_only_who_logs_in()
    {
        using LeftSpool spool = new LeftSpool().Conn(1).Leave();
        using var desk = new Desk { Variables = { ["ZEEK_AMQP_URI"] = "amqp://ann:secret@elsewhere:1234/other" } };
        Assert.Equal(0, await desk.RunAsync("spool", "drain", spool.Root));
        Assert.Equal(("mq1", 5673, "/", "ann", "secret"), Asked(desk));

        using LeftSpool another = new LeftSpool().Conn(1).Leave();
        Assert.Equal(0, await desk.RunAsync("spool", "drain", "--hostname", "mq2", "--vhost", "logs", another.Root));
        Assert.Equal(("mq2", 5672, "logs", "ann", "secret"), Asked(desk));
    }

    [Fact]
    public async Task Several_brokers_get_each_its_own()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        Directory.CreateDirectory(Path.Combine(spool.Root, "mq1%2Cmq2_5672_logs"));
        Directory.Move(spool.Process, Path.Combine(spool.Root, "mq1%2Cmq2_5672_logs", Path.GetFileName(spool.Process)));
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("spool", "drain", spool.Root));
        Assert.Equal("mq1,mq2", desk.AskedFor!.Host);
        Assert.Equal("logs", desk.AskedFor.VirtualHost);
    }

    [Fact]
    public async Task A_folder_that_does_not_say_its_broker_needs_flags()
    {
        using LeftSpool spool = new LeftSpool("copy").Conn(2).Leave();
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync("spool", "drain", spool.Root));
        Assert.Equal($"zeek-amqp: the folder of '{spool.Process}' does not say which broker its records are for; use --hostname or --uri\n", desk.Error);
        Assert.True(Directory.Exists(spool.Process));

        Assert.Equal(0, await desk.RunAsync("spool", "drain", "--hostname", "mq3", spool.Root));
        Assert.Equal(LeftSpool.Bodies(1, 2), desk.Bodies);
    }

    [Fact]
    public async Task A_folder_that_a_process_holds_is_refused_and_unchanged()
    {
        using LeftSpool spool = new LeftSpool().Conn(2);
        string[] before = spool.Contents();
        using var desk = new Desk();

        Assert.Equal(1, await desk.RunAsync("spool", "drain", "--json", spool.Root));
        Assert.Equal($"zeek-amqp: error: '{spool.Process}' is in use by process {Environment.ProcessId}, which sends what is in it; end that process first\n", desk.Error);
        Assert.Contains("\"found\":0,", desk.Output);
        Assert.Contains("\"folders_in_use\":1,", desk.Output);
        Assert.Empty(desk.Bodies);
        Assert.Equal(before, spool.Contents());
    }

    [Fact]
    public async Task A_broker_that_stays_away_is_given_up_and_all_is_still_there()
    {
        using LeftSpool spool = new LeftSpool().Conn(3).Leave();
        using var desk = new Desk { Broker = new FakeBroker { IsAway = true } };
        Assert.Equal(1, await desk.RunAsync("spool", "drain", "--max-wait-on-shutdown", "0.3", spool.Root));
        Assert.Equal("0 of 3 records sent, 3 left\n", desk.Output);
        Assert.Contains("nothing was confirmed for 0.3 s; 3 records wait on disk as before", desk.Error);

        desk.Broker.IsAway = false;
        Assert.Equal(0, await desk.RunAsync("spool", "drain", spool.Root));
        Assert.Equal(LeftSpool.Bodies(1, 2, 3), desk.Bodies);
    }

    [Fact]
    public async Task Damage_is_passed_over_counted_and_said()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.Flip(spool.Segments[0], LeftSpool.OffsetOf(2) + 50);
        using var desk = new Desk();
        Assert.Equal(1, await desk.RunAsync("spool", "drain", spool.Root));
        Assert.Equal(LeftSpool.Bodies(1, 3, 4), desk.Bodies);
        Assert.Equal("3 of 4 records sent, 1 lost, 0 left\n", desk.Output);
        Assert.Contains($"1 record lost: the spool file '{spool.Process}", desk.Error);
    }

    [Fact]
    public async Task A_log_without_a_route_stays_and_the_others_are_sent()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Conn(2).Leave();
        File.Delete(Path.Combine(spool.Lane, "route"));
        string lane = spool.Lane;
        using var desk = new Desk();
        Assert.Equal(1, await desk.RunAsync("spool", "drain", "--json", spool.Root));
        Assert.Equal(LeftSpool.Bodies(1, 2), desk.Bodies);
        Assert.Contains("\"folders_unfinished\":1,", desk.Output);
        Assert.Contains($"cannot read the spool file '{lane}/route': it is not there", desk.Error);
        Assert.True(Directory.Exists(lane));
    }

    [Fact]
    public async Task The_folder_of_one_log_is_refused()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync("spool", "drain", spool.Lane));
        Assert.Contains("is the folder of one log; name the one above it", desk.Error);
    }

    [Fact]
    public async Task A_terminal_sees_how_far_it_is()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        using var desk = new Desk { IsTerminal = true, Broker = new FakeBroker { IsAway = true } };
        Assert.Equal(1, await desk.RunAsync("spool", "drain", "--max-wait-on-shutdown", "0.5", spool.Root));
        Assert.Contains("[------------------------]   0%  0 of 2 records sent", desk.Error);
    }

    private static (string Host, int Port, string VirtualHost, string User, string Password) Asked(Desk desk) =>
        (desk.AskedFor!.Host, desk.AskedFor.Port, desk.AskedFor.VirtualHost, desk.AskedFor.Credentials.Username, desk.AskedFor.Credentials.Password);
}
