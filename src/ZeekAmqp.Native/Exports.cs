using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Native;

/// <summary>The functions of <c>zeekamqp.h</c>, which says what each promises. No logic here: in, call, out, and nothing escapes.</summary>
internal static unsafe class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_handshake", CallConvs = [typeof(CallConvCdecl)])]
    public static int Handshake(AbiLayout* layout, byte* error, nuint errorSize)
    {
        try
        {
            Boundary.RequireNotNull(layout, "layout");
            Host.RequireOwnProcess();
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
        try
        {
            Boundary.RequireNotNull(writer, "writer");
            *writer = 0;
            Boundary.RequireNotNull(config, "config");
            Host.RequireOwnProcess();
            WriterOptions options = OptionParser.Parse(WriterOpening.ReadOptions(*config));
            LogWriter opened = Host.Engines.Get(options.Broker).OpenWriter(WriterOpening.ReadSchema(*config), options);
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
        if (!Host.Writers.TryGet(writer, out OpenWriter? open))
            return Abi.ErrorArgument;
        try
        {
            if (valueCount != 0)
                Boundary.RequireNotNull(values, "values");
            Host.RequireOwnProcess();
            ReadOnlySpan<byte> message = open.Reader.Format(new ReadOnlySpan<AbiValue>(values, checked((int)valueCount)));
            return open.Writer.TrySubmit(message) ? Abi.Ok : Abi.Dropped;
        }
        catch (Exception exception)
        {
            open.Writer.CountMalformed(exception.Message);
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_flush", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterFlush(ulong writer)
    {
        try
        {
            Find(writer).Writer.Flush();
            return Abi.Ok;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, null, 0);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_next_diagnostic", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterNextDiagnostic(ulong writer, uint* level, byte* text, nuint textSize)
    {
        try
        {
            Boundary.RequireNotNull(level, "level");
            if (!Find(writer).Writer.TryTakeDiagnostic(out Diagnostic diagnostic))
                return 0;
            *level = (uint)diagnostic.Level;
            Boundary.WriteText(diagnostic.Text, text, textSize);
            return 1;
        }
        catch (Exception exception)
        {
            return Boundary.Fail(exception, text, textSize);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "zeekamqp_writer_finish", CallConvs = [typeof(CallConvCdecl)])]
    public static int WriterFinish(ulong writer)
    {
        try
        {
            OpenWriter open = Find(writer);
            Host.RequireOwnProcess();
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
        try
        {
            if (!Host.Writers.TryRemove(writer, out OpenWriter? open))
                return Abi.ErrorArgument;
            Host.RequireOwnProcess();
            open.Writer.Close();
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
        try
        {
            Host.RequireOwnProcess();
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
