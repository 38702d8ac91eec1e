using System.Text;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Filter;
using ZeekAmqp.Cli.Tail;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Tail;

/// <summary>What tail does with what comes, and with losses.</summary>
public class TailRunTests
{
    private readonly MemoryStream _output = new();
    private readonly StringWriter _error = new();

    private string[] Shown => Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string[] Said => _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task What_is_shown_is_acknowledged()
    {
        FakeSource source = new FakeSource().With(false, "a", "b", "c");

        Assert.Equal(0, await RunAsync(Queue(), count: 2, source));
        Assert.Equal(["a", "b"], Shown);
        Assert.Equal(2ul, source.Acknowledged);
        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task A_message_of_which_not_all_is_shown_goes_back()
    {
        FakeSource source = new FakeSource().WithBatch("a", "b").WithBatch("c", "d");

        Assert.Equal(0, await RunAsync(Queue(), count: 3, source));
        Assert.Equal(["a", "b", "c"], Shown);
        Assert.Equal(1ul, source.Acknowledged);
    }

    [Fact]
    public async Task What_is_hidden_does_not_count_and_is_taken_out_all_the_same()
    {
        FakeSource source = new FakeSource().With(false, """{"conn": {"n":1}}""", """{"conn": {"n":2}}""", """{"conn": {"n":3}}""");
        var choice = new RecordChoice { Filter = FilterExpression.Parse("n != 2") };

        Assert.Equal(0, await RunAsync(Queue(), choice, count: 2, source));
        Assert.Equal(["""{"conn": {"n":1}}""", """{"conn": {"n":3}}"""], Shown);
        Assert.Equal(3ul, source.Acknowledged);
        Assert.Empty(Said);
    }

    [Fact]
    public async Task What_is_no_record_is_left_out_by_a_filter_and_that_is_said_once()
    {
        FakeSource source = new FakeSource().With(false, "a", "b", """{"conn": {"n":1}}""");
        var choice = new RecordChoice { Filter = FilterExpression.Parse("n") };

        Assert.Equal(0, await RunAsync(Queue(), choice, count: 1, source));
        Assert.Single(Said);
        Assert.Contains("what came is not all records of a log", Said[0]);
    }

    [Fact]
    public async Task After_a_loss_it_connects_again_and_shows_nothing_twice()
    {
        FakeSource first = new FakeSource().With(false, "a", "b", "a").Lost("lost it");
        // The broker does not know that they were shown; the last but one is another that happens to be the same.
        FakeSource second = new FakeSource().With(true, "a", "b", "a", "a").With(false, "b", "c");

        Assert.Equal(0, await RunAsync(Queue(), count: 6, first, second));
        Assert.Equal(["a", "b", "a", "a", "b", "c"], Shown);
        Assert.Equal(["zeek-amqp: warning: lost it; trying to reconnect", "zeek-amqp: connected again: queue 'fake'"], Said);
        Assert.Equal(6ul, second.Acknowledged);
    }

    [Fact]
    public async Task A_queue_of_ones_own_is_another_one_after_a_loss()
    {
        FakeSource first = new FakeSource().With(false, "a", "b").Lost("lost it");
        // Its publisher did not hear that it had arrived.
        FakeSource second = new FakeSource().With(false, "b", "c");

        Assert.Equal(0, await RunAsync(new ListeningQueue("x", "topic", [], ""), count: 3, first, second));
        Assert.Equal(["a", "b", "c"], Shown);
        Assert.EndsWith("what was published meanwhile is not shown", Said[1]);
    }

    [Fact]
    public async Task Attempts_go_on_until_one_is_of_no_use()
    {
        FakeSource first = new FakeSource().With(false, "a").Lost("lost it");
        int attempts = 0;
        int status = await RunAsync(Queue(), RecordChoice.All, count: null, _ => ++attempts switch
        {
            1 => Task.FromResult<IMessageSource>(first),
            2 => throw new SourceException("not yet", isFinal: false),
            _ => throw new SourceException("there is no queue", isFinal: true),
        });

        Assert.Equal(1, status);
        Assert.Equal(3, attempts);
        Assert.Equal(["zeek-amqp: warning: lost it; trying to reconnect", "zeek-amqp: error: there is no queue"], Said);
    }

    [Fact]
    public async Task What_cannot_be_had_at_first_is_wrong_usage() =>
        await Assert.ThrowsAsync<UsageException>(() => RunAsync(Queue(), RecordChoice.All, 1, _ => throw new SourceException("nobody is there", isFinal: false)));

    [Fact]
    public async Task A_signal_ends_it_while_messages_come_without_a_pause()
    {
        using var stop = new CancellationTokenSource();
        var source = new FakeSource();
        for (int i = 0; i < 100; i++)
            source.With(false, "a");
        await stop.CancelAsync();

        Assert.Equal(0, await RunAsync(Queue(), RecordChoice.All, null, _ => Task.FromResult<IMessageSource>(source), stop.Token));
        Assert.True(Shown.Length < 100);
        Assert.Equal((ulong)Shown.Length, source.Acknowledged);
    }

    [Fact]
    public async Task What_a_user_has_to_know_is_said_with_the_first_message_unless_a_stream_keeps_it()
    {
        var request = new TailRequest(OptionParser.Parse([]).Broker, RecordChoice.All, 1, null) { Queue = Queue(), Note = "mind you", IsWordy = true };
        await RunAsync(request, _ => Task.FromResult<IMessageSource>(new FakeSource().With(false, "a", "b")));

        Assert.Equal(["zeek-amqp: mind you"], Said);
    }

    private static NamedQueue Queue() => new("q", from: null);

    private Task<int> RunAsync(IQueueChoice queue, long? count, params FakeSource[] sources) => RunAsync(queue, RecordChoice.All, count, sources);

    private Task<int> RunAsync(IQueueChoice queue, RecordChoice choice, long? count, params FakeSource[] sources)
    {
        var left = new Queue<FakeSource>(sources);
        return RunAsync(queue, choice, count, _ => Task.FromResult<IMessageSource>(left.Dequeue()));
    }

    private Task<int> RunAsync(
        IQueueChoice queue, RecordChoice choice, long? count, Func<CancellationToken, Task<IMessageSource>> open, CancellationToken stop = default) =>
        RunAsync(new TailRequest(OptionParser.Parse([]).Broker, choice, count, null) { Queue = queue }, open, stop);

    private Task<int> RunAsync(TailRequest request, Func<CancellationToken, Task<IMessageSource>> open, CancellationToken stop = default) =>
        new TailRun(request, open, new BodyPrinter(_output), new MessageArea(_error, isTerminal: false), TimeProvider.System).RunAsync(stop);
}
