namespace ZeekAmqp.Core.Json;

/// <summary>Bounds on what is formatted.</summary>
public static class JsonLimits
{
    /// <summary>
    /// Largest record. RabbitMQ refuses messages above 128 MiB unless told otherwise (16 MiB from 4.0 on) and never takes more than
    /// 512 MiB, so a larger record is refused before it costs memory.
    /// </summary>
    public const int MaxRecordBytes = 512 * 1024 * 1024;
}
