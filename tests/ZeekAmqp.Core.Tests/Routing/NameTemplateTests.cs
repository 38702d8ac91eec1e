using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Tests.Routing;

/// <summary>Names with places for values.</summary>
public class NameTemplateTests
{
    private static readonly LogSchema Schema = new("conn", new LogField("uid"u8, LogType.String)) { Node = "worker-1"u8.ToArray() };

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("zeek.{path}", "zeek.conn")]
    [InlineData("{node}.{path}.{node}", "worker-1.conn.worker-1")]
    [InlineData("{env:SITE}/{path}", "munich/conn")]
    [InlineData("{env:BRACES}", "{path}")] // A value is no template.
    [InlineData("{{path}}", "{path}")]
    [InlineData("{{{path}}}", "{conn}")]
    public void Places_stand_for_values_and_doubled_braces_for_braces(string text, string expected)
    {
        Assert.Null(NameTemplate.Parse(text).TryFill(Schema, Variable, out NameTemplate filled));
        Assert.Equal(expected, filled.Render());
        Assert.True(filled.IsConstant);
        // Filled in, it is a template again, in which there is nothing more to fill in.
        Assert.Equal(filled.ToString(), NameTemplate.Parse(filled.ToString()).ToString());
        Assert.Equal(expected, NameTemplate.Parse(filled.ToString()).Render());
    }

    [Fact]
    public void Partition_and_columns_stay_until_a_message_has_them()
    {
        Assert.Null(NameTemplate.Parse("{path}.{field:id.orig_h}.{partition}.{{").TryFill(Schema, Variable, out NameTemplate filled));
        Assert.Equal("conn.{field:id.orig_h}.{partition}.{{", filled.ToString());
        Assert.Equal(Placeholders.Field | Placeholders.Partition, filled.Kinds);
        Assert.Equal("conn.<id.orig_h>.7.{", filled.Render(7, name => $"<{name}>"));
    }

    [Fact]
    public void Outside_a_cluster_the_node_is_a_dash()
    {
        Assert.Null(NameTemplate.Parse("{node}").TryFill(new LogSchema("conn"), Variable, out NameTemplate filled));
        Assert.Equal("-", filled.Render());
    }

    [Theory]
    [InlineData("{", "is not closed")]
    [InlineData("a{path", "is not closed")]
    [InlineData("{path}}", "has no { before it")]
    [InlineData("}", "has no { before it")]
    [InlineData("{log}", "{log} stands for nothing here")]
    [InlineData("{}", "{} stands for nothing here")]
    [InlineData("{ path }", "{ path } stands for nothing here")]
    [InlineData("{Path}", "{Path} stands for nothing here")]
    [InlineData("{env:}", "{env:} stands for nothing here")]
    [InlineData("{field:}", "{field:} stands for nothing here")]
    [InlineData("{partition}", "{partition} stands for nothing here")] // Not among those that are allowed below.
    public void What_is_no_template_is_said(string text, string fault) =>
        Assert.Contains(fault, NameTemplate.TryParse(text, Placeholders.Fixed | Placeholders.Field, out _), StringComparison.Ordinal);

    [Fact]
    public void A_variable_that_is_missing_is_named_with_its_option()
    {
        PublishTarget target = OptionParser.Parse([new("routing_key", "{env:NOWHERE}")]).Target;
        OptionException exception = Assert.Throws<OptionException>(() => new TargetPlaces(Schema, Variable).Fill(target));
        Assert.Equal(
            "option 'routing_key' has the value '{env:NOWHERE}', but the environment of this process has no variable 'NOWHERE'; set it where the process is started",
            exception.Message);
    }

    [Fact]
    public void A_name_that_is_too_long_for_AMQP_is_refused_and_a_type_is_not()
    {
        PublishTarget target = OptionParser.Parse([new("routing_key", "zeek.{path}"), new("message_type", "zeek.{path}")]).Target;
        PublishTarget fits = new TargetPlaces(new LogSchema(new string('p', 250)), Variable).Fill(target);
        Assert.Equal("zeek." + new string('p', 250), fits.RoutingKey);
        OptionException exception = Assert.Throws<OptionException>(() => new TargetPlaces(new LogSchema(new string('p', 251)), Variable).Fill(target));
        Assert.Contains("'routing_key' has the value 'zeek.{path}', which makes a name of 256 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_variable_names_neither_queue_nor_exchange()
    {
        PublishTarget target = OptionParser.Parse([new("queue_name", "{env:EMPTY}")]).Target;
        Assert.Contains("an empty name", Assert.Throws<OptionException>(() => new TargetPlaces(Schema, Variable).Fill(target)).Message, StringComparison.Ordinal);
        target = OptionParser.Parse([new("routing_key", "{env:EMPTY}")]).Target;
        Assert.Equal("", new TargetPlaces(Schema, Variable).Fill(target).RoutingKey);
    }

    [Fact]
    public void All_that_may_have_places_is_filled_in()
    {
        PublishTarget target = new TargetPlaces(Schema, Variable).Fill(OptionParser.Parse(
            [
                new("exchange", "{env:SITE}"), new("routing_key", "{path}.{partition}"), new("queue_name", "q.{path}"), new("message_type", "t.{path}"),
                new("app_id", "{node}"), new("headers", """{"a":{"b":["{path}",1,"{env:BRACES}"]},"{path}":null}"""), new("binding_keys", "{path}.0, {path}.1"),
            ]).Target);
        Assert.Equal(("munich", "conn.{partition}", "q.conn"), (target.Exchange, target.RoutingKey, target.QueueName));
        Assert.Equal(("t.conn", "worker-1"), (target.Properties.Type, target.Properties.AppId));
        Assert.Equal("""{"a":{"b":["conn",1,"{{path}}"]},"{path}":null}""", target.Properties.Headers);
        Assert.Equal(["conn.0", "conn.1"], target.Topology.BindingKeyList);
        Assert.Equal(target, new TargetPlaces(Schema, Variable).Fill(target));
    }

    private static string? Variable(string name) => name switch
    {
        "SITE" => "munich",
        "BRACES" => "{path}",
        "EMPTY" => "",
        _ => null,
    };
}
