namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>The broker's limit for a message, as it stands in its words.</summary>
public sealed class MessageLimitTests
{
    [Theory]
    [InlineData("PRECONDITION_FAILED - message size 17 is larger than configured max size 10", 10)]
    [InlineData("PRECONDITION_FAILED - message size 17 larger than max size 134217728", 134217728)]
    [InlineData("PRECONDITION_FAILED - message size 17 is larger than configured max size 10, sorry", 10)]
    public void The_limit_is_found_in_the_words_of_each_version(string text, long limit) => Assert.Equal(limit, Refusal.MessageLimit(text));

    [Theory]
    [InlineData("")]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost '/'")]
    [InlineData("PRECONDITION_FAILED - message size 17 is larger than configured max size ")]
    [InlineData("PRECONDITION_FAILED - message size 17 is larger than configured max size -1")]
    [InlineData("PRECONDITION_FAILED - message size 17 is larger than configured max size 99999999999999999999")]
    [InlineData("max size 10, larger than message size 17")]
    public void Other_words_have_none(string text) => Assert.Null(Refusal.MessageLimit(text));
}
