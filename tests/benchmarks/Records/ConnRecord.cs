using System.Net;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Records;

/// <summary>A record like those of conn.log: the 20 columns, and values as they vary from one connection to the next.</summary>
internal sealed class ConnRecord
{
    private static readonly string[] Services = ["dns", "http", "ssl", "ssh", "smtp"];

    private static readonly (string Name, LogType Type)[] Columns =
    [
        ("ts", LogType.Time), ("uid", LogType.String), ("id.orig_h", LogType.Addr), ("id.orig_p", LogType.Port), ("id.resp_h", LogType.Addr),
        ("id.resp_p", LogType.Port), ("proto", LogType.Enum), ("service", LogType.String), ("duration", LogType.Interval),
        ("orig_bytes", LogType.Count), ("resp_bytes", LogType.Count), ("conn_state", LogType.String), ("local_orig", LogType.Bool),
        ("local_resp", LogType.Bool), ("missed_bytes", LogType.Count), ("history", LogType.String), ("orig_pkts", LogType.Count),
        ("orig_ip_bytes", LogType.Count), ("resp_pkts", LogType.Count), ("tunnel_parents", LogType.Set),
    ];

    /// <param name="number">Which of the connections.</param>
    public ConnRecord(uint number)
    {
        bool isV6 = number % 8 == 0;
        Start = 1_700_000_000.123456 + (number * 0.000137);
        Uid = System.Text.Encoding.ASCII.GetBytes($"C{number * 2_654_435_761U:x8}mVq7JYN");
        Originator = isV6 ? IPAddress.Parse($"2001:db8::{number & 0xffff:x}:17").GetAddressBytes() : [10, 1, (byte)(number >> 8), (byte)number];
        Responder = isV6 ? IPAddress.Parse("2001:db8:0:1::443").GetAddressBytes() : [192, 0, 2, (byte)(number * 7)];
        OriginatorPort = 1024 + (number * 7919 % 64_000);
        Service = System.Text.Encoding.ASCII.GetBytes(Services[number % Services.Length]);
        // The difference of two times, as Zeek takes it, which seldom has few digits.
        Duration = Start + (number * number % 9973 * 0.000321) - Start;
        OriginatorBytes = number * 31 % 1501;
        ResponderBytes = number * 7919 % 1_500_007;
        Packets = number % 100;
    }

    /// <summary>The log.</summary>
    public static LogSchema Schema { get; } =
        new("conn", [.. Columns.Select(column => new LogField(System.Text.Encoding.ASCII.GetBytes(column.Name), column.Type, LogType.String))]);

    public double Start { get; }

    public byte[] Uid { get; }

    public byte[] Originator { get; }

    public byte[] Responder { get; }

    public uint OriginatorPort { get; }

    public byte[] Service { get; }

    public double Duration { get; }

    public uint OriginatorBytes { get; }

    public uint ResponderBytes { get; }

    public uint Packets { get; }
}
