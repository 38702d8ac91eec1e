namespace ZeekAmqp.Core.Json;

/// <summary>A record's JSON would be larger than <see cref="JsonLimits.MaxRecordBytes"/>. The record is refused and counted.</summary>
public sealed class RecordTooLargeException()
    : Exception($"the record's JSON is larger than {JsonLimits.MaxRecordBytes >> 20} MiB, more than any broker takes");
