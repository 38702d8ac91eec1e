using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>TLS and credentials: what belongs together, and what a filter takes back.</summary>
public class ConnectionOptionsTests
{
    [Fact]
    public void Tls_is_off_and_when_on_verifies_name_and_chain_with_the_systems_authorities()
    {
        Assert.Null(OptionParser.Parse([]).Broker.Tls);
        Assert.Equal(new TlsOptions { IsVerified = true, Requires13 = false }, OptionParser.Parse([new("tls", "T")]).Broker.Tls);
    }

    [Fact]
    public void All_of_TLS_is_read()
    {
        TlsOptions? tls = OptionParser.Parse(
            [
                new("tls", "T"), new("tls_ca_file", "/ca"), new("tls_certificate_file", "/cert"), new("tls_key_file", "/key"),
                new("tls_key_password_file", "/pw"), new("tls_server_name", "[::1]"), new("tls_verify", "none"), new("tls_min_version", "1.3"),
            ]).Broker.Tls;
        Assert.Equal(
            new TlsOptions
            {
                AuthorityFile = "/ca",
                CertificateFile = "/cert",
                KeyFile = "/key",
                KeyPasswordFile = "/pw",
                ServerName = "::1",
                IsVerified = false,
                Requires13 = true,
            },
            tls);
    }

    [Theory]
    [InlineData("'tls_ca_file' is set, but 'tls' is F", "tls_ca_file", "/ca")]
    [InlineData("'tls_verify' is set, but 'tls' is F", "tls_verify", "none")]
    [InlineData("'tls_min_version' is set, but 'tls' is F", "tls_min_version", "1.3")]
    [InlineData("'auth_mechanism' has the value 'EXTERNAL', which needs a client certificate, but tls is F", "auth_mechanism", "EXTERNAL")]
    [InlineData("'auth_mechanism' has the value 'EXTERNAL', which needs a client certificate, but tls_certificate_file is empty", "auth_mechanism", "EXTERNAL", "tls", "T")]
    [InlineData("'tls_key_file' has the value '/key', which needs a client certificate", "tls_key_file", "/key", "tls", "T")]
    [InlineData("'tls_key_password_file' has the value '/pw', which needs a client certificate", "tls_key_password_file", "/pw", "tls", "T")]
    public void What_cannot_be_meant_together_is_refused(string error, params string[] namesAndValues)
    {
        IEnumerable<RawOption> options = namesAndValues.Chunk(2).Select(pair => new RawOption(pair[0], pair[1]));
        var exception = Assert.Throws<OptionException>(() => OptionParser.Parse(options));
        Assert.Contains(error, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_turns_TLS_off_without_naming_all_of_its_options()
    {
        RawOption[] global = [new("tls", "T"), new("tls_ca_file", "/ca")];
        Assert.Null(OptionParser.Parse([.. global, new("tls", "F", OptionOrigin.Filter)]).Broker.Tls);
        Assert.Throws<OptionException>(
            () => OptionParser.Parse([.. global, new("tls", "F", OptionOrigin.Filter), new("tls_verify", "none", OptionOrigin.Filter)]));
    }

    [Fact]
    public void Without_TLS_its_options_make_no_other_broker()
    {
        BrokerOptions off = OptionParser.Parse([new("tls", "T"), new("tls_ca_file", "/ca"), new("tls", "F", OptionOrigin.Filter)]).Broker;
        Assert.Equal(OptionParser.Parse([]).Broker, off with { OwnSettings = "" });
    }

    [Fact]
    public void A_setting_of_a_logs_own_is_another_broker_though_it_has_the_global_value()
    {
        BrokerOptions own = OptionParser.Parse([new("hostname", "localhost", OptionOrigin.Filter), new("amqp_port", "5672", OptionOrigin.Filter)]).Broker;
        Assert.Equal("amqp_port hostname", own.OwnSettings);
        Assert.NotEqual(OptionParser.Parse([]).Broker, own);
        // What cannot change makes none.
        Assert.Equal(OptionParser.Parse([]).Broker, OptionParser.Parse([new("vhost", "/", OptionOrigin.Filter), new("overflow", "block", OptionOrigin.Filter)]).Broker);
    }

    [Fact]
    public void Another_number_of_connections_is_another_broker()
    {
        BrokerOptions four = OptionParser.Parse([new("connections", "4")]).Broker;
        Assert.Equal(4, four.Connections);
        Assert.NotEqual(OptionParser.Parse([]).Broker, four);
        Assert.Equal(OptionParser.Parse([new("partitions", "2"), new("routing_key", "{partition}"), new("connections", "4")]).Broker, four);
    }

    [Fact]
    public void Another_way_to_a_secret_is_another_broker()
    {
        BrokerOptions file = OptionParser.Parse([new("password_file", "/a")]).Broker;
        Assert.NotEqual(OptionParser.Parse([new("password_file", "/b")]).Broker, file);
        Assert.NotEqual(OptionParser.Parse([new("password_env", "A")]).Broker, file);
        Assert.Equal(OptionParser.Parse([new("password_file", "/a"), new("routing_key", "x")]).Broker, file);
    }

    [Fact]
    public void A_filters_password_wins_over_a_global_password_file_and_leaves_the_user_alone()
    {
        CredentialOptions credentials = OptionParser.Parse(
            [new("password", "mine", OptionOrigin.Filter), new("password_file", "/all"), new("password_env", "ALL"), new("username_file", "/user")])
            .Broker.Credentials;
        Assert.Equal(("mine", "", "", "/user"), (credentials.Password, credentials.PasswordFile, credentials.PasswordVariable, credentials.UsernameFile));
    }

    [Fact]
    public void No_text_of_the_options_has_a_secret()
    {
        WriterOptions options = OptionParser.Parse([new("password", "s3cr3t"), new("username", "zeek")]);
        Assert.DoesNotContain("s3cr3t", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", options.Broker.Credentials.ToString(), StringComparison.Ordinal);
    }
}
