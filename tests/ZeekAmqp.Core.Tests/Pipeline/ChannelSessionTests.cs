using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

public sealed class ChannelSessionTests : IDisposable
{
    private readonly ChannelSession _session;
    private int _wakes;

    public ChannelSessionTests() => _session = new ChannelSession(() => _wakes++, CancellationToken.None);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Confirms_wake_the_loop_when_there_are_enough()
    {
        _session.WakeAfter(3);
        Confirm(1, 2);
        Assert.Equal(0, _wakes);
        Confirm(3);
        Assert.Equal(1, _wakes);
    }

    [Fact]
    public void A_confirm_for_several_counts_as_so_many()
    {
        _session.WakeAfter(10);
        ConfirmUpTo(4, 9);
        Assert.Equal(0, _wakes);
        ConfirmUpTo(10);
        Assert.Equal(1, _wakes);
    }

    [Fact]
    public void Nobody_sleeps_on_when_some_of_several_were_confirmed_before()
    {
        _session.WakeAfter(4);
        Confirm(2);
        ConfirmUpTo(4);
        Assert.Equal(1, _wakes);
    }

    [Theory]
    [InlineData(new ulong[] { 0 })]
    [InlineData(new ulong[] { 7, 0 })]
    [InlineData(new ulong[] { 7, ulong.MaxValue })]
    public void A_confirm_for_all_wakes_the_loop(ulong[] tags)
    {
        _session.WakeAfter(512);
        ConfirmUpTo(tags);
        Assert.Equal(1, _wakes);
    }

    [Fact]
    public void A_confirm_that_comes_twice_does_no_harm()
    {
        _session.WakeAfter(10);
        ConfirmUpTo(5, 5, 3);
        Assert.Equal(0, _wakes);
        ConfirmUpTo(10);
        Assert.Equal(1, _wakes);
    }

    [Fact]
    public void Confirms_are_ignored_until_the_loop_counts_them()
    {
        _session.IgnoreConfirms();
        Confirm(1, 2);
        ConfirmUpTo(1000);
        Assert.Equal(0, _wakes);
    }

    [Fact]
    public void What_was_not_taken_counts()
    {
        _session.IgnoreConfirms();
        Confirm(1, 2, 3);
        _session.WakeAfter(4);
        Assert.Equal(0, _wakes);
        Confirm(4);
        Assert.Equal(1, _wakes);
        _session.WakeAfter(4);
        Assert.Equal(2, _wakes);
    }

    [Fact]
    public void What_was_taken_does_not_count()
    {
        _session.IgnoreConfirms();
        Confirm(1);
        ConfirmUpTo(4);
        Assert.True(_session.TryTake(out _));
        Assert.True(_session.TryTake(out _));
        Assert.False(_session.TryTake(out _));
        _session.WakeAfter(2);
        Confirm(5);
        Assert.Equal(0, _wakes);
        Confirm(6);
        Assert.Equal(1, _wakes);
    }

    [Fact]
    public void What_is_no_confirm_wakes_the_loop_at_once()
    {
        _session.IgnoreConfirms();
        _session.OnNacked(1, multiple: false);
        _session.OnReturned(2, "312 NO_ROUTE");
        _session.OnBlocked(true, "low on memory");
        Assert.Equal(3, _wakes);
    }

    private void Confirm(params ulong[] tags)
    {
        foreach (ulong tag in tags)
            _session.OnConfirmed(tag, multiple: false);
    }

    private void ConfirmUpTo(params ulong[] tags)
    {
        foreach (ulong tag in tags)
            _session.OnConfirmed(tag, multiple: true);
    }
}
