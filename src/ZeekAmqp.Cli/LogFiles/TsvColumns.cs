using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Makes columns of a header's <c>#fields</c> and <c>#types</c>.</summary>
internal static class TsvColumns
{
    // Far more than any log has. A header's line may be as long as any other, and each column costs a hundred times its two bytes.
    private const int MaxColumns = 65536;

    /// <summary>Pairs names and types.</summary>
    /// <returns>The columns, or null and what is wrong.</returns>
    public static LogField[]? Parse(ReadOnlySpan<byte> names, ReadOnlySpan<byte> types, byte[] separator, out string problem)
    {
        problem = "";
        if (names.Count(separator) >= MaxColumns || types.Count(separator) >= MaxColumns)
        {
            problem = $"#fields or #types has more than {MaxColumns} columns";
            return null;
        }

        List<byte[]> nameList = Split(names, separator);
        List<byte[]> typeList = Split(types, separator);
        if (nameList.Count != typeList.Count)
        {
            problem = $"#fields names {nameList.Count} columns, #types {typeList.Count}";
            return null;
        }

        var columns = new LogField[nameList.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            if (nameList[i].Length == 0)
                problem = $"column {i + 1} of #fields has no name";
            else if (!TryParseType(Encoding.UTF8.GetString(typeList[i]), out LogType type, out LogType subtype))
                problem = $"#types has the unknown type {Excerpt.Of(typeList[i])} for column {Excerpt.Of(nameList[i])}";
            else
                columns[i] = new LogField(nameList[i], type, subtype);
            if (problem.Length > 0)
                return null;
        }

        return columns;
    }

    private static bool TryParseType(string text, out LogType type, out LogType subtype)
    {
        subtype = LogType.None;
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return (type = Simple(text)) != LogType.None;
        type = text[..bracket] switch
        {
            "set" or "table" => LogType.Set,
            "vector" => LogType.Vector,
            _ => LogType.None,
        };
        if (text[^1] == ']')
            subtype = Simple(text[(bracket + 1)..^1]);
        return type != LogType.None && subtype != LogType.None;
    }

    private static LogType Simple(string text) => text switch
    {
        "bool" => LogType.Bool,
        "int" => LogType.Int,
        "count" => LogType.Count,
        "port" => LogType.Port,
        "double" => LogType.Double,
        "interval" => LogType.Interval,
        "time" => LogType.Time,
        "string" or "pattern" => LogType.String,
        "enum" => LogType.Enum,
        "file" => LogType.File,
        "func" => LogType.Func,
        "addr" => LogType.Addr,
        "subnet" => LogType.Subnet,
        _ => LogType.None,
    };

    private static List<byte[]> Split(ReadOnlySpan<byte> text, byte[] separator)
    {
        var parts = new List<byte[]>();
        foreach (Range part in text.Split(separator))
            parts.Add(text[part].ToArray());
        return parts;
    }
}
