using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Native;

/// <summary>The functions of <c>zeekamqp.h</c>, which says what each promises. No logic here: in, call, out, and nothing escapes.</summary>
internal static unsafe class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_handshake", CallConvs = [typeof(CallConvCdecl)])]
    public static int Handshake(AbiLayout* layout, byte* error, nuint errorSize)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(error, errorSize);
        try
        {
            Boundary.RequireNotNull(layout, "layout");
            AbiHandshake.Check(*layout);
            Boundary.WriteText("", error, errorSize);
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, error, errorSize);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_version", CallConvs = [typeof(CallConvCdecl)])]
    public static int Version(byte* text, nuint textSize)
    {
        try
        {
            Boundary.WriteText(AbiHandshake.LibraryVersion, text, textSize);
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_open", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterOpen(AbiWriterConfig* config, ulong* writer, byte* error, nuint errorSize)
    {
        if (writer is not null)
            *writer = 0;
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(error, errorSize);
        try
        {
            Boundary.RequireNotNull(writer, "writer");
            Boundary.RequireNotNull(config, "config");
            WriterOptions options = OptionParser.Parse(WriterOpening.ReadOptions(*config));
            LogSchema schema = WriterOpening.ReadSchema(*config, options);
            LogWriter opened = Host.Engines.OpenWriter(schema, options, WriterOpening.Text(config->Filter));
            *writer = Host.Writers.Add(new OpenWriter(opened));
            Boundary.WriteText("", error, errorSize);
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, error, errorSize);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_write", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterWrite(ulong writer, AbiValue* values, uint valueCount)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        OpenWriter? open = null;
        try
        {
            open = Find(writer);
            if (valueCount != 0)
                Boundary.RequireNotNull(values, "values");
            ReadOnlySpan<byte> message = open.Reader.Format(new ReadOnlySpan<AbiValue>(values, (int)Math.Min(valueCount, int.MaxValue)));
            return open.Writer.Submit(message) switch
            {
                SubmitOutcome.Accepted => Abi.Ok,
                SubmitOutcome.Dropped => Abi.Dropped,
                _ => Abi.NoRoomYet,
            };
        }
        catch (RecordTooLargeException exception)
        {
            // No mistake of the caller's: somebody sent a lot, and it was logged.
            open?.Writer.CountMalformed(exception.Message);
            return Abi.Dropped;
        }
        catch (Exception exception)
        {
            open?.Writer.CountMalformed(exception.Message);
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_drop", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterDrop(ulong writer)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            OpenWriter open = Find(writer);
            open.Writer.CountDropped();
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_counters", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterCounters(ulong writer, AbiCounters* counters)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            Boundary.RequireNotNull(counters, "counters");
            *counters = AbiCounters.Of(Find(writer).Writer.Counters.Read(DateTimeOffset.UtcNow));
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_flush", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterFlush(ulong writer)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            OpenWriter open = Find(writer);
            open.Writer.Flush();
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_next_diagnostic", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterNextDiagnostic(ulong writer, AbiDiagnostic* diagnostic)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            Boundary.RequireNotNull(diagnostic, "diagnostic");
            OpenWriter open = Find(writer);
            if (!open.Writer.TryTakeDiagnostic(out Diagnostic taken))
                return 0;
            diagnostic->Set(taken);
            return 1;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_finish", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterFinish(ulong writer)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            OpenWriter open = Find(writer);
            open.Writer.Finish();
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_close", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterClose(ulong writer)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            if (!Host.Writers.TryRemove(writer, out OpenWriter? open))
                return Abi.ErrorArgument;
            open.Writer.Close();
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_option_check", CallConvs = [typeof(CallConvCdecl)])]
    public static int OptionCheck(AbiOption* option, byte* error, nuint errorSize)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(error, errorSize);
        try
        {
            Boundary.RequireNotNull(option, "option");
            OptionChange.Check(WriterOpening.ReadOption(in *option));
            Boundary.WriteText("", error, errorSize);
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, error, errorSize);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_options_change", CallConvs = [typeof(CallConvCdecl)])]
    public static int OptionsChange(AbiOption* options, uint optionCount, byte* error, nuint errorSize)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(error, errorSize);
        try
        {
            Host.Engines.Change(WriterOpening.ReadOptions(options, optionCount));
            Boundary.WriteText("", error, errorSize);
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, error, errorSize);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_logs", CallConvs = [typeof(CallConvCdecl)])]
    public static int Logs(AbiLog* logs, uint room, uint* count)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            Boundary.RequireRoom(logs, room, count, "logs");
            IReadOnlyList<LogTotals> all = Host.Engines.Logs.All;
            DateTimeOffset now = DateTimeOffset.UtcNow;
            for (int i = 0; i < all.Count && i < room; i++)
                logs[i].Set(all[i], now);
            *count = (uint)all.Count;
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_brokers", CallConvs = [typeof(CallConvCdecl)])]
    public static int Brokers(AbiBroker* brokers, uint room, uint* count)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(null, 0);
        try
        {
            Boundary.RequireRoom(brokers, room, count, "brokers");
            IReadOnlyList<BrokerStatus> all = Host.Engines.Brokers;
            for (int i = 0; i < all.Count && i < room; i++)
                brokers[i].Set(all[i]);
            *count = (uint)all.Count;
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_shutdown", CallConvs = [typeof(CallConvCdecl)])]
    public static int Shutdown(uint timeoutMs, byte* report, nuint reportSize)
    {
        if (!ProcessIdentity.IsFirst)
            return Boundary.RefuseFork(report, reportSize);
        try
        {
            Boundary.WriteText(Host.Shutdown(TimeSpan.FromMilliseconds(timeoutMs)), report, reportSize);
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, report, reportSize);
        }
    }

    private static OpenWriter Find(ulong writer) =>
        Host.Writers.TryGet(writer, out OpenWriter? open)
            ? open
            : throw new AbiException(Abi.ErrorArgument, "the writer's handle is not open");
}
