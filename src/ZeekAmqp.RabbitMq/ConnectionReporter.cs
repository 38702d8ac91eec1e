using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>Turns what happens to a connection into one message for each change of state, for all writers together. Thread-safe.</summary>
internal sealed class ConnectionReporter(BrokerOptions broker, DiagnosticQueue diagnostics, TimeProvider time)
{
    // A connection that breaks again and again for one reason is one trouble, told once in this time.
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private string? _toldTrouble;
    private long _toldAt;
    private bool _isTroubleOpen;
    private bool _everConnected;

    /// <summary>A connection was made.</summary>
    public void Connected(string serverVersion)
    {
        lock (_lock)
        {
            if (_everConnected && !_isTroubleOpen)
                return;
            diagnostics.Add(DiagnosticLevel.Info, $"{(_everConnected ? "connected again" : "connected")} to {broker} (RabbitMQ {serverVersion})");
            _everConnected = true;
            _isTroubleOpen = false;
        }
    }

    /// <summary>A connection could not be made.</summary>
    public void CannotConnect(string text) => Trouble(DiagnosticLevel.Error, text, "records wait in memory, and it is tried again");

    /// <summary>A connection has ended.</summary>
    public void Lost(string text) => Trouble(DiagnosticLevel.Warning, text, "records wait in memory until there is a new one");

    /// <summary>The broker asked to pause, or not to any more.</summary>
    public void Blocked(bool isBlocked, string reason) =>
        diagnostics.Add(
            isBlocked ? DiagnosticLevel.Warning : DiagnosticLevel.Info,
            isBlocked
                ? $"{broker} asks to pause: {reason}; records wait in memory until its alarm is over"
                : $"{broker} takes records again");

    private void Trouble(DiagnosticLevel level, string text, string consequence)
    {
        lock (_lock)
        {
            if (text == _toldTrouble && (_isTroubleOpen || time.GetElapsedTime(_toldAt) < RepeatInterval))
                return;
            _toldTrouble = text;
            _toldAt = time.GetTimestamp();
            _isTroubleOpen = true;
            diagnostics.Add(level, $"{text}; {consequence}");
        }
    }
}
