using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>A form of records, but for the time of writing, which nobody can foretell.</summary>
internal static class RandomFormat
{
    /// <summary>What may be added to a record: names that no field is given by chance.</summary>
    public static AdditionalValues Additional { get; } = AdditionalValues.Parse("""{"site of this": "é\"", "rack of this": -7}""");

    /// <summary>Any form.</summary>
    public static RecordFormat Next(Choices choices) => new((TimestampFormat)choices.Below(4), choices.OneIn(2))
    {
        IsTagged = choices.OneIn(2),
        StringEscapes = (StringEscapePolicy)choices.Below(3),
        MetaFields = choices.OneIn(2) ? MetaFields.Path : MetaFields.None,
        AdditionalValues = choices.OneIn(2) ? Additional : AdditionalValues.None,
    };
}
