namespace ZeekAmqp.Core.Diagnostics;

/// <summary>Severity; the numbers are those of <c>ZEEKAMQP_LEVEL_…</c> in <c>zeekamqp.h</c>.</summary>
public enum DiagnosticLevel
{
    Info = 0,
    Warning = 1,
    Error = 2,
}
