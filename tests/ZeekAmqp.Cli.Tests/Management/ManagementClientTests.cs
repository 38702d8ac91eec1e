using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ZeekAmqp.Cli.Management;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq.Tests;

namespace ZeekAmqp.Cli.Tests.Management;

public class ManagementClientTests
{
    [Fact]
    public async Task Queue_is_asked_for_with_the_login_of_AMQP_and_its_name_escaped()
    {
        using var server = new WebServer();
        server.Answers["/api/queues/%2F/a%2Fb%20c"] = (200, """
            {"name":"a/b c","vhost":"/","type":"quorum","state":"running","durable":true,"arguments":{"x-max-length":5,"x-overflow":"reject-publish"},
             "messages":7,"messages_ready":4,"messages_unacknowledged":3,"consumers":2,
             "message_stats":{"publish":9,"publish_details":{"rate":1.5},"deliver_get_details":{"rate":0.5}},"idle_since":"x"}
            """);
        using ManagementClient client = await OpenAsync(server.Url);

        QueueState queue = Value(await client.QueueAsync("/", "a/b c", default));

        Assert.Equal(("a/b c", "quorum", 7, 4, 3, 2), (queue.Name, queue.Type, queue.Messages!.Value, queue.Ready!.Value, queue.Unacknowledged!.Value, queue.Consumers!.Value));
        Assert.Equal((1.5, 0.5, (double?)null), (queue.PublishRate!.Value, queue.DeliverRate!.Value, queue.AcknowledgeRate));
        Assert.Equal("5", queue.Arguments["x-max-length"]);
        Assert.Equal("reject-publish", queue.Arguments["x-overflow"]);
        // RFC 7617: base64 of zeek:påss.
        Assert.Contains("Authorization: Basic emVlazpww6Vzcw==\n", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Login_of_the_address_wins_and_its_prefix_is_kept()
    {
        using var server = new WebServer();
        server.Answers["/mq/api/whoami"] = (200, """{"name":"eve","tags":"administrator,other"}""");
        using ManagementClient client = await OpenAsync($"http://e%76e:a%3Ab@127.0.0.1:{server.Port}/mq/api/");

        UserIdentity identity = Value(await client.WhoAmIAsync(default));

        Assert.Equal(["administrator", "other"], identity.Tags);
        // eve:a:b
        Assert.Contains("Authorization: Basic ZXZlOmE6Yg==\n", Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData(401, """{"error":"not_authorized","reason":"Login failed"}""", nameof(ManagementFault.Unauthorized), "refused the login of user 'zeek': Login failed")]
    [InlineData(401, """{"error":"not_authorised","reason":"Not management user"}""", nameof(ManagementFault.Forbidden), "the tag 'management' is missing")]
    [InlineData(401, """{"error":"not_authorised","reason":"Not monitor user"}""", nameof(ManagementFault.Forbidden), "the tag 'monitoring' is missing")]
    [InlineData(401, """{"error":"not_authorised","reason":"Not administrator user"}""", nameof(ManagementFault.Forbidden), "the tag 'administrator' is missing")]
    [InlineData(403, """{"error":"forbidden"}""", nameof(ManagementFault.Forbidden), "does not tell user 'zeek' the nodes: it may not")]
    [InlineData(401, "<html>", nameof(ManagementFault.Unreadable), "HTTP status 401")]
    [InlineData(404, """{"error":"Object Not Found","reason":"Not Found"}""", nameof(ManagementFault.NotFound), "there is no list of nodes at http://")]
    [InlineData(404, """{"detail":"Not Found"}""", nameof(ManagementFault.Unreadable), "HTTP status 404")]
    [InlineData(404, "", nameof(ManagementFault.Unreadable), "is not the management API: it said HTTP status 404")]
    [InlineData(500, """{"reason":"timeout\nof\u001b[2J something"}""", nameof(ManagementFault.Failed), "does not tell the nodes: timeout of")]
    [InlineData(503, "oh", nameof(ManagementFault.Failed), "HTTP status 503")]
    [InlineData(200, "<html>", nameof(ManagementFault.Unreadable), "what came is no JSON")]
    [InlineData(200, "{}", nameof(ManagementFault.Unreadable), "what came is JSON, but not the nodes")]
    [InlineData(200, """[{"name":"\ud800"}]""", nameof(ManagementFault.Unreadable), "what came is JSON, but not the nodes")]
    [InlineData(204, "", nameof(ManagementFault.Unreadable), "HTTP status 204")]
    public async Task What_is_no_answer_is_told_in_a_sentence(int status, string body, string fault, string text)
    {
        using var server = new WebServer();
        server.Answers["/api/nodes"] = (status, body);
        using ManagementClient client = await OpenAsync(server.Url);

        ManagementAnswer<IReadOnlyList<NodeState>> answer = await client.NodesAsync(default);

        Assert.False(answer.IsThere);
        Assert.Equal(fault, answer.Failure.Fault.ToString());
        Assert.Contains(text, answer.Failure.Text);
        Assert.Contains(server.Url, answer.Failure.Text);
        Assert.DoesNotContain('\n', answer.Failure.Text);
        Assert.DoesNotContain("påss", answer.Failure.Text);
    }

    [Fact]
    public async Task Redirection_is_told_and_not_followed()
    {
        using var server = new WebServer { MoreHead = "Location: https://example.org/login\r\n" };
        server.Answers["/api/whoami"] = (302, "");
        using ManagementClient client = await OpenAsync(server.Url);

        ManagementFailure failure = (await client.WhoAmIAsync(default)).Failure!;

        Assert.Contains("it sends us to 'https://example.org/login'", failure.Text);
    }

    [Fact]
    public async Task Port_where_nobody_listens_is_told_with_the_plugin_s_command()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        using ManagementClient client = await OpenAsync($"http://127.0.0.1:{port}");
        ManagementFailure failure = (await client.OverviewAsync(default)).Failure!;

        Assert.Equal(ManagementFault.Unreachable, failure.Fault);
        Assert.StartsWith($"cannot reach the management API at http://127.0.0.1:{port}: Connection refused; ", failure.Text);
        Assert.Contains("rabbitmq-plugins enable rabbitmq_management", failure.Text);
    }

    [Fact]
    public async Task Unknown_host_is_told()
    {
        using ManagementClient client = await OpenAsync("http://no-such-host.invalid:15672");

        Assert.Contains("the name has no address", (await client.OverviewAsync(default)).Failure!.Text);
    }

    [Theory]
    [InlineData("http", "AMQP\0\0\t\u0001", "what answers does not speak HTTP")]
    [InlineData("https", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "the port does not speak TLS; set --management to the port for TLS")]
    public async Task Server_that_speaks_something_else_is_told(string scheme, string answer, string text)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(async () =>
        {
            using TcpClient peer = await listener.AcceptTcpClientAsync();
            await peer.GetStream().ReadAtLeastAsync(new byte[4096], 1);
            await peer.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        });
        using ManagementClient client = await OpenAsync($"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Contains(text, (await client.OverviewAsync(default)).Failure!.Text);
        await serving;
    }

    [Fact]
    public async Task Cancelled_question_is_cancelled_and_no_failure()
    {
        using var server = new WebServer { IsSilent = true };
        using ManagementClient client = await OpenAsync(server.Url);
        using var stop = new CancellationTokenSource();
        Task<ManagementAnswer<BrokerOverview>> asking = client.OverviewAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Certificate_is_checked_as_for_AMQP()
    {
        using var authority = new TestAuthority();
        using var server = new WebServer(Certificate(authority, "localhost"));
        server.Answers["/api/whoami"] = (200, """{"name":"zeek","tags":["management"]}""");
        using var desk = new Desk();
        string trusted = desk.File("ca.pem", authority.Pem);

        Assert.Equal("zeek", Value(await AskAsync(new TlsOptions { AuthorityFile = trusted })).Name);
        Assert.Equal("zeek", Value(await AskAsync(new TlsOptions { IsVerified = false })).Name);
        Assert.Contains("its certificate's issuer 'CN=Test CA' is not trusted by this system", (await AskAsync(null)).Failure!.Text);
        Assert.Contains(
            "its certificate is for 'localhost', '127.0.0.1', not for 'mq1'",
            (await AskAsync(new TlsOptions { AuthorityFile = trusted, ServerName = "mq1" })).Failure!.Text);
        Assert.Contains("tls_ca_file '/no/such.pem' does not exist", (await FailAsync(server.Url, new TlsOptions { AuthorityFile = "/no/such.pem" })).Text);

        async Task<ManagementAnswer<UserIdentity>> AskAsync(TlsOptions? tls)
        {
            using ManagementClient client = await OpenAsync(server.Url, tls);
            return await client.WhoAmIAsync(default);
        }
    }

    [Fact]
    public async Task Login_by_certificate_has_no_password_to_ask_with()
    {
        BrokerOptions broker = Broker(null) with { Credentials = new CredentialOptions { Username = "", Password = "", Mechanism = AuthMechanism.External } };

        ManagementAnswer<ManagementClient> opened = await ManagementClient.OpenAsync(
            ManagementUrl.Parse("http://127.0.0.1:1", "test"), broker, TimeProvider.System, _ => { }, default);

        Assert.Contains("the login by certificate has none; give it as --management", opened.Failure!.Text);
    }

    [Fact]
    public async Task Clocks_are_compared_by_the_header_Date()
    {
        using var server = new WebServer { MoreHead = $"Date: {DateTimeOffset.UtcNow.AddHours(1):R}\r\n" };
        server.Answers["/api/whoami"] = (200, """{"name":"zeek"}""");
        using ManagementClient client = await OpenAsync(server.Url);
        Assert.Null(client.Clock);

        await client.WhoAmIAsync(default);

        ClockDifference clock = client.Clock!;
        Assert.True(clock.IsCertain);
        Assert.InRange(TimeSpan.FromHours(1), clock.Least, clock.Most);
        Assert.InRange(clock.Least, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
    }

    private static async Task<ManagementClient> OpenAsync(string url, TlsOptions? tls = null) =>
        Value(await ManagementClient.OpenAsync(ManagementUrl.Parse(url, "test"), Broker(tls), TimeProvider.System, _ => { }, default));

    private static async Task<ManagementFailure> FailAsync(string url, TlsOptions tls) =>
        (await ManagementClient.OpenAsync(ManagementUrl.Parse(url, "test"), Broker(tls), TimeProvider.System, _ => { }, default)).Failure!;

    private static T Value<T>(ManagementAnswer<T> answer)
        where T : class
    {
        Assert.True(answer.IsThere, answer.Failure?.Text);
        return answer.Value!;
    }

    private static BrokerOptions Broker(TlsOptions? tls) =>
        OptionParser.Parse([new RawOption("username", "zeek"), new RawOption("password", "påss")]).Broker with { Tls = tls };

    private static X509Certificate2 Certificate(TestAuthority authority, string name)
    {
        (X509Certificate2 certificate, System.Security.Cryptography.ECDsa key) = authority.Issue(name);
        using (certificate)
        using (key)
            return certificate.CopyWithPrivateKey(key);
    }
}
