using ZeekAmqp.Cli.Replay;

namespace ZeekAmqp.Cli.Tests.Replay;

public class ConfirmedMessagesTests
{
    [Fact]
    public void What_is_confirmed_early_counts_when_all_before_it_is()
    {
        var messages = new ConfirmedMessages();
        Assert.Equal(0UL, messages.Through);

        messages.OnSettled(3, isConfirmed: true);
        messages.OnSettled(2, isConfirmed: true);
        Assert.Equal(0UL, messages.Through);
        messages.OnSettled(1, isConfirmed: true);
        Assert.Equal(3UL, messages.Through);
    }

    [Fact]
    public void Nothing_behind_a_lost_message_counts()
    {
        var messages = new ConfirmedMessages();

        messages.OnSettled(4, isConfirmed: true);
        messages.OnSettled(2, isConfirmed: false);
        messages.OnSettled(1, isConfirmed: true);
        messages.OnSettled(3, isConfirmed: true);

        Assert.Equal(1UL, messages.Through);
    }
}
