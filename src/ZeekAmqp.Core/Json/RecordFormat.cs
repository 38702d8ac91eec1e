namespace ZeekAmqp.Core.Json;

/// <summary>Choices a user has about the form of a record.</summary>
/// <param name="Timestamps">How times are written.</param>
/// <param name="IncludeUnsetFields">Whether unset columns are written as <c>null</c> instead of being left out.</param>
public sealed record RecordFormat(TimestampFormat Timestamps = TimestampFormat.Epoch, bool IncludeUnsetFields = false)
{
    /// <summary>Whether the record is wrapped into an object that names its log.</summary>
    public bool IsTagged { get; init; } = true;

    /// <summary>What becomes of bytes of a string that are no text.</summary>
    public StringEscapePolicy StringEscapes { get; init; }

    /// <summary>What is put in front of each record.</summary>
    public MetaFields MetaFields { get; init; }

    /// <summary>What is put behind each record.</summary>
    public AdditionalValues AdditionalValues { get; init; } = AdditionalValues.None;
}
