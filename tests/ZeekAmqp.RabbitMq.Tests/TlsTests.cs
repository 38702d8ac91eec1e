using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>What is verified of a broker's certificate, and what is said where it is not right.</summary>
public sealed class TlsTests(TlsNode tls) : IClassFixture<TlsNode>
{
    [Fact]
    public async Task A_certificate_of_the_right_name_and_authority_is_taken()
    {
        await tls.CertifyAsync(tls.Authority);
        await using TestWriter test = Writer();
        test.Submit(1, 500);
        test.Writer.Finish();

        Assert.Equal(500, test.Writer.Counters.Confirmed);
        Assert.Contains("TLS 1.3", await test.UntilToldAsync($"connected to localhost:{tls.Node.TlsPort}"), StringComparison.Ordinal);
        Assert.Equal(500, (await TestWriter.TakeAllAsync(tls.Node.Uri, test.Queue)).Count);
    }

    [Fact]
    public async Task An_address_is_taken_if_the_certificate_has_it()
    {
        await tls.CertifyAsync(tls.Authority);
        await using TestWriter test = Writer(new("hostname", "127.0.0.1"), new("tls_min_version", "1.3"));
        await test.DeliverAsync(1);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused_and_its_names_are_told()
    {
        await tls.CertifyAsync(tls.Authority, "mq.example.org");
        await using TestWriter test = Writer();
        string told = await test.UntilToldAsync($"cannot connect to localhost:{tls.Node.TlsPort}");
        Assert.Contains("its certificate is for 'mq.example.org', not for 'localhost'; set hostname, or tls_server_name", told, StringComparison.Ordinal);

        await using TestWriter named = Writer(new RawOption("tls_server_name", "mq.example.org"));
        await named.DeliverAsync(1);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_and_told_since_when()
    {
        await tls.CertifyAsync(tls.Authority, notAfter: new DateTimeOffset(DateTime.UtcNow.Date.AddDays(-2).AddHours(3), TimeSpan.Zero));
        await using TestWriter test = Writer();
        string told = await test.UntilToldAsync("cannot connect");
        Assert.Contains($"its certificate expired on {DateTime.UtcNow.Date.AddDays(-2):yyyy-MM-dd} 03:00 UTC; renew it", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_authority_is_refused_and_named()
    {
        using var stranger = new TestAuthority("Strange CA");
        await tls.CertifyAsync(stranger);
        await using TestWriter test = Writer();
        string told = await test.UntilToldAsync("cannot connect");
        Assert.Contains("its certificate's issuer 'CN=Strange CA' is not in tls_ca_file", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_faults_are_both_told()
    {
        using var stranger = new TestAuthority("Strange CA");
        await tls.CertifyAsync(stranger, "mq.example.org");
        await using TestWriter test = Writer();
        string told = await test.UntilToldAsync("cannot connect");
        Assert.Contains("'CN=Strange CA' is not in tls_ca_file, and its certificate is for 'mq.example.org'", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_of_authorities_the_systems_count()
    {
        await tls.CertifyAsync(tls.Authority);
        await using TestWriter test = Writer(new RawOption("tls_ca_file", ""));
        string told = await test.UntilToldAsync("cannot connect");
        Assert.Contains("'CN=Test CA' is not trusted by this system; set tls_ca_file", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_refused_unless_it_is_what_is_trusted()
    {
        await tls.CertifyAsync(tls.Authority, isSelfSigned: true);
        await using TestWriter test = Writer();
        Assert.Contains("its certificate is self-signed and is not in tls_ca_file", await test.UntilToldAsync("cannot connect"), StringComparison.Ordinal);

        await using TestWriter trusting = Writer(new RawOption("tls_ca_file", tls.Path("broker/cert.pem")));
        await trusting.DeliverAsync(1);
    }

    [Fact]
    public async Task Without_verification_each_connection_is_warned_of()
    {
        using var stranger = new TestAuthority();
        await tls.CertifyAsync(stranger, "mq.example.org");
        await using TestWriter test = Writer(new RawOption("tls_verify", "none"));
        await test.DeliverAsync(1);
        await tls.Node.CtlAsync("close_all_connections", "once more");
        await test.UntilToldAsync("connected again");
        await test.DeliverAsync(2);
        Assert.Equal(2, test.Told.Count(told => told.Level == DiagnosticLevel.Warning && told.Text.Contains("tls_verify is none", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_certificate_that_is_renewed_by_another_authority_is_taken_at_the_next_connection()
    {
        string trusted = tls.Path("rotating.pem");
        await File.WriteAllTextAsync(trusted, tls.Authority.Pem);
        await tls.CertifyAsync(tls.Authority);
        await using TestWriter test = Writer(new RawOption("tls_ca_file", trusted));
        await test.DeliverAsync(1);

        using var next = new TestAuthority("Next CA");
        await File.WriteAllTextAsync(trusted, next.Pem);
        await tls.CertifyAsync(next);
        await test.DeliverAsync(2);
        await tls.Node.CtlAsync("close_all_connections", "renewal");
        await test.UntilToldAsync("connected again");
        await test.DeliverAsync(3);
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("no certificate", "holds no certificate in PEM form")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds a certificate that is damaged")]
    public async Task A_file_that_is_not_right_is_named_and_read_again(string? content, string fault)
    {
        await tls.CertifyAsync(tls.Authority);
        string file = tls.Path($"{Guid.NewGuid():N}.pem");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);
        await using TestWriter test = Writer(new RawOption("tls_ca_file", file));
        Assert.Contains($"tls_ca_file '{file}' {fault}", await test.UntilToldAsync("cannot connect"), StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, tls.Authority.Pem);
        await test.DeliverAsync(1);
    }

    [Fact]
    public async Task A_port_without_TLS_is_told_from_one_with_it()
    {
        await using TestWriter toPlain = Writer(new RawOption("amqp_port", $"{tls.Node.Port}"));
        Assert.Contains("the port does not speak TLS", await toPlain.UntilToldAsync("cannot connect"), StringComparison.Ordinal);

        await using var toTls = new TestWriter(new RawOption("hostname", "127.0.0.1"), new("amqp_port", $"{tls.Node.TlsPort}"));
        Assert.Contains("hung up instead of speaking AMQP; check that amqp_port is the broker's, and that tls is T", await toTls.UntilToldAsync("cannot connect"), StringComparison.Ordinal);
    }

    private TestWriter Writer(params RawOption[] options) => new(
        [new("hostname", "localhost"), new("amqp_port", $"{tls.Node.TlsPort}"), new("tls", "T"), new("tls_ca_file", tls.AuthorityFile), .. options]);
}
