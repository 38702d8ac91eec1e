using System.Reflection;

namespace ZeekAmqp.Native;

/// <summary>Makes sure that caller and library were compiled from the same <c>zeekamqp.h</c>.</summary>
internal static class AbiHandshake
{
    /// <summary>Version of this library, from the file VERSION.</summary>
    public static string LibraryVersion { get; } =
        typeof(AbiHandshake).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Compares.</summary>
    /// <exception cref="AbiException">They differ; the text says in what.</exception>
    public static void Check(in AbiLayout caller)
    {
        AbiLayout own = AbiLayout.Own;
        Compare("the ABI version", caller.AbiVersion, own.AbiVersion);
        Compare("the size of zeekamqp_string", caller.StringSize, own.StringSize);
        Compare("the size of zeekamqp_field", caller.FieldSize, own.FieldSize);
        Compare("the size of zeekamqp_value", caller.ValueSize, own.ValueSize);
        Compare("the size of zeekamqp_option", caller.OptionSize, own.OptionSize);
        Compare("the size of zeekamqp_writer_config", caller.WriterConfigSize, own.WriterConfigSize);
        Compare("the size of zeekamqp_counters", caller.CountersSize, own.CountersSize);
        Compare("the size of zeekamqp_diagnostic", caller.DiagnosticSize, own.DiagnosticSize);
        Compare("the size of zeekamqp_log", caller.LogSize, own.LogSize);
        Compare("the size of zeekamqp_broker", caller.BrokerSize, own.BrokerSize);
    }

    private static void Compare(string what, uint caller, uint own)
    {
        if (caller != own)
        {
            throw new AbiException(
                Abi.ErrorAbi,
                $"{what} is {caller} in the caller and {own} in libzeekamqp.so {LibraryVersion}: install plugin and library from the same build");
        }
    }
}
