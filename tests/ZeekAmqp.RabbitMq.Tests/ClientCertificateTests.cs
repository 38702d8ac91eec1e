using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A node that demands a client certificate, and logs in by it.</summary>
public sealed class ClientCertificateTests(ClientCertificateTests.StrictNode strict) : IClassFixture<ClientCertificateTests.StrictNode>
{
    private const string KeyPassword = "s3cr3t-k3y";

    [Fact]
    public async Task The_client_certificate_alone_logs_in()
    {
        string user = $"sensor-{Guid.NewGuid():N}";
        await strict.Node.CtlAsync("add_user", user, "unused");
        await strict.Node.CtlAsync("clear_password", user);
        await strict.Node.CtlAsync("set_permissions", user, ".*", ".*", ".*");
        string file = strict.Path("sensor.pem");
        strict.Authority.WriteClient(file, user);
        await using TestWriter test = Writer(new("auth_mechanism", "EXTERNAL"), new("tls_certificate_file", file), new("password", "wrong"));
        await test.DeliverAsync(1);
    }

    [Fact]
    public async Task A_certificate_whose_name_is_no_user_is_refused_in_the_brokers_words()
    {
        string file = strict.Path("stranger.pem");
        strict.Authority.WriteClient(file, "stranger");
        await using TestWriter test = Writer(new("auth_mechanism", "EXTERNAL"), new("tls_certificate_file", file));
        string told = await test.UntilToldAsync("cannot connect");
        Assert.Contains("the broker refused the login of the user of the client certificate: ACCESS_REFUSED", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_key_in_a_file_of_its_own_is_opened_with_its_password()
    {
        (string certificate, string key, string password) = (strict.Path("own.pem"), strict.Path("own.key"), strict.Path("own.password"));
        strict.Authority.WriteClient(certificate, "guest", key, KeyPassword);
        RawOption[] options = [new("tls_certificate_file", certificate), new("tls_key_file", key)];

        await using TestWriter without = Writer(options);
        Assert.Contains($"the key in tls_key_file '{key}' is encrypted; set tls_key_password_file", await without.UntilToldAsync("cannot connect"), StringComparison.Ordinal);

        await File.WriteAllTextAsync(password, "not it\n");
        await using TestWriter test = Writer([.. options, new("tls_key_password_file", password)]);
        Assert.Contains("does not open with tls_key_password_file", await test.UntilToldAsync("cannot connect"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(password, KeyPassword + "\n");
        await test.DeliverAsync(1);
        Assert.All(test.Told, told => Assert.DoesNotContain(KeyPassword, told.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_told()
    {
        (string certificate, string key) = (strict.Path("one.pem"), strict.Path("other.key"));
        strict.Authority.WriteClient(strict.Path("other.pem"), "guest", key);
        strict.Authority.WriteClient(certificate, "guest");
        await using TestWriter test = Writer(new("tls_certificate_file", certificate), new("tls_key_file", key));
        Assert.Contains($"the key in tls_key_file '{key}' cannot be read, or does not belong to the certificate", await test.UntilToldAsync("cannot connect"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_client_certificate_is_told()
    {
        await using TestWriter test = Writer();
        string told = await test.UntilToldAsync("cannot connect");
        Assert.Contains("demands a client certificate", told, StringComparison.Ordinal);
        Assert.Contains("set tls_certificate_file", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_certificate_of_an_authority_that_the_broker_does_not_know_is_told()
    {
        using var stranger = new TestAuthority("Strange CA");
        string file = strict.Path("strange.pem");
        stranger.WriteClient(file, "guest");
        await using TestWriter test = Writer(new RawOption("tls_certificate_file", file));
        // The broker's alert says so; where the broker hangs up while we are sending, TCP throws the alert away.
        Assert.Matches("does not (know the authority of our|accept the) client certificate", await test.UntilToldAsync("cannot connect"));
    }

    [Fact]
    public async Task A_peer_without_a_version_of_TLS_that_will_do_is_told()
    {
        (X509Certificate2 certificate, var key) = strict.Authority.Issue("localhost");
        using X509Certificate2 whole = certificate.CopyWithPrivateKey(key);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(async () =>
        {
            using TcpClient client = await listener.AcceptTcpClientAsync();
            await using var stream = new SslStream(client.GetStream());
            await Assert.ThrowsAnyAsync<Exception>(() => stream.AuthenticateAsServerAsync(whole, false, SslProtocols.Tls12, false));
        });

        await using var test = new TestWriter(
            new RawOption("hostname", $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), new("tls", "T"), new("tls_min_version", "1.3"),
            new("tls_ca_file", strict.AuthorityFile));
        Assert.Contains("no version of TLS that is allowed here; check tls_min_version", await test.UntilToldAsync("cannot connect"), StringComparison.Ordinal);
        await serving;
    }

    private TestWriter Writer(params RawOption[] options) => new(
        [new("hostname", $"localhost:{strict.Node.TlsPort}"), new("tls", "T"), new("tls_ca_file", strict.AuthorityFile), .. options]);

    public sealed class StrictNode() : TlsNode("--config", "ssl_options.fail_if_no_peer_cert = true");
}
