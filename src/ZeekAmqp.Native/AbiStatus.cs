using System.Runtime.InteropServices;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Native;

/// <summary><c>zeekamqp_diagnostic</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiDiagnostic
{
    public uint Level;
    public uint Event;
    public ulong Count;
    public fixed byte Subject[Abi.NameSize];
    public fixed byte Reason[Abi.TextSize];
    public fixed byte Text[Abi.TextSize];

    /// <summary>Fills it in; bytes behind the texts stay as they were.</summary>
    public void Set(in Diagnostic diagnostic)
    {
        Level = (uint)diagnostic.Level;
        Event = (uint)diagnostic.Event;
        Count = (ulong)diagnostic.Count;
        fixed (byte* subject = Subject, reason = Reason, text = Text)
        {
            Boundary.WriteText(diagnostic.Subject ?? "", subject, Abi.NameSize);
            Boundary.WriteText(diagnostic.Reason ?? "", reason, Abi.TextSize);
            Boundary.WriteText(diagnostic.Text, text, Abi.TextSize);
        }
    }
}

/// <summary><c>zeekamqp_log</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiLog
{
    public fixed byte Path[Abi.NameSize];
    public fixed byte Filter[Abi.NameSize];
    public AbiCounters Counters;

    /// <summary>Fills it in; bytes behind the texts stay as they were.</summary>
    public void Set(LogTotals totals, DateTimeOffset now)
    {
        fixed (byte* path = Path, filter = Filter)
        {
            Boundary.WriteText(totals.Path, path, Abi.NameSize);
            Boundary.WriteText(totals.Filter, filter, Abi.NameSize);
        }

        Counters = AbiCounters.Of(totals.Read(now));
    }
}

/// <summary><c>zeekamqp_broker</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AbiBroker
{
    public fixed byte Name[Abi.NameSize];
    public uint Connections;
    public uint Open;

    /// <summary>Fills it in; bytes behind the text stay as they were.</summary>
    public void Set(BrokerStatus status)
    {
        fixed (byte* name = Name)
            Boundary.WriteText(status.Broker, name, Abi.NameSize);
        Connections = (uint)status.Connections.Wanted;
        Open = (uint)status.Connections.Open;
    }
}
