using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

public class OptionParserTests
{
    [Fact]
    public void Without_options_everything_has_its_default()
    {
        WriterOptions options = OptionParser.Parse([]);
        Assert.Equal(("localhost", 5672, "/"), (options.Broker.Host, options.Broker.Port, options.Broker.VirtualHost));
        Assert.Equal(("guest", "guest"), (options.Broker.Credentials.Username, options.Broker.Credentials.Password));
        var marks = new MessageProperties { Type = "{path}", AppId = "zeek-amqp" };
        Assert.Equal(new PublishTarget("", "test_queue", "test_queue") { Properties = marks }, options.Target);
        Assert.Equal(new RecordFormat(), options.Format);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Delivery.MaxWaitOnShutdown);
    }

    [Fact]
    public void A_filters_value_wins_over_the_global_one_wherever_it_stands()
    {
        WriterOptions options = OptionParser.Parse(
            [new("hostname", "filter", OptionOrigin.Filter), new("hostname", "global"), new("vhost", "v")]);
        Assert.Equal(("filter", "v"), (options.Broker.Host, options.Broker.VirtualHost));
    }

    [Fact]
    public void An_unknown_option_is_named_with_its_value_and_what_is_known()
    {
        var exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new("hostnam", "mq1", OptionOrigin.Filter)]));
        Assert.Contains("'hostnam'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'mq1'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("$config", exception.Message, StringComparison.Ordinal);
        Assert.Contains("hostname,", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pasword")]
    [InlineData("pssword")]
    [InlineData("psasword")]
    [InlineData("Passwd")]
    [InlineData("api_token")]
    public void The_value_of_an_unknown_option_that_looks_secret_is_hidden(string name)
    {
        var exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new(name, "s3cr3t")]));
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hostname", "")]
    [InlineData("status_interval", "-1")]
    [InlineData("status_interval", "86401")]
    [InlineData("hostname", "two words")]
    [InlineData("hostname", "mq1,,mq2")]
    [InlineData("hostname", "amqp://mq1")]
    [InlineData("password_file", "secret")]
    [InlineData("password_env", "$PASSWORD")]
    [InlineData("auth_mechanism", "AMQPLAIN")]
    [InlineData("tls", "yes")]
    [InlineData("tls_ca_file", "ca.pem")]
    [InlineData("tls_server_name", "mq1:5671")]
    [InlineData("tls_server_name", "a,b")]
    [InlineData("tls_verify", "F")]
    [InlineData("tls_min_version", "1.1")]
    [InlineData("amqp_port", "0")]
    [InlineData("amqp_port", "65536")]
    [InlineData("amqp_port", "abc")]
    [InlineData("amqp_port", "-1")]
    [InlineData("connections", "0")]
    [InlineData("connections", "65")]
    [InlineData("send_all_active_logs", "all")]
    [InlineData("only", "files")]
    [InlineData("log_local", "yes")]
    [InlineData("delivery_mode", "2")]
    [InlineData("partitions", "0")]
    [InlineData("partitions", "4097")]
    [InlineData("partitions", "two")]
    [InlineData("max_wait_on_shutdown", "soon")]
    [InlineData("max_wait_on_shutdown", "-1")]
    [InlineData("max_wait_on_shutdown", "2 hours")]
    [InlineData("max_wait_on_shutdown", "NaN")]
    [InlineData("max_wait_on_shutdown", "-Infinity")]
    [InlineData("max_wait_on_shutdown", "Infinity hr")]
    [InlineData("max_queue_bytes", "1024")]
    [InlineData("buffer", "ram")]
    [InlineData("spool_dir", "spool")]
    [InlineData("spool_dir", "./spool")]
    [InlineData("max_spool_bytes", "1000")]
    [InlineData("spool_sync_interval", "0")]
    [InlineData("spool_sync_interval", "2 min")]
    [InlineData("overflow", "drop")]
    [InlineData("unroutable", "park")]
    [InlineData("json_timestamps", "JSON::TS_UNIX")]
    [InlineData("include_unset_fields", "yes")]
    [InlineData("tag_json", "none")]
    [InlineData("json_string_escape_policy", "hex")]
    [InlineData("json_string_escape_policy", "JSON::STRING_ESCAPE_POLICY_NONE")]
    [InlineData("additional_values", "site=hq")]
    [InlineData("meta_fields", "_uid")]
    public void A_bad_value_is_named_with_its_option_and_what_is_allowed(string name, string value)
    {
        var exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new(name, value)]));
        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("allowed is", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send_all_active_logs", "T")]
    [InlineData("logs_to_send", "{ Conn::LOG }")]
    [InlineData("logs_to_exclude", "{ Conn::LOG }")]
    [InlineData("log_config", "")]
    [InlineData("only", "T")]
    [InlineData("log_local", "T")]
    [InlineData("status_interval", "0")]
    [InlineData("status_interval", "24hr")]
    public void An_option_of_scripts_is_taken_for_all_logs_and_refused_for_one(string name, string value)
    {
        OptionParser.Parse([new(name, value)]);
        var exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new(name, value, OptionOrigin.Filter)]));
        Assert.Equal($"option '{name}' in the filter's $config is one for all logs; set it by redef LogAMQP::{name} instead", exception.Message);
    }

    [Fact]
    public void A_log_is_called_what_its_filter_says_or_else_what_all_are_called()
    {
        Assert.Equal("", OptionParser.Parse([]).LogPath);
        Assert.Equal("conn", OptionParser.Parse([new("log_path", "conn", OptionOrigin.Filter), new("log_path", "all")]).LogPath);
        Assert.Throws<OptionException>(() => OptionParser.Parse([new("log_path", new string('c', 256))]));
    }

    [Fact]
    public void Disk_mode_without_a_folder_is_refused()
    {
        var exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new("buffer", "disk"), new("spool_dir", "")]));
        Assert.Contains("'spool_dir'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_more_than_255_bytes_does_not_fit_into_AMQP()
    {
        string name = new('\u00e9', 128);
        Assert.Throws<OptionException>(() => OptionParser.Parse([new("routing_key", name)]));
        Assert.Equal(name[..127], OptionParser.Parse([new("routing_key", name[..127])]).Target.RoutingKey);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("2.000000", 2)]
    [InlineData("0.5", 0.5)]
    [InlineData("2sec", 2)]
    [InlineData("2.5 secs", 2.5)]
    [InlineData("500msec", 0.5)]
    [InlineData("1 min", 60)]
    [InlineData("1hr", 3600)]
    public void Intervals_are_read_as_Zeek_scripts_write_them(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), OptionParser.Parse([new("max_wait_on_shutdown", text)]).Delivery.MaxWaitOnShutdown);

    [Theory]
    [InlineData("JSON::TS_ISO8601", TimestampFormat.Iso8601)]
    [InlineData("TS_MILLIS", TimestampFormat.Millis)]
    [InlineData("JSON::TS_MILLIS_UNSIGNED", TimestampFormat.MillisUnsigned)]
    [InlineData("JSON::TS_EPOCH", TimestampFormat.Epoch)]
    public void Timestamp_formats_have_Zeeks_names(string text, TimestampFormat expected) =>
        Assert.Equal(expected, OptionParser.Parse([new("json_timestamps", text)]).Format.Timestamps);

    [Fact]
    public void Brokers_with_equal_options_are_equal_and_their_text_has_no_secret()
    {
        BrokerOptions one = OptionParser.Parse([new("password", "s3cr3t"), new("hostname", "::1")]).Broker;
        BrokerOptions two = OptionParser.Parse([new("hostname", "::1"), new("password", "s3cr3t"), new("routing_key", "other")]).Broker;
        Assert.Equal(one, two);
        Assert.Equal("[::1]:5672, vhost '/'", one.ToString());
    }

    [Theory]
    [InlineData("hostname", "amqp://zeek:hunter2@mq1")]
    [InlineData("hostname", "mq0,zeek:hunter2@mq1:5672")]
    [InlineData("uri", "amqps://zeek:hunter2@mq1/vhost")]
    public void A_password_in_a_uri_is_not_shown(string name, string value)
    {
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new RawOption(name, value)]));
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
        Assert.Contains("@mq1", exception.Message, StringComparison.Ordinal);
    }
}
