using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Commands;

/// <summary>Flags, URIs and the environment: which wins, and what is wrong.</summary>
public class OptionPrecedenceTests
{
    private const string Uri = "ZEEK_AMQP_URI";
    private const string Password = "ZEEK_AMQP_PASSWORD";

    [Fact]
    public async Task Defaults_are_those_of_the_options()
    {
        using var desk = new Desk();
        BrokerOptions broker = await AskAsync(desk);

        BrokerOptions expected = OptionParser.Parse([]).Broker with { SpoolDirectory = "" };
        Assert.Equal(expected, broker);
    }

    [Fact]
    public async Task Flag_wins_over_the_URI_and_the_URI_over_the_environment()
    {
        using var desk = new Desk();
        desk.Variables[Uri] = "amqp://a:pa@ha:1111/va";
        desk.Variables[Password] = "pb";
        BrokerOptions broker = await AskAsync(desk, "--uri", "amqp://c:pc@hc/", "--hostname", "hd");

        Assert.Equal(("hd", 1111, "va", "c", "pc"), (broker.Host, broker.Port, broker.VirtualHost, broker.Credentials.Username, broker.Credentials.Password));
    }

    [Fact]
    public async Task Password_of_the_environment_completes_a_URI_without_one()
    {
        using var desk = new Desk();
        desk.Variables[Password] = "secret";
        BrokerOptions broker = await AskAsync(desk, "--uri", "amqp://zeek@host");

        Assert.Equal(("zeek", "secret", 5672, "/"), (broker.Credentials.Username, broker.Credentials.Password, broker.Port, broker.VirtualHost));
    }

    [Fact]
    public async Task Password_file_is_handed_on_by_its_full_path_and_wins_over_the_URI()
    {
        using var desk = new Desk();
        string file = desk.File("password", "s3cret");
        BrokerOptions broker = await AskAsync(desk, "--uri", "amqp://u:p@h", "--password-file", Path.GetRelativePath(".", file));

        Assert.Equal(file, broker.Credentials.PasswordFile);
    }

    [Fact]
    public async Task Amqps_asks_for_TLS_on_its_own_port()
    {
        using var desk = new Desk();
        BrokerOptions broker = await AskAsync(desk, "--uri", "amqps://u:p@h");

        Assert.NotNull(broker.Tls);
        Assert.Equal(5671, broker.Port);
        Assert.Equal(1234, (await AskAsync(desk, "--uri", "amqps://h:1234")).Port);
        Assert.Equal(1234, (await AskAsync(desk, "--uri", "amqps://h", "--amqp-port", "1234")).Port);
    }

    [Fact]
    public async Task Amqp_of_the_command_line_wins_over_amqps_of_the_environment()
    {
        using var desk = new Desk();
        desk.Variables[Uri] = "amqps://h";
        BrokerOptions broker = await AskAsync(desk, "--uri", "amqp://h");

        Assert.Null(broker.Tls);
        Assert.Equal(5672, broker.Port);
    }

    [Fact]
    public async Task URI_is_decoded()
    {
        using var desk = new Desk();
        BrokerOptions broker = await AskAsync(desk, "--uri", "amqp://us%40er:p%3A%2f%25@[2001:db8::1]:5673/%2Fv%20h");

        Assert.Equal(
            ("2001:db8::1", 5673, "/v h", "us@er", "p:/%"), (broker.Host, broker.Port, broker.VirtualHost, broker.Credentials.Username, broker.Credentials.Password));
    }

    [Fact]
    public async Task Password_may_begin_with_an_at_sign()
    {
        using var desk = new Desk();

        Assert.Equal("@file", (await AskAsync(desk, "--password", "@file")).Credentials.Password);
    }

    [Theory]
    [InlineData("--uri is not of the form amqp://user:password@host:port/vhost", "--uri", "http://h")]
    [InlineData("--uri is not of the form", "--uri", "amqp://h/a/b")]
    [InlineData("--uri is not of the form", "--uri", "amqp://h/?heartbeat=5")]
    [InlineData("--uri is not of the form", "--uri", "amqps://u:hunter2@h/?verify=verify_none")]
    [InlineData("option 'tls_ca_file' is set, but 'tls' is F", "--tls-ca-file", "/dev/null")]
    [InlineData("--uri has a % that no two hexadecimal digits follow", "--uri", "amqp://u:hunter2%x@h")]
    [InlineData("option 'amqp_port' has the value '70000'; allowed is a port from 1 to 65535", "--uri", "amqp://h:70000")]
    [InlineData("option 'amqp_port' has the value 'x'; allowed is a port from 1 to 65535", "--amqp-port", "x")]
    [InlineData("cannot read --password-file '/nonexistent/file'", "--password-file", "/nonexistent/file")]
    [InlineData("--password and --password-file both give the password", "--password", "hunter2", "--password-file", "x")]
    [InlineData("--no-such-flag", "--no-such-flag", "1")]
    [InlineData("cannot open '/nonexistent/conn.log'", "/nonexistent/conn.log")]
    public async Task What_is_wrong_is_said_and_nothing_is_done(string error, params string[] arguments)
    {
        using var desk = new Desk();

        int status = await desk.RunAsync(["replay", desk.File("conn.log", Samples.ConnTsv(1)), .. arguments]);

        Assert.Equal(2, status);
        Assert.Contains(error, desk.Error);
        Assert.DoesNotContain("hunter2", desk.Error);
        Assert.Equal("", desk.Output);
        Assert.Null(desk.AskedFor);
    }

    [Fact]
    public async Task Folder_without_logs_is_wrong_usage()
    {
        using var desk = new Desk();
        string folder = Path.GetDirectoryName(desk.File("logs/readme.txt", ""))!;

        Assert.Equal(2, await desk.RunAsync("replay", folder));
        Assert.Contains($"the folder '{folder}' has no *.log or *.log.gz", desk.Error);
    }

    [Fact]
    public async Task Each_option_has_a_flag_with_its_description()
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("replay", "--help"));
        string help = string.Join(' ', desk.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        IEnumerable<OptionDefinition> shown = OptionTable.All.Where(option => option is { IsOfWaiting: false, IsOfScripts: false, Name: not "log_path" });
        Assert.All(shown, option => Assert.Contains($"--{option.Name.Replace('_', '-')} ", help));
        Assert.All(shown, option => Assert.Contains(option.Description, help));
    }

    private static async Task<BrokerOptions> AskAsync(Desk desk, params string[] arguments)
    {
        int status = await desk.RunAsync(["replay", desk.File("empty.log", ""), .. arguments]);
        Assert.True(status == 0, desk.Error);
        return desk.AskedFor!;
    }
}
