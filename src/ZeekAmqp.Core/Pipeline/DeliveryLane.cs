using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Delivers one writer's messages: one queue, one channel, one loop, so that order is kept within a writer, and a log whose exchange
/// is missing holds up no other.
/// </summary>
/// <remarks>
/// The loop takes messages in the order of their sequence numbers, those that have to be published again first. A message leaves
/// memory when its outcome is final. The loop runs on the thread pool, in one place at a time.
/// </remarks>
internal sealed class DeliveryLane : IDisposable
{
    // Twice the confirms that RabbitMQ gathers under load, and few enough to repeat after a lost connection.
    private const int WindowMessages = 2048;

    // Outcomes are looked at this often while publishing without a pause, so that memory is given back.
    private const int PublishesBetweenLooks = 64;

    private readonly IBroker _broker;
    private readonly MessageRoute _route;
    private readonly TimeProvider _time;
    private readonly LaneReporter _reporter;
    private readonly RetryBackoff _backoff = RetryBackoff.ForBroker();
    private readonly OutboundQueue _queue = new();
    private readonly PriorityQueue<OutboundMessage, ulong> _repeats = new();
    private readonly DeliveryWindow _window;
    private readonly MemoryBudget _budget;
    private readonly FinishClock _finish;
    private readonly WakeSignal _wake = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly StallWatch _stall;
    private volatile bool _inputEnded;
    private volatile bool _isDelivering;
    private volatile BrokerFailure? _lastFailure;

    public DeliveryLane(
        IBroker broker, MessageRoute route, MemoryBudget budget, DiagnosticQueue diagnostics, FinishClock finish, TimeProvider time)
    {
        _finish = finish;
        _broker = broker;
        _route = route;
        _time = time;
        _budget = budget;
        _reporter = new LaneReporter(diagnostics, Counters, route, time);
        _window = new DeliveryWindow(WindowMessages, Settle);
        _stall = new StallWatch(time);
    }

    public WriterCounters Counters { get; } = new();

    /// <summary>Whether no more messages are taken.</summary>
    public bool IsInputEnded => _inputEnded;

    /// <summary>Whether the broker takes this lane's messages now.</summary>
    public bool IsDelivering => _isDelivering;

    /// <summary>The last reason why it did not.</summary>
    public BrokerFailure? LastFailure => _lastFailure;

    /// <summary>Completes when the lane has ended: all delivered after <see cref="EndInput"/>, or abandoned.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the loop.</summary>
    public void Start() => Completion = Task.Run(RunAsync);

    /// <summary>Takes a message over. One thread, the writer's.</summary>
    public void Enqueue(in OutboundMessage message)
    {
        if (_queue.Enqueue(message))
            _wake.Set();
    }

    /// <summary>No message follows: the loop ends when all are delivered.</summary>
    public void EndInput()
    {
        _inputEnded = true;
        _wake.Set();
    }

    /// <summary>Gives up what is not delivered; it is counted.</summary>
    public void Abandon()
    {
        _abandon.Cancel();
        _wake.Set();
    }

    /// <summary>Called about once a second: looks for a stalled channel and reports losses.</summary>
    public void Tick()
    {
        _stall.CheckPublish();
        _wake.Set();
    }

    public void Dispose() => _abandon.Dispose();

    private async Task RunAsync()
    {
        while (!_abandon.IsCancellationRequested && !(_inputEnded && Counters.Outstanding == 0))
        {
            using var session = new ChannelSession(_wake, _abandon.Token);
            try
            {
                IPublishChannel channel = await _broker.OpenChannelAsync(_route, session, _abandon.Token).ConfigureAwait(false);
                await using (channel.ConfigureAwait(false))
                    await UseAsync(channel, session).ConfigureAwait(false);
            }
            catch (BrokerException exception)
            {
                await RecoverAsync(session.Failure ?? exception.Failure).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Given up, or this session was cut off: then its failure says why.
                if (session.Failure is { } failure)
                    await RecoverAsync(failure).ConfigureAwait(false);
            }
        }

        AbandonRest();
        _reporter.ReportLosses(final: true);
    }

    private async Task UseAsync(IPublishChannel channel, ChannelSession session)
    {
        _stall.Restart();
        try
        {
            await DeliverAsync(channel, session).ConfigureAwait(false);
        }
        finally
        {
            _stall.EndPublish();
            _isDelivering = false;
            // What was confirmed before the end need not be published again; delivery tags mean nothing beyond their channel.
            TakeOutcomes(session);
            _window.Reset();
            if (session.Failure is { Scope: FailureScope.Connection } failure)
                channel.GiveUpConnection(failure);
        }
    }

    private async Task DeliverAsync(IPublishChannel channel, ChannelSession session)
    {
        while (!_abandon.IsCancellationRequested)
        {
            TakeOutcomes(session);
            _reporter.ReportLosses(final: false);
            if (session.Failure is { } failure)
                throw new BrokerException(failure);
            if (_inputEnded && Counters.Outstanding == 0)
                return;

            _isDelivering = session.BlockedReason is null;
            int published = 0;
            while (_isDelivering && _window.HasRoom && published < PublishesBetweenLooks && TryTakeNext(out OutboundMessage message))
            {
                _window.Add(message);
                _stall.BeginPublish(session);
                await channel.PublishAsync(message, session.Cancellation).ConfigureAwait(false);
                _stall.EndPublish();
                Counters.AddPublished();
                published++;
            }

            if (published == PublishesBetweenLooks)
                continue;
            await _wake.WaitAsync(session.Cancellation).ConfigureAwait(false);
            _stall.CheckConfirms(session, _window.Count);
        }
    }

    private async Task RecoverAsync(BrokerFailure failure)
    {
        _lastFailure = failure;
        _reporter.ReportFailure(failure);
        _reporter.ReportLosses(final: false);
        // A lost connection is waited for where it is made again, once for all writers.
        if (failure.Scope == FailureScope.Connection)
            return;
        TimeSpan wait = _backoff.Next();
        try
        {
            await Task.Delay(wait, _time, _abandon.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition ends it.
        }
    }

    private void TakeOutcomes(ChannelSession session)
    {
        while (session.TryTake(out ChannelEvent taken))
        {
            if (taken.ReturnReason is { } reason)
            {
                _reporter.NoteReturn(reason);
                _window.MarkReturned(taken.Tag);
                continue;
            }

            _stall.NoteOutcome();
            _window.Settle(taken.Tag, taken.Multiple, taken.Outcome);
            if (taken.Outcome == DeliveryOutcome.Confirmed)
            {
                _finish.NoteProgress();
                _backoff.Reset();
                _reporter.ReportDelivery();
            }
        }
    }

    private bool TryTakeNext(out OutboundMessage message) => _repeats.TryDequeue(out message, out _) || _queue.TryDequeue(out message);

    private void Settle(OutboundMessage message, DeliveryOutcome outcome)
    {
        switch (outcome)
        {
            case DeliveryOutcome.Confirmed:
                Counters.AddConfirmed();
                Release(message);
                break;
            case DeliveryOutcome.Rejected:
                Counters.AddRejected();
                Release(message);
                break;
            default:
                Counters.AddRetried();
                _repeats.Enqueue(message, message.Sequence);
                break;
        }
    }

    private void Release(in OutboundMessage message)
    {
        _budget.Release(message.Length);
        message.Release();
    }

    private void AbandonRest()
    {
        long abandoned = 0;
        while (TryTakeNext(out OutboundMessage message))
        {
            Release(message);
            abandoned++;
        }

        Counters.AddAbandoned(abandoned);
    }
}
