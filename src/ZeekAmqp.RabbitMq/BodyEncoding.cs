using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>The names that message properties have for what a body is.</summary>
public static class BodyEncoding
{
    /// <summary>Value of <c>content-encoding</c> for gzip.</summary>
    public const string Gzip = "gzip";

    /// <summary>Value of <c>content-encoding</c> for Zstandard.</summary>
    public const string Zstd = "zstd";

    /// <summary>Value of <c>content-type</c> for several records, one a line.</summary>
    public const string Lines = "application/x-ndjson";

    /// <summary>Value of <c>content-type</c> for one record.</summary>
    public const string Record = "application/json";

    /// <summary>Value of <c>content-type</c> for what says what a log's records look like.</summary>
    public const string Schema = "application/schema+json";

    /// <summary>Header of messages of several records: how many.</summary>
    public const string RecordsHeader = "records";

    internal static string ContentType(BodyForm form) => form switch
    {
        BodyForm.Record => Record,
        BodyForm.Schema => Schema,
        _ => Lines,
    };

    /// <summary>Whether a body is several records.</summary>
    internal static bool IsBatch(BodyForm form) => form is not (BodyForm.Record or BodyForm.Schema);

    internal static string? ContentEncoding(BodyForm form) => form switch
    {
        BodyForm.GzipLines => Gzip,
        BodyForm.ZstdLines => Zstd,
        _ => null,
    };
}
