namespace ZeekAmqp.Core.Pipeline;

/// <summary>What a message's body is. The numbers are in the spool's files.</summary>
public enum BodyForm : byte
{
    /// <summary>One tagged record.</summary>
    Record = 0,

    /// <summary>Tagged records, each followed by a line feed.</summary>
    Lines = 1,

    /// <summary><see cref="Lines"/>, compressed by gzip (RFC 1952).</summary>
    GzipLines = 2,

    /// <summary><see cref="Lines"/>, compressed by Zstandard (RFC 8878).</summary>
    ZstdLines = 3,

    /// <summary>No record: the JSON Schema of those that follow.</summary>
    Schema = 4,
}
