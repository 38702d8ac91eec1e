using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>The end of one lane, beside the ends of others.</summary>
public class DeliveryLaneTests
{
    /// <summary>
    /// At shutdown, lanes that are under way are given up a while after they were looked up; those of closed writers may be gone then.
    /// </summary>
    [Fact]
    public async Task A_lane_that_has_ended_and_gone_may_still_be_given_up()
    {
        var time = new FakeTimeProvider();
        WriterOptions options = OptionParser.Parse([new RawOption("spool_dir", "")]);
        var route = new MessageRoute(options.Target, "test", "instance");
        var resources = new LaneResources(new MemoryBudget(1024), null, new CurrentCompressor(null), new MessagesUnderWay(), new OutcomeClock(time), new DiagnosticQueue(), new WriterCounters());
        await using var broker = new FakeBroker();
        var lane = new DeliveryLane(broker, route, new CurrentDelivery(options.Delivery), resources, new FinishClock(time), time);
        lane.Start();
        lane.EndInput();
        await lane.Completion;
        lane.Dispose();

        lane.Abandon();

        Assert.True(lane.Completion.IsCompletedSuccessfully);
    }
}
