using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Cli.Check.Connecting;

namespace ZeekAmqp.Cli.Tests.Check;

public class GreetingStepsTests
{
    private static readonly Greeting Usual = new("RabbitMQ", "3.10.8", "rabbit@mq1", ["publisher_confirms"], TimeSpan.FromSeconds(15));

    [Fact]
    public void A_broker_is_told_with_its_version_and_cluster() => GreetingSteps.Broker(Usual).AssertIs(StepStatus.Ok, "RabbitMQ 3.10.8, cluster 'rabbit@mq1'");

    [Theory]
    [InlineData("3.9.29")]
    [InlineData("3.9.0-rc.1+12")]
    public void An_old_one_is_a_warning(string version) => GreetingSteps.Broker(Usual with { Version = version }).AssertIs(StepStatus.Warning, "older than", "3.10");

    [Fact]
    public void Another_product_is_a_warning() => GreetingSteps.Broker(Usual with { Product = "LavinMQ", Version = "2.0" }).AssertIs(StepStatus.Warning, "LavinMQ 2.0", "RabbitMQ");

    [Fact]
    public void One_that_does_not_confirm_will_not_do() => GreetingSteps.Broker(Usual with { Capabilities = [] }).AssertIs(StepStatus.Failed, "does not confirm", "RabbitMQ");

    [Fact]
    public void A_heartbeat_is_told_and_none_is_a_warning()
    {
        GreetingSteps.Heartbeat(Usual).AssertIs(StepStatus.Ok, "every 15 s: a broker that has gone without a word is noticed after some 45 s");
        GreetingSteps.Heartbeat(Usual with { Heartbeat = TimeSpan.Zero }).AssertIs(StepStatus.Warning, "none", "heartbeat");
    }
}
