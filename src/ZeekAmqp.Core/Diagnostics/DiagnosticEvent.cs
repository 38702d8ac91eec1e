namespace ZeekAmqp.Core.Diagnostics;

/// <summary>What a diagnostic is to programs; the numbers are those of <c>ZEEKAMQP_EVENT_…</c> in <c>zeekamqp.h</c>.</summary>
public enum DiagnosticEvent
{
    /// <summary>A text for people, and nothing more.</summary>
    None = 0,

    /// <summary>There is a connection, after there was none or trouble.</summary>
    Connected = 1,

    /// <summary>A connection was lost, or cannot be made.</summary>
    Disconnected = 2,

    /// <summary>Records are lost.</summary>
    Dropped = 3,
}
