using ZeekAmqp.Cli.Check.Places;

namespace ZeekAmqp.Cli.Tests.Check;

public class TopicPatternTests
{
    [Theory]
    [InlineData("zeek.conn", "zeek.conn")]
    [InlineData("zeek.*", "zeek.conn")]
    [InlineData("#", "zeek.conn")]
    [InlineData("#", "")]
    [InlineData("zeek.#", "zeek")]
    [InlineData("#.conn", "a.b.conn")]
    [InlineData("#.b.#", "a.b.c.d")]
    [InlineData("*.#.*", "a.b")]
    [InlineData("", "")]
    public void A_pattern_takes(string pattern, string key) => Assert.True(TopicPattern.Takes(pattern, key));

    [Theory]
    [InlineData("zeek.*", "zeek")]
    [InlineData("zeek.*", "zeek.a.b")]
    [InlineData("*", "")]
    [InlineData("zeek.#", "zeekx.conn")]
    [InlineData("#.b.#", "a.c")]
    [InlineData("*.#.*", "a")]
    [InlineData("", "a")]
    public void A_pattern_does_not_take(string pattern, string key) => Assert.False(TopicPattern.Takes(pattern, key));
}
