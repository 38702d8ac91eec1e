using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

public class DeliveryWindowTests
{
    private readonly List<(ulong Sequence, DeliveryOutcome Outcome)> _settled = [];
    private readonly DeliveryWindow _window;

    public DeliveryWindowTests() => _window =
        new DeliveryWindow(8, 16 * 1024 * 1024, new MessagesUnderWay(), (message, outcome) => _settled.Add((message.Sequence, outcome)));

    [Fact]
    public void One_confirm_may_settle_all_up_to_it()
    {
        Add(101, 102, 103);
        _window.Settle(2, multiple: true, DeliveryOutcome.Confirmed);
        Assert.Equal([(101, DeliveryOutcome.Confirmed), (102, DeliveryOutcome.Confirmed)], _settled);
        Assert.Equal(1, _window.Count);
    }

    [Fact]
    public void Confirms_may_come_in_any_order_and_twice()
    {
        Add(101, 102, 103);
        _window.Settle(3, multiple: false, DeliveryOutcome.Confirmed);
        _window.Settle(3, multiple: false, DeliveryOutcome.Confirmed);
        _window.Settle(1, multiple: false, DeliveryOutcome.Confirmed);
        Assert.Equal(2, _window.Count);
        _window.Settle(2, multiple: true, DeliveryOutcome.Retryable);
        Assert.Equal([(103, DeliveryOutcome.Confirmed), (101, DeliveryOutcome.Confirmed), (102, DeliveryOutcome.Retryable)], _settled);
        Assert.Equal(0, _window.Count);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(ulong.MaxValue, true)]
    public void A_tag_that_is_not_under_way_settles_nothing(ulong tag, bool multiple)
    {
        Add(101, 102, 103);
        _window.Settle(tag, multiple, DeliveryOutcome.Confirmed);
        Assert.Empty(_settled);
    }

    [Fact]
    public void Tag_zero_with_multiple_means_all()
    {
        Add(101, 102);
        _window.Settle(0, multiple: true, DeliveryOutcome.Confirmed);
        Assert.Equal(2, _settled.Count);
    }

    [Fact]
    public void A_returned_message_is_rejected_by_its_confirm_and_retried_by_its_nack()
    {
        Add(101, 102);
        _window.MarkReturned(101);
        _window.MarkReturned(102);
        _window.MarkReturned(999);
        _window.Settle(1, multiple: false, DeliveryOutcome.Confirmed);
        _window.Settle(2, multiple: false, DeliveryOutcome.Retryable);
        Assert.Equal([(101, DeliveryOutcome.Unroutable), (102, DeliveryOutcome.Retryable)], _settled);
    }

    [Fact]
    public void A_reset_gives_all_that_is_left_back_in_order_and_starts_tags_anew()
    {
        Add(101, 102, 103);
        _window.Settle(2, multiple: false, DeliveryOutcome.Confirmed);
        _settled.Clear();
        _window.Reset();
        Assert.Equal([(101, DeliveryOutcome.Retryable), (103, DeliveryOutcome.Retryable)], _settled);
        _settled.Clear();
        Add(201);
        _window.Settle(1, multiple: false, DeliveryOutcome.Confirmed);
        Assert.Equal([(201, DeliveryOutcome.Confirmed)], _settled);
    }

    [Fact]
    public void It_takes_no_more_than_its_capacity()
    {
        Add(1, 2, 3, 4, 5, 6, 7);
        Assert.True(_window.HasRoom);
        Add(8);
        Assert.False(_window.HasRoom);
    }

    [Fact]
    public void Once_full_it_has_room_again_when_a_quarter_is_free()
    {
        Add(1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal(2, _window.ConfirmsToWaitFor);
        _window.Settle(1, multiple: false, DeliveryOutcome.Confirmed);
        Assert.False(_window.HasRoom);
        _window.Settle(2, multiple: false, DeliveryOutcome.Confirmed);
        Assert.True(_window.HasRoom);
        Assert.Equal(1, _window.ConfirmsToWaitFor);
    }

    [Fact]
    public void It_waits_for_no_more_confirms_than_can_come()
    {
        Add(1, 2, 3, 4, 5, 6, 7, 8);
        for (ulong tag = 2; tag <= 8; tag++)
            _window.Settle(tag, multiple: false, DeliveryOutcome.Confirmed);
        Assert.False(_window.HasRoom);
        Assert.Equal(1, _window.ConfirmsToWaitFor);
        _window.Settle(1, multiple: false, DeliveryOutcome.Confirmed);
        Assert.True(_window.HasRoom);
    }

    [Fact]
    public void A_reset_makes_room()
    {
        Add(1, 2, 3, 4, 5, 6, 7, 8);
        _window.Reset();
        Assert.True(_window.HasRoom);
    }

    [Fact]
    public void When_all_writers_have_plenty_a_few_have_to_do_and_more_are_taken_again_when_they_have_not()
    {
        var underWay = new MessagesUnderWay();
        var busy = new DeliveryWindow(2048, 16 * 1024 * 1024, underWay, (_, _) => { });
        var other = new DeliveryWindow(512, 16 * 1024 * 1024, underWay, (_, _) => { });
        Assert.Equal(1024, Fill(busy));
        Assert.Equal(32, Fill(other));
        other.Settle(7, multiple: true, DeliveryOutcome.Confirmed);
        Assert.Equal(0, Fill(other));
        other.Settle(8, multiple: true, DeliveryOutcome.Confirmed);
        Assert.Equal(8, Fill(other));
        busy.Settle(1000, multiple: true, DeliveryOutcome.Confirmed);
        other.Settle(16, multiple: true, DeliveryOutcome.Confirmed);
        Assert.Equal(512 - 24, Fill(other));
        // What was given up counts no longer.
        other.Reset();
        Assert.Equal(1024 - 24, Fill(busy));

        static int Fill(DeliveryWindow window)
        {
            int before = window.Count;
            while (window.HasRoom)
                Add(window, 1);
            return window.Count - before;
        }
    }

    private static void Add(DeliveryWindow window, ulong sequence) =>
        window.Add(new OutboundMessage(new Segment([], null), 0, 0, sequence, 0, records: 1, BodyForm.Record));

    private void Add(params ulong[] sequences)
    {
        foreach (ulong sequence in sequences)
            Add(_window, sequence);
    }
}
