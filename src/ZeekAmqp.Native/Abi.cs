using System.Runtime.InteropServices;

namespace ZeekAmqp.Native;

/// <summary>The constants of <c>zeekamqp.h</c>.</summary>
internal static class Abi
{
    public const uint Version = 3;

    public const int Ok = 0;
    public const int Dropped = 1;
    public const int NoRoomYet = 2;
    public const int ErrorConfig = -1;
    public const int ErrorAbi = -2;
    public const int ErrorArgument = -3;
    public const int ErrorProcess = -4;
    public const int ErrorInternal = -5;

    public const int TextSize = 2048;
    public const int NameSize = 512;

    public const byte FamilyV4 = 4;
    public const byte FamilyV6 = 6;

    public const int MaxDepth = 16;
}

/// <summary><c>zeekamqp_string</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiString
{
    public byte* Data;
    public ulong Length;

    /// <summary>The bytes, as long as the caller's call lasts.</summary>
    public readonly ReadOnlySpan<byte> Span
    {
        get
        {
            if (Data is null && Length != 0)
                throw new AbiException(Abi.ErrorArgument, "a string has a length but no data");
            if (Length > int.MaxValue)
                throw new AbiException(Abi.ErrorArgument, $"a string has the length {Length}");
            return new ReadOnlySpan<byte>(Data, (int)Length);
        }
    }
}

/// <summary><c>zeekamqp_field</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiField
{
    public AbiString Name;
    public byte Type;
    public byte Subtype;
    public byte Optional;
    public fixed byte Reserved[5];
}

/// <summary><c>zeekamqp_value</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiValue
{
    public byte Type;
    public byte Present;
    public byte Family;
    public byte PrefixLength;
    public fixed byte Reserved[4];
    public ulong Length;
    public AbiPayload As;
}

/// <summary>The union of <c>zeekamqp_value</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct AbiPayload
{
    [FieldOffset(0)]
    public long I;

    [FieldOffset(0)]
    public ulong U;

    [FieldOffset(0)]
    public double D;

    [FieldOffset(0)]
    public byte* Bytes;

    [FieldOffset(0)]
    public AbiValue* Elements;

    [FieldOffset(0)]
    public fixed byte Addr[16];
}

/// <summary><c>zeekamqp_option</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiOption
{
    public AbiString Name;
    public AbiString Value;
    public byte Origin;
    public fixed byte Reserved[7];
}

/// <summary><c>zeekamqp_writer_config</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiWriterConfig
{
    public AbiString Path;
    public AbiString Filter;
    public AbiString Node;
    public AbiField* Fields;
    public AbiOption* Options;
    public uint FieldCount;
    public uint OptionCount;
}

/// <summary><c>zeekamqp_layout</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiLayout
{
    public uint AbiVersion;
    public uint StringSize;
    public uint FieldSize;
    public uint ValueSize;
    public uint OptionSize;
    public uint WriterConfigSize;
    public uint CountersSize;
    public uint DiagnosticSize;
    public uint LogSize;
    public uint BrokerSize;

    /// <summary>The layout that this library was compiled with.</summary>
    public static AbiLayout Own => new()
    {
        AbiVersion = Abi.Version,
        StringSize = (uint)sizeof(AbiString),
        FieldSize = (uint)sizeof(AbiField),
        ValueSize = (uint)sizeof(AbiValue),
        OptionSize = (uint)sizeof(AbiOption),
        WriterConfigSize = (uint)sizeof(AbiWriterConfig),
        CountersSize = (uint)sizeof(AbiCounters),
        DiagnosticSize = (uint)sizeof(AbiDiagnostic),
        LogSize = (uint)sizeof(AbiLog),
        BrokerSize = (uint)sizeof(AbiBroker),
    };
}
