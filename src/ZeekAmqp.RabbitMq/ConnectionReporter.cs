using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>
/// Turns what happens to a broker's connections into one message for each change of state, for all writers together. Thread-safe.
/// </summary>
/// <remarks>
/// Of several connections the first speaks for all: when a broker goes, each of them says so, and a person wants to read it once. The
/// first one that is back ends the trouble; whichever still has it a minute after it was told says so again.
/// </remarks>
/// <param name="diagnostics">Gets the messages.</param>
/// <param name="connections">How many there may be; they are numbered from 0.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionReporter(DiagnosticQueue diagnostics, int connections, TimeProvider time)
{
    // Connections that break again and again for one reason are one trouble, told once in this time.
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMinutes(1);

    // Texts of the broker's may hold a number that is never the same.
    private const int MaxRemembered = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Telling> _told = [];
    private readonly Dictionary<string, Pause> _pauses = [];
    private readonly HashSet<string> _places = [];
    private readonly HashSet<string> _warned = [];
    private int _trouble;
    private bool _isTroubleOpen;

    private string Which => connections == 1 ? "" : $"the first of {connections} connections";

    /// <summary>The broker is reached otherwise from now on: whatever was told was about another way.</summary>
    public void Changed(BrokerOptions options)
    {
        lock (_lock)
        {
            _told.Clear();
            _places.Clear();
            _warned.Clear();
            _pauses.Clear();
            _isTroubleOpen = false;
            diagnostics.Add(DiagnosticLevel.Info, $"the settings of the connection have changed: connecting to {options}; what waits goes there");
        }
    }

    /// <summary>A connection was made.</summary>
    public void Connected(int connection, BrokerLink link)
    {
        lock (_lock)
        {
            if (link.Warning is { } warning && !IsToldByAnother(connection, warning))
            {
                Remember(connection, warning);
                diagnostics.Add(DiagnosticLevel.Warning, warning);
            }

            bool isFirst = _places.Count == 0;
            if (!_places.Add(link.Place) && !_isTroubleOpen)
                return;
            string[] details = [$"RabbitMQ {link.ServerVersion}", link.Protocol, Which];
            var diagnostic = new Diagnostic(
                DiagnosticLevel.Info,
                $"{(_isTroubleOpen && !isFirst ? "connected again" : "connected")} to {link.Place} ({string.Join(", ", details.Where(detail => detail.Length > 0))})");
            diagnostics.Add(diagnostic.As(DiagnosticEvent.Connected, link.Place));
            _isTroubleOpen = false;
        }
    }

    /// <summary>A connection could not be made.</summary>
    public void CannotConnect(int connection, string broker, string text)
    {
        lock (_lock)
            Trouble(DiagnosticLevel.Error, connection, broker, text, text, "records are kept, and it is tried again");
    }

    /// <summary>A connection has ended.</summary>
    public void Lost(int connection, string place, string text)
    {
        lock (_lock)
        {
            // No broker says any more that it takes records again.
            _pauses.GetValueOrDefault(place)?.Connections.Remove(connection);
            // Each of several may have noticed it in a way of its own: what it is about is that this place has gone.
            Trouble(DiagnosticLevel.Warning, connection, place, text, $"lost {place}", "records are kept until there is a new one");
        }
    }

    /// <summary>The broker asked a connection to pause, with its reason, or not to any more.</summary>
    public void Blocked(int connection, string place, string? reason)
    {
        lock (_lock)
        {
            if (!_pauses.TryGetValue(place, out Pause? pause))
                _pauses.Add(place, pause = new Pause());
            bool wasPaused = pause.Connections.Count > 0;
            if (reason is null)
            {
                if (pause.Connections.Remove(connection) && pause.Connections.Count == 0)
                    diagnostics.Add(DiagnosticLevel.Info, $"{place} takes records again");
                return;
            }

            pause.Connections.Add(connection);
            if (wasPaused && pause.Reason == reason)
                return;
            pause.Reason = reason;
            diagnostics.Add(DiagnosticLevel.Warning, $"{place} asks to pause: {reason}; records are kept until its alarm is over");
        }
    }

    /// <summary>Something works, and is not as it should be. Told once.</summary>
    public void Warn(string text)
    {
        lock (_lock)
        {
            if (_warned.Add(text))
                diagnostics.Add(DiagnosticLevel.Warning, text);
        }
    }

    private void Trouble(DiagnosticLevel level, int connection, string place, string text, string about, string consequence)
    {
        if ((_told.TryGetValue(text, out Telling last) && IsRecent(last)) || IsToldByAnother(connection, about))
            return;
        bool isNew = !_isTroubleOpen;
        if (isNew)
            _trouble++;
        _isTroubleOpen = true;
        Remember(connection, text);
        Remember(connection, about);
        string which = connections == 1 ? "" : $" ({Which} to say so)";
        var diagnostic = new Diagnostic(level, $"{text}{which}; {consequence}");
        // To a program it is one change of state, however many texts it takes to tell.
        diagnostics.Add(isNew ? diagnostic.As(DiagnosticEvent.Disconnected, place, text) : diagnostic);
    }

    private bool IsToldByAnother(int connection, string about) =>
        _told.TryGetValue(about, out Telling last) && last.Connection != connection && IsRecent(last);

    // Of the trouble that there is, or of the last minute.
    private bool IsRecent(Telling last) =>
        (_isTroubleOpen && last.Trouble == _trouble) || time.GetElapsedTime(last.At) < RepeatInterval;

    private void Remember(int connection, string about)
    {
        if (_told.Count >= MaxRemembered)
            _told.Clear();
        _told[about] = new Telling(time.GetTimestamp(), _trouble, connection);
    }

    private readonly record struct Telling(long At, int Trouble, int Connection);

    /// <summary>A place that asked to pause.</summary>
    private sealed class Pause
    {
        /// <summary>Which connections it has asked.</summary>
        public HashSet<int> Connections { get; } = [];

        /// <summary>Why, in its own words.</summary>
        public string Reason { get; set; } = "";
    }
}
