namespace ZeekAmqp.Core.Json;

/// <summary>A record's JSON would be larger than 2 GiB. The record is refused and counted.</summary>
public sealed class RecordTooLargeException() : Exception("the record's JSON is larger than 2 GiB");
