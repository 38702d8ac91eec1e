using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Options;

/// <summary>Makes of texts the form of records, and refuses what cannot be meant together.</summary>
internal static class FormatParser
{
    /// <summary>The form of records.</summary>
    /// <exception cref="OptionException">Options contradict each other; the message names them.</exception>
    public static RecordFormat Format(OptionValues values)
    {
        var format = new RecordFormat(OptionText.Timestamps(values["json_timestamps"])!.Value, OptionText.Bool(values["include_unset_fields"])!.Value)
        {
            IsTagged = OptionText.Bool(values["tag_json"])!.Value,
            StringEscapes = OptionText.StringEscapes(values["json_string_escape_policy"])!.Value,
            AdditionalValues = AdditionalValues.Parse(values["additional_values"]),
            MetaFields = MetaFieldNames.Parse(values["meta_fields"]),
        };
        string? twice = format.AdditionalValues.Names.FirstOrDefault(
            name => MetaFieldNames.All.Any(meta => meta.Name == name && format.MetaFields.HasFlag(meta.Field)));
        if (twice is not null)
            throw new OptionException($"option 'additional_values' has '{twice}', which option 'meta_fields' adds already; take it out of one of them");
        return format;
    }
}
