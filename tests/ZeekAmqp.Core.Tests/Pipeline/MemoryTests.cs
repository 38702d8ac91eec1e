using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

public class MemoryTests
{
    [Fact]
    public void A_segment_is_filled_again_once_all_that_was_in_it_is_released()
    {
        var segment = new Segment(new byte[4], null);
        Assert.True(segment.TryAppend("abcd"u8));
        segment.Share();
        Assert.False(segment.TryAppend("e"u8));
        segment.ReuseIfDelivered();
        Assert.False(segment.TryAppend("e"u8));
        segment.Release();
        segment.ReuseIfDelivered();
        Assert.True(segment.TryAppend("e"u8));
    }

    [Fact]
    public void What_was_written_into_a_segment_in_place_is_not_moved()
    {
        var segment = new Segment(new byte[8], null);
        Assert.True(segment.TryAppend("ab"u8));
        "cd"u8.CopyTo(segment.Bytes.AsSpan(2));
        Assert.True(segment.TryAppend(segment.Bytes.AsSpan(2, 2)));
        Assert.True(segment.TryAppend(segment.Bytes.AsSpan(0, 2)));
        Assert.Equal("abcdab"u8, segment.Bytes.AsSpan(0, segment.Used));
    }

    [Fact]
    public void A_segment_goes_back_to_its_pool_after_its_writer_and_its_last_message_let_go()
    {
        var pool = new SegmentPool(64, keptBytes: 1024);
        Segment segment = pool.Rent();
        segment.Share();
        segment.Release();
        Assert.NotSame(segment, pool.Rent());
        segment.Release();
        Assert.Same(segment, pool.Rent());
    }

    [Fact]
    public void The_queue_keeps_order_while_it_grows_and_wraps_around()
    {
        var queue = new OutboundQueue();
        ulong next = 1;
        ulong expected = 1;
        for (int round = 0; round < 50; round++)
        {
            for (int i = 0; i < 40; i++)
                queue.Enqueue(new OutboundMessage(new Segment([], null), 0, 0, next++, 0, records: 1, BodyForm.Record));
            for (int i = 0; i < 25; i++)
            {
                Assert.True(queue.TryDequeue(out OutboundMessage message));
                Assert.Equal(expected++, message.Sequence);
            }
        }

        Assert.Equal(50 * 15, queue.Count);
        while (queue.TryDequeue(out OutboundMessage message))
            Assert.Equal(expected++, message.Sequence);
        Assert.Equal(next, expected);
    }

    [Fact]
    public void The_budget_is_a_bound_but_lets_one_larger_record_through_alone()
    {
        var budget = new MemoryBudget(1000);
        Assert.True(budget.TryReserve(5000));
        Assert.False(budget.TryReserve(1));
        budget.Release(5000);
        Assert.True(budget.TryReserve(400));
        Assert.True(budget.TryReserve(400));
        Assert.False(budget.TryReserve(400));
        budget.Release(400);
        budget.Release(400);
        Assert.Equal(0, budget.UsedBytes);
    }

    [Fact]
    public void Back_off_doubles_up_to_its_bound_and_starts_over_after_success()
    {
        var backoff = new RetryBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), new Random(1));
        double[] waits = [.. Enumerable.Range(0, 6).Select(_ => backoff.Next().TotalSeconds)];
        double[] full = [1, 2, 4, 8, 8, 8];
        Assert.All(waits.Zip(full), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
    }
}
