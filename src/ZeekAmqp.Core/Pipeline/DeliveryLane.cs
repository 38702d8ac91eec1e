using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Delivers one writer's messages: one backlog, one channel, one loop, so that order is kept within a writer, and a log whose exchange
/// is missing holds up no other.
/// </summary>
/// <remarks>
/// The loop runs on the thread pool, in one place at a time. Whatever it waits for, it goes on moving records between memory and
/// disk meanwhile. A message leaves memory when its outcome is final, or when it is on disk and cannot be published soon.
/// </remarks>
internal sealed class DeliveryLane : IDisposable
{
    // What keeps a broker busy beside it, and one at 50 ms to 10,000 messages a second; few enough to repeat after a lost connection. With
    // more under way, RabbitMQ writes to disk what a consumer would have had at once.
    private const int WindowMessages = 512;

    // Large messages are bounded by their size: this much may have to be repeated.
    private const long WindowBytes = 16 * 1024 * 1024;

    // What is under way cannot make room by going to disk: a broker that confirms nothing must not fill memory with it.
    private const int WindowsInMemory = 4;

    // Outcomes are looked at this often while publishing without a pause, so that memory is given back.
    private const int PublishesBetweenLooks = 64;

    // What is not confirmed after this part of the time for shutting down goes to disk, in case that the process is not given all of it.
    private const double PartBeforeSpooling = 0.25;

    // Between two uses of the broker, whatever it answers: a loop that fails at once should not keep a processor busy.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);

    private static readonly BrokerFailure CutOff = new(FailureScope.Connection, "the way to the broker was closed here");

    private readonly IBroker _broker;
    private readonly MessageRoute _route;
    private readonly CurrentDelivery _delivery;
    private readonly FinishClock _finish;
    private readonly TimeProvider _time;
    private readonly LaneReporter _reporter;
    private readonly RetryBackoff _backoff = RetryBackoff.ForBroker();
    private readonly DeliveryWindow _window;
    private readonly Backlog _backlog;
    private readonly Settlement _settlement;
    private readonly LoopWait _wait = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly OutcomeClock _outcomes;
    private readonly StallWatch _stall;
    private readonly CurrentCompressor _compressor;
    private readonly Departure _departure;
    private long? _maxMessageBytes;
    private volatile bool _inputEnded;
    private volatile bool _isDelivering;
    private volatile BrokerFailure? _lastFailure;

    public DeliveryLane(
        IBroker broker, MessageRoute route, CurrentDelivery delivery, LaneResources resources, FinishClock finish, TimeProvider time)
    {
        _broker = broker;
        _route = route;
        _delivery = delivery;
        _finish = finish;
        _time = time;
        _reporter = new LaneReporter(resources.Diagnostics, resources.Counters, route, time);
        _window = new DeliveryWindow(
            WindowMessages,
            Math.Min(WindowBytes, resources.Budget.MaxBytes / WindowsInMemory),
            resources.UnderWay,
            (message, outcome) => _settlement!.Settle(message, outcome));
        var trigger = new SpoolTrigger(delivery.Options.Buffer, resources.Budget, time);
        _compressor = resources.Compressor;
        _backlog = new Backlog(delivery, resources.Compressor, resources.Budget, resources.Counters, _window, resources.Spool, trigger);
        _settlement = new Settlement(_backlog, resources.Counters, _reporter, _backoff, delivery, resources.Listener);
        _outcomes = resources.Outcomes;
        _stall = new StallWatch(resources.Outcomes, time);
        _departure = new Departure(time);
        Counters = resources.Counters;
    }

    public WriterCounters Counters { get; }

    /// <summary>Whose messages, and where they go.</summary>
    public MessageRoute Route => _route;

    /// <summary>Whether no more messages are taken.</summary>
    public bool IsInputEnded => _inputEnded;

    /// <summary>Whether the broker takes this lane's messages now.</summary>
    public bool IsDelivering => _isDelivering;

    /// <summary>Whether a full memory may have room soon: also while the first attempt to reach the broker is under way.</summary>
    public bool MakesRoom => _isDelivering || _backlog.MakesRoom || !_outcomes.HasFailed;

    /// <summary>The last reason why the broker did not take messages.</summary>
    public BrokerFailure? LastFailure => _lastFailure;

    /// <summary>Ends when all is delivered, or given up, or safe on disk: then with the store that has it, else with null.</summary>
    public Task<SpoolStore?> Completion { get; private set; } = Task.FromResult<SpoolStore?>(null);

    private bool IsOver => _abandon.IsCancellationRequested || (_inputEnded && _window.Count == 0 && _backlog.IsEmpty);

    private bool IsEnding => _inputEnded && _finish.Elapsed >= _delivery.Options.MaxWaitOnShutdown * PartBeforeSpooling;

    /// <summary>Starts the loop.</summary>
    public void Start() => Completion = Task.Run(RunAsync);

    /// <summary>Takes a message over. One thread, the writer's.</summary>
    public void Enqueue(in OutboundMessage message)
    {
        if (_backlog.Enqueue(message))
            _wait.Wake();
    }

    /// <summary>The writer finds no room in memory. Any thread.</summary>
    public void WantRoom()
    {
        _backlog.WantRoom();
        _wait.Wake();
    }

    /// <summary>Messages of several records are compressed otherwise from now on. Any thread.</summary>
    public void CompressBy(IBodyCompressor? compressor) => _compressor.Replace(compressor);

    /// <summary>
    /// The way to the broker has changed: what is under way is waited for, a moment, and the next channel is opened on the new one. Any thread.
    /// </summary>
    public void ChangeChannel()
    {
        _departure.Ask();
        _wait.Wake();
    }

    /// <summary>No message follows: the loop ends when all are delivered.</summary>
    public void EndInput()
    {
        _inputEnded = true;
        _wait.Wake();
    }

    /// <summary>Ends the loop: what is not delivered goes to disk, or is given up and counted. Does nothing once it has ended.</summary>
    public void Abandon()
    {
        try
        {
            _abandon.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A closed writer's lane was through with its records just before whoever ends all lanes came to it.
        }

        _wait.Wake();
    }

    /// <summary>Called about once a second: looks for a stalled channel, tends the backlog and reports losses.</summary>
    public void Tick()
    {
        _stall.CheckPublish();
        _wait.Wake();
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _abandon.Dispose();
    }

    private async Task<SpoolStore?> RunAsync()
    {
        while (!IsOver)
        {
            using var session = new ChannelSession(_wait.Wake, _abandon.Token);
            _departure.Clear();
            try
            {
                IPublishChannel channel = await OpenChannelAsync(session).ConfigureAwait(false);
                await using (channel.ConfigureAwait(false))
                    await UseAsync(channel, session).ConfigureAwait(false);
            }
            catch (BrokerException exception)
            {
                await RecoverAsync(session.Failure ?? exception.Failure).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Given up, or left for another channel, or this session was cut off: then its failure says why.
                if (!IsOver && !_departure.IsAsked)
                    await RecoverAsync(session.Failure ?? CutOff).ConfigureAwait(false);
            }
            catch (Exception defect)
            {
                // Whatever it is, the records are still here: report it and try again.
                await RecoverAsync(new BrokerFailure(FailureScope.Channel, $"a defect of this program, please report it: {defect}")).ConfigureAwait(false);
            }
        }

        return await EndAsync().ConfigureAwait(false);
    }

    private async Task<IPublishChannel> OpenChannelAsync(ChannelSession session)
    {
        Task<IPublishChannel> opening = _broker.OpenChannelAsync(_route, session, session.Cancellation);
        await AttendAsync(opening, session).ConfigureAwait(false);
        return await opening.ConfigureAwait(false);
    }

    private async Task UseAsync(IPublishChannel channel, ChannelSession session)
    {
        _stall.Restart();
        _backlog.NoteProgress();
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
            _settlement.Begin();
            if (session.Failure is { } failure)
            {
                _maxMessageBytes = failure.MaxMessageBytes ?? _maxMessageBytes;
                if (failure.Scope == FailureScope.Connection)
                    channel.GiveUpConnection(failure);
            }
        }
    }

    private async Task DeliverAsync(IPublishChannel channel, ChannelSession session)
    {
        while (!_abandon.IsCancellationRequested)
        {
            TakeOutcomes(session);
            _reporter.ReportLosses(final: false);
            if ((session.Failure ?? (_window.Count == 0 ? _settlement.Refusal : null)) is { } failure)
                throw new BrokerException(failure);

            if (_departure.IsAsked && (_window.Count == 0 || _departure.IsDue || session.BlockedReason is not null))
            {
                _maxMessageBytes = null;
                _backoff.Reset();
                return;
            }

            _isDelivering = session.BlockedReason is null && _settlement.Refusal is null && !_departure.IsAsked;
            bool isUnfinished = await _backlog.TendAsync(_isDelivering, IsEnding).ConfigureAwait(false);
            if (IsOver)
                return;
            if (await PublishAsync(channel, session).ConfigureAwait(false) > 0 || isUnfinished)
                continue;
            if (_window.Count == 0)
                _backlog.NoteProgress();
            session.WakeAfter(_window.ConfirmsToWaitFor);
            await _wait.ForWakeAsync(session.Cancellation).ConfigureAwait(false);
            _stall.CheckConfirms(session, _window.Count);
        }
    }

    private async ValueTask<int> PublishAsync(IPublishChannel channel, ChannelSession session)
    {
        int published = 0;
        while (_isDelivering && _window.HasRoom && published < PublishesBetweenLooks && _backlog.TryTake(out OutboundMessage message))
        {
            published++;
            if (message.Length > _maxMessageBytes)
            {
                _reporter.NoteTooLarge(message, _maxMessageBytes.Value);
                _settlement.Settle(message, DeliveryOutcome.TooLarge);
                continue;
            }

            _window.Add(message);
            _stall.BeginPublish(session);
            try
            {
                await PublishOneAsync(channel.PublishAsync(message, session.Cancellation), session).ConfigureAwait(false);
            }
            catch (BrokerException exception) when (exception.Failure.Scope == FailureScope.Message)
            {
                _stall.EndPublish();
                _reporter.NoteReturn(exception.Failure.Text);
                _settlement.Settle(_window.TakeBackLast(), DeliveryOutcome.Unroutable);
                if (_settlement.Refusal is not null)
                    break;
                continue;
            }

            _stall.EndPublish();
            _backlog.NoteProgress();
            Counters.AddPublished();
        }

        return published;
    }

    private ValueTask PublishOneAsync(ValueTask publishing, ChannelSession session)
    {
        if (publishing.IsCompletedSuccessfully)
        {
            publishing.GetAwaiter().GetResult();
            return ValueTask.CompletedTask;
        }

        // What is confirmed meanwhile is looked at when the call has returned.
        session.IgnoreConfirms();
        return new ValueTask(AttendAsync(publishing.AsTask(), session));
    }

    /// <summary>Waits for something of the broker's, and keeps memory and disk in order meanwhile.</summary>
    private async Task AttendAsync(Task awaited, ChannelSession session, bool isPause = false)
    {
        while (!awaited.IsCompleted)
        {
            _reporter.ReportLosses(final: false);
            bool isUnfinished = await _backlog.TendAsync(isDelivering: false, IsEnding).ConfigureAwait(false);
            // Nothing is waited for that is about to be left.
            if (IsOver || _departure.IsDue || (isPause && _departure.IsAsked))
                session.End();
            if (!isUnfinished)
                await _wait.ForWakeOrAsync(awaited).ConfigureAwait(false);
        }

        await awaited.ConfigureAwait(false);
    }

    private async Task RecoverAsync(BrokerFailure failure)
    {
        _lastFailure = failure;
        _outcomes.NoteFailure();
        // Whoever raises the limit restarts the broker for it.
        if (failure.Scope == FailureScope.Connection)
            _maxMessageBytes = null;
        _reporter.ReportFailure(failure);
        // A lost connection is waited for where it is made again, once for all its writers. After a message above the broker's limit
        // there is nothing to wait for.
        bool isShort = failure.Scope == FailureScope.Connection || failure.MaxMessageBytes is not null;
        using var session = new ChannelSession(_wait.Wake, _abandon.Token);
        try
        {
            TimeSpan pause = isShort ? ShortestPause : _backoff.Next();
            await AttendAsync(Task.Delay(pause, _time, session.Cancellation), session, isPause: true).ConfigureAwait(false);
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
                Counters.AddReturned();
                _reporter.NoteReturn(reason);
                _window.MarkReturned(taken.Tag);
                continue;
            }

            _stall.NoteOutcome();
            _backlog.NoteProgress();
            if (taken.Outcome == DeliveryOutcome.Retryable)
                _settlement.NoteNack();
            _window.Settle(taken.Tag, taken.Multiple, taken.Outcome);
        }
    }

    private async Task<SpoolStore?> EndAsync()
    {
        _isDelivering = false;
        await _backlog.SpoolRestAsync().ConfigureAwait(false);
        Counters.AddAbandoned(_backlog.Abandon());
        SpoolStore? left = await _backlog.CloseAsync().ConfigureAwait(false);
        _reporter.ReportLosses(final: true);
        return left;
    }
}
