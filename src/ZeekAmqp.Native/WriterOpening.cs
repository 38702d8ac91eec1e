using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Native;

/// <summary>Copies what a caller says about a new writer out of the caller's memory.</summary>
internal static unsafe class WriterOpening
{
    // A thousand times what the widest log has; a count beyond it is not one.
    private const uint MaxCount = 1_000_000;

    /// <summary>The log's path, or what it is to be called instead, its fields, and the node that writes it.</summary>
    public static LogSchema ReadSchema(in AbiWriterConfig config, WriterOptions options)
    {
        RequireArray(config.Fields, config.FieldCount, "fields");
        var fields = new LogField[config.FieldCount];
        for (int i = 0; i < fields.Length; i++)
        {
            ref readonly AbiField field = ref config.Fields[i];
            var type = (LogType)field.Type;
            var subtype = (LogType)field.Subtype;
            if (!type.IsKnown() || (type.IsContainer() && !subtype.IsKnown()))
            {
                throw new AbiException(
                    Abi.ErrorArgument, $"field '{Text(field.Name)}' has the unknown type {field.Type} (elements: {field.Subtype})");
            }

            fields[i] = new LogField(field.Name.Span, type, subtype);
        }

        // Each place that shows a log's path has it from the schema.
        ReadOnlySpan<byte> path = config.Path.Span;
        if (options.LogPath.Length > 0)
            path = Encoding.UTF8.GetBytes(options.LogPath);
        return new LogSchema(path, fields) { Node = config.Node.Span.ToArray() };
    }

    /// <summary>The options, as text.</summary>
    public static RawOption[] ReadOptions(in AbiWriterConfig config) => ReadOptions(config.Options, config.OptionCount);

    /// <summary>Options, as text.</summary>
    public static RawOption[] ReadOptions(AbiOption* array, uint count)
    {
        RequireArray(array, count, "options");
        var options = new RawOption[count];
        for (int i = 0; i < options.Length; i++)
            options[i] = ReadOption(in array[i]);
        return options;
    }

    /// <summary>One option, as text.</summary>
    public static RawOption ReadOption(in AbiOption option) => option.Origin <= (byte)OptionOrigin.Filter
        ? new RawOption(Text(option.Name), Text(option.Value), (OptionOrigin)option.Origin)
        : throw new AbiException(Abi.ErrorArgument, $"option '{Text(option.Name)}' has the unknown origin {option.Origin}");

    /// <summary>A text of the caller's.</summary>
    public static string Text(in AbiString text) => Encoding.UTF8.GetString(text.Span);

    private static void RequireArray(void* array, uint count, string name)
    {
        if (count != 0)
            Boundary.RequireNotNull(array, name);
        if (count > MaxCount)
            throw new AbiException(Abi.ErrorArgument, $"{count} {name} are more than any log has");
    }
}
