using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Tests.Diagnostics;

public class DiagnosticQueueTests
{
    [Fact]
    public void Messages_come_out_in_order_and_once()
    {
        var queue = new DiagnosticQueue();
        queue.Add(DiagnosticLevel.Info, "one");
        queue.Add(DiagnosticLevel.Error, "two");
        Assert.True(queue.TryTake(out Diagnostic first));
        Assert.True(queue.TryTake(out Diagnostic second));
        Assert.False(queue.TryTake(out _));
        Assert.Equal(new Diagnostic(DiagnosticLevel.Info, "one"), first);
        Assert.Equal(new Diagnostic(DiagnosticLevel.Error, "two"), second);
    }

    [Fact]
    public void When_nobody_asks_the_oldest_are_dropped_and_that_is_said()
    {
        var queue = new DiagnosticQueue();
        for (int i = 0; i < 70; i++)
            queue.Add(DiagnosticLevel.Info, $"message {i}");
        Assert.True(queue.TryTake(out Diagnostic told));
        Assert.StartsWith("6 earlier messages", told.Text, StringComparison.Ordinal);
        Assert.True(queue.TryTake(out told));
        Assert.Equal("message 6", told.Text);
    }
}
