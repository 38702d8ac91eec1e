using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Overseeing;
using ZeekAmqp.Cli.Management;

namespace ZeekAmqp.Cli.Tests.Check;

public class OverseerStepsTests
{
    private static readonly ManagementSight Nothing = new() { Place = "http://mq1:15672", Failure = "cannot reach it", IsUnreachable = true };
    private static readonly ManagementSight Well = new() { Place = "http://mq1:15672", User = new UserIdentity("zeek", ["monitoring"]), Nodes = [Node("a"), Node("b")] };

    [Fact]
    public void An_api_that_was_asked_for_has_to_answer_and_another_need_not()
    {
        OverseerSteps.Management(Well, isAsked: true).AssertIs(StepStatus.Ok, "http://mq1:15672 answers user 'zeek'");
        OverseerSteps.Management(Nothing, isAsked: true).AssertIs(StepStatus.Failed, "cannot reach it", "list_users");
        OverseerSteps.Management(Nothing, isAsked: false).AssertIs(StepStatus.Skipped, "none is reached at http://mq1:15672", "--management URL");
    }

    [Fact]
    public void Alarms_are_told_by_whoever_knows_of_them()
    {
        OverseerSteps.Alarms(Well, null, isConfirmed: false).AssertIs(StepStatus.Ok, "none, says the management API of 2 nodes");
        OverseerSteps.Alarms(Nothing, null, isConfirmed: true).AssertIs(StepStatus.Ok, "would not have been confirmed");
        OverseerSteps.Alarms(Nothing, null, isConfirmed: false).AssertIs(StepStatus.Skipped, "not known", "rabbitmq-diagnostics alarms");
        OverseerSteps.Alarms(Nothing, "low on disk", isConfirmed: false).AssertIs(StepStatus.Failed, "the broker has asked to pause: low on disk", "disk_free_limit");
        ManagementSight full = Well with { Nodes = [Node("a"), Node("b") with { HasDiskAlarm = true, DiskFree = 5 << 20, DiskFreeLimit = 50 << 20 }] };
        OverseerSteps.Alarms(full, null, isConfirmed: false).AssertIs(StepStatus.Failed, "the disk of node b is full (5 MiB free, 50 MiB needed)", "disk_free_limit");
        ManagementSight hungry = Well with { Nodes = [Node("a") with { HasMemoryAlarm = true }] };
        OverseerSteps.Alarms(hungry, null, isConfirmed: false).AssertIs(StepStatus.Failed, "node a is out of memory (? of ?)", "vm_memory_high_watermark");
    }

    [Fact]
    public void A_node_that_is_away_is_a_warning()
    {
        OverseerSteps.Alarms(Well with { Nodes = [Node("a"), Node("b") with { IsRunning = false }] }, null, isConfirmed: true).AssertIs(StepStatus.Warning, "node b does not run", "cluster_status");
        OverseerSteps.Alarms(Well with { Nodes = [Node("a") with { Partitions = ["b"] }] }, null, isConfirmed: true).AssertIs(StepStatus.Warning, "has lost sight of b", "partitions");
    }

    [Theory]
    [InlineData(-0.6, 0.5, StepStatus.Ok, "is that of this machine")]
    [InlineData(1.5, 2.6, StepStatus.Ok, "1.5 s or more ahead of")]
    [InlineData(60, 61, StepStatus.Warning, "60.0 s or more ahead of that of this machine")]
    [InlineData(-61, -60, StepStatus.Warning, "60.0 s or more behind that of this machine")]
    public void The_difference_of_the_clocks_is_told(double least, double most, object status, string text) =>
        OverseerSteps.Clock(Well with { Clock = new ClockDifference(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most)) }).AssertIs((StepStatus)status, text);

    [Fact]
    public void Without_the_api_the_clock_is_not_known() => OverseerSteps.Clock(Nothing).AssertIs(StepStatus.Skipped, "not known");

    private static NodeState Node(string name) => new() { Name = name, IsRunning = true };
}
