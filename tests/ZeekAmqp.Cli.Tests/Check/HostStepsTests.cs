using System.Net;
using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Connecting;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tests.Check;

public class HostStepsTests
{
    private static readonly IPEndPoint Remote = new(IPAddress.Parse("192.0.2.1"), 5672);

    [Fact]
    public void A_way_that_works_is_well_at_each_step()
    {
        CheckStep[] steps = [.. Of(sight => sight.Opened())];

        Assert.Equal(StepName.OfHost, steps.Select(step => step.Name));
        Assert.Equal(StepStatus.Warning, steps[2].Status);
        Assert.All(steps.Where(step => step.Name != StepName.Tls), step => Assert.Equal(StepStatus.Ok, step.Status));
        Assert.Contains("'mq1' is 192.0.2.1", steps[0].Text);
        Assert.NotNull(steps[1].Elapsed);
        steps[2].AssertIs(StepStatus.Warning, "can read password and records", "set tls to T");
    }

    [Theory]
    [InlineData(ConnectStage.Resolve, "host", "Name or service not known", "check hostname", "'mq1'", "check hostname")]
    [InlineData(ConnectStage.Connect, "tcp", "Connection refused", "check that the broker runs", "192.0.2.1:5672: Connection refused", "check that the broker runs")]
    [InlineData(ConnectStage.Protocol, "login", "it hung up", "check amqp_port", "it hung up", "check amqp_port")]
    [InlineData(ConnectStage.Login, "login", "refused the login of user 'zeek'", "check username", "user 'zeek'", "rabbitmqctl authenticate_user")]
    [InlineData(ConnectStage.VirtualHost, "vhost", "NOT_ALLOWED - vhost zeek not found", "x", "not found", "rabbitmqctl add_vhost 'zeek'")]
    [InlineData(ConnectStage.VirtualHost, "vhost", "NOT_ALLOWED - access to vhost 'zeek' refused for user 'zeek'", "x", "refused", "rabbitmqctl set_permissions -p 'zeek'")]
    [InlineData(ConnectStage.VirtualHost, "vhost", "NOT_ALLOWED - connection limit (1) is reached", "x", "limit", "set_vhost_limits")]
    [InlineData(ConnectStage.VirtualHost, "vhost", "something new", "see the broker's log", "something new", "see the broker's log")]
    public void What_fails_says_why_and_what_to_do_and_the_rest_is_not_tried(ConnectStage stage, string step, string why, string advice, string text, string todo)
    {
        CheckStep[] steps = [.. Of(sight => sight.Failed(stage, Remote, why, advice), stage)];

        int failed = Array.FindIndex(steps, found => found.Status == StepStatus.Failed);
        Assert.Equal(step, steps[failed].Name);
        steps[failed].AssertIs(StepStatus.Failed, text, todo);
        Assert.All(steps[(failed + 1)..], later => later.AssertIs(StepStatus.Skipped, $"not tried, because of {step}"));
    }

    [Fact]
    public void An_address_that_does_not_answer_is_a_warning_where_another_does()
    {
        CheckStep[] steps = [.. Of(sight =>
        {
            sight.DeadAddresses.Add((new IPEndPoint(IPAddress.Parse("192.0.2.2"), 5672), "no answer in time", "firewall"));
            sight.Opened();
        })];
        steps[1].AssertIs(StepStatus.Warning, "192.0.2.2:5672 does not (no answer in time)", "take the address from the name");
    }

    [Fact]
    public void Of_several_hosts_each_line_says_which()
    {
        WriterOptions options = Steps.Options("hostname=mq1,mq2");
        var steps = new HostSteps(options.Broker, isOneOfSeveral: true, TimeProvider.System);
        var sight = new HostSight(TimeProvider.System);
        sight.Failed(ConnectStage.Resolve, null, "Name or service not known", "check hostname");
        Assert.All(steps.Of(new HostExamination(new BrokerAddress("mq2", 5672), sight, null)), step => Assert.StartsWith("mq2:5672: ", step.Text));
    }

    private static IEnumerable<CheckStep> Of(Action<HostSight> end, ConnectStage furthest = ConnectStage.VirtualHost)
    {
        var sight = new HostSight(TimeProvider.System);
        if (furthest > ConnectStage.Resolve)
            sight.Resolved([Remote.Address]);
        if (furthest > ConnectStage.Connect)
            sight.Connected(Remote);
        if (furthest > ConnectStage.Login)
            sight.LoggedIn();
        end(sight);
        var questions = sight.Failure is null ? new FakeQuestions() : null;
        return new HostSteps(Steps.Options("vhost=zeek").Broker, isOneOfSeveral: false, TimeProvider.System).Of(
            new HostExamination(new BrokerAddress("mq1", 5672), sight, questions));
    }
}
