using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.RabbitMq;

/// <summary>Turns what happens to a connection into one message for each change of state, for all writers together. Thread-safe.</summary>
internal sealed class ConnectionReporter(DiagnosticQueue diagnostics, TimeProvider time)
{
    // A connection that breaks again and again for one reason is one trouble, told once in this time.
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMinutes(1);

    // Texts of the broker's may hold a number that is never the same.
    private const int MaxRemembered = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long At, int Trouble)> _told = [];
    private readonly HashSet<string> _warned = [];
    private int _trouble;
    private bool _isTroubleOpen;
    private bool _everConnected;

    /// <summary>A connection was made.</summary>
    public void Connected(BrokerLink link)
    {
        lock (_lock)
        {
            if (link.Warning is { } warning)
                diagnostics.Add(DiagnosticLevel.Warning, warning);
            if (_everConnected && !_isTroubleOpen)
                return;
            string protocol = link.Protocol.Length == 0 ? "" : $", {link.Protocol}";
            diagnostics.Add(
                DiagnosticLevel.Info, $"{(_everConnected ? "connected again" : "connected")} to {link.Place} (RabbitMQ {link.ServerVersion}{protocol})");
            _everConnected = true;
            _isTroubleOpen = false;
        }
    }

    /// <summary>A connection could not be made.</summary>
    public void CannotConnect(string text) => Trouble(DiagnosticLevel.Error, text, "records are kept, and it is tried again");

    /// <summary>A connection has ended.</summary>
    public void Lost(string text) => Trouble(DiagnosticLevel.Warning, text, "records are kept until there is a new one");

    /// <summary>The broker asked to pause, with its reason, or not to any more.</summary>
    public void Blocked(string place, string? reason) =>
        diagnostics.Add(
            reason is null ? DiagnosticLevel.Info : DiagnosticLevel.Warning,
            reason is null
                ? $"{place} takes records again"
                : $"{place} asks to pause: {reason}; records are kept until its alarm is over");

    /// <summary>Something works, and is not as it should be. Told once.</summary>
    public void Warn(string text)
    {
        lock (_lock)
        {
            if (_warned.Add(text))
                diagnostics.Add(DiagnosticLevel.Warning, text);
        }
    }

    private void Trouble(DiagnosticLevel level, string text, string consequence)
    {
        lock (_lock)
        {
            if (_told.TryGetValue(text, out (long At, int Trouble) last)
                && ((_isTroubleOpen && last.Trouble == _trouble) || time.GetElapsedTime(last.At) < RepeatInterval))
                return;
            if (!_isTroubleOpen)
                _trouble++;
            _isTroubleOpen = true;
            if (_told.Count == MaxRemembered)
                _told.Clear();
            _told[text] = (time.GetTimestamp(), _trouble);
            diagnostics.Add(level, $"{text}; {consequence}");
        }
    }
}
