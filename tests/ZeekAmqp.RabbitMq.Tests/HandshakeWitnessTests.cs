using System.Net;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>What somebody sees who watches a connection being made.</summary>
public sealed class HandshakeWitnessTests(TlsNode tls) : IClassFixture<TlsNode>
{
    [Fact]
    public async Task Each_step_of_a_connection_is_seen_with_the_certificate_that_the_broker_shows()
    {
        await tls.CertifyAsync(tls.Authority);
        var seen = new Witness();
        BrokerLink link = await Handshake.OpenAsync(Options(), "test", avoid: null, _ => { }, default, seen);
        await link.CloseAsync();

        Assert.Equal(["resolved", "connected", "shown", "secured", "logged in"], seen.Steps.Where(step => !step.StartsWith("failed", StringComparison.Ordinal)).Distinct());
        Assert.Contains("localhost", seen.Certificate!.Names);
        Assert.Null(seen.Certificate.Fault);
        Assert.True(seen.Certificate.NotAfter > DateTimeOffset.UtcNow);
        Assert.Equal(2, seen.Certificate.Chain.Count);
        Assert.StartsWith("TLS_", seen.Tls!.Cipher, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vhost", "no-such-vhost", "VirtualHost")]
    [InlineData("password", "wrong", "Login")]
    [InlineData("hostname", "no-such-host.invalid", "Resolve")]
    [InlineData("password_file", "/no/such/file", "Settings")]
    [InlineData("tls_server_name", "mq.example.org", "Tls")]
    public async Task The_step_that_fails_is_named(string option, string value, string stage)
    {
        await tls.CertifyAsync(tls.Authority);
        var seen = new Witness();
        await Assert.ThrowsAsync<BrokerException>(() => Handshake.OpenAsync(Options(new RawOption(option, value)), "test", avoid: null, _ => { }, default, seen));
        Assert.Contains($"failed at {stage}", seen.Steps);
    }

    [Fact]
    public async Task A_certificate_that_nobody_verifies_is_judged_all_the_same()
    {
        await tls.CertifyAsync(tls.Authority, "mq.example.org");
        var seen = new Witness();
        BrokerLink link = await Handshake.OpenAsync(Options(new RawOption("tls_verify", "none")), "test", avoid: null, _ => { }, default, seen);
        await link.CloseAsync();
        Assert.Contains("its certificate is for 'mq.example.org'", seen.Certificate!.Fault!.Value.Why, StringComparison.Ordinal);
    }

    private BrokerOptions Options(params RawOption[] more) => OptionParser.Parse(
        [
            new("hostname", "localhost"), new("amqp_port", $"{tls.Node.TlsPort}"), new("tls", "T"), new("tls_ca_file", tls.AuthorityFile), .. more,
        ]).Broker;

    private sealed class Witness : IHandshakeWitness
    {
        public List<string> Steps { get; } = [];

        public CertificateSight? Certificate { get; private set; }

        public TlsSight? Tls { get; private set; }

        public void Resolved(IReadOnlyList<IPAddress> addresses) => Steps.Add("resolved");

        public void Connected(IPEndPoint remote) => Steps.Add("connected");

        public void Shown(CertificateSight certificate)
        {
            Steps.Add("shown");
            Certificate = certificate;
        }

        public void Secured(TlsSight tls)
        {
            Steps.Add("secured");
            Tls = tls;
        }

        public void LoggedIn() => Steps.Add("logged in");

        public void Failed(ConnectStage stage, IPEndPoint? remote, string why, string advice) => Steps.Add($"failed at {stage}");
    }
}
