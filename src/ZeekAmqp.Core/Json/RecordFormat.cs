namespace ZeekAmqp.Core.Json;

/// <summary>Choices a user has about the form of a record.</summary>
/// <param name="Timestamps">How times are written.</param>
/// <param name="IncludeUnsetFields">Whether unset columns are written as <c>null</c> instead of being left out.</param>
public sealed record RecordFormat(TimestampFormat Timestamps = TimestampFormat.Epoch, bool IncludeUnsetFields = false);
