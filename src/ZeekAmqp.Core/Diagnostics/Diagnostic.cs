namespace ZeekAmqp.Core.Diagnostics;

/// <summary>A message to the person who runs the sensor.</summary>
/// <param name="Level">Severity.</param>
/// <param name="Text">What, where, why, what to do; one line, no secret.</param>
public readonly record struct Diagnostic(DiagnosticLevel Level, string Text);
