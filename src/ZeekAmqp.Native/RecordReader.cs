using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Native;

/// <summary>Walks a record in the caller's memory and drives the formatter with its values. Nothing of it is kept.</summary>
internal sealed unsafe class RecordReader(TaggedJsonWriter json)
{
    // The shortest element takes a digit and a comma: more cannot fit into a record, so the length is not one.
    private const ulong MaxElements = JsonLimits.MaxRecordBytes / 2;

    // Looked at for each value, so one after the other in memory.
    private readonly byte[] _types = [.. json.Schema.Fields.Select(field => (byte)field.Type)];

    /// <summary>Formats one record; the bytes are valid until the next one.</summary>
    /// <exception cref="AbiException">The values do not match the log's fields.</exception>
    public ReadOnlySpan<byte> Format(ReadOnlySpan<AbiValue> values)
    {
        byte[] types = _types;
        if (values.Length != types.Length)
            throw new AbiException(Abi.ErrorArgument, $"a record of log '{json.Schema.Path}' has {values.Length} values for {types.Length} fields");

        json.BeginRecord();
        for (int i = 0; i < types.Length; i++)
        {
            ref readonly AbiValue value = ref values[i];
            if (value.Present == 0)
            {
                if (!json.IncludesUnsetFields)
                    continue;
                json.Name(i);
                json.WriteNull();
                continue;
            }

            if (value.Type != types[i])
                throw WrongType(i, value.Type);
            json.Name(i);
            Write(in value, depth: 0);
        }

        return json.EndRecord();
    }

    private void Write(in AbiValue value, int depth)
    {
        switch ((LogType)value.Type)
        {
            case LogType.Bool:
                json.WriteBool(value.As.U != 0);
                break;
            case LogType.Int:
                json.WriteInt(value.As.I);
                break;
            case LogType.Count:
            case LogType.Port:
                json.WriteCount(value.As.U);
                break;
            case LogType.Double:
            case LogType.Interval:
                json.WriteDouble(value.As.D);
                break;
            case LogType.Time:
                json.WriteTime(value.As.D);
                break;
            case LogType.String:
                json.WriteString(Bytes(in value));
                break;
            case LogType.Enum:
            case LogType.File:
            case LogType.Func:
                json.WriteSymbol(Bytes(in value));
                break;
            case LogType.Addr:
                fixed (byte* address = value.As.Addr)
                    json.WriteAddress(new ReadOnlySpan<byte>(address, AddressBytes(value.Family)));
                break;
            case LogType.Subnet:
                int bytes = AddressBytes(value.Family);
                if (value.PrefixLength > 8 * bytes)
                    throw new AbiException(Abi.ErrorArgument, $"a subnet of log '{json.Schema.Path}' has a prefix of {value.PrefixLength} bits");
                fixed (byte* address = value.As.Addr)
                    json.WriteSubnet(new ReadOnlySpan<byte>(address, bytes), value.PrefixLength);
                break;
            case LogType.Set:
            case LogType.Vector:
                WriteElements(in value, depth);
                break;
            default:
                throw new AbiException(Abi.ErrorArgument, $"a value of log '{json.Schema.Path}' has the unknown type {value.Type}");
        }
    }

    private void WriteElements(in AbiValue value, int depth)
    {
        if (depth == Abi.MaxDepth)
            throw new AbiException(Abi.ErrorArgument, $"a value of log '{json.Schema.Path}' is nested more than {Abi.MaxDepth} deep");
        if (value.As.Elements is null && value.Length != 0)
            throw new AbiException(Abi.ErrorArgument, $"a set or vector of log '{json.Schema.Path}' has a length but no elements");

        if (value.Length > MaxElements)
            throw new RecordTooLargeException();

        json.BeginArray();
        for (ulong i = 0; i < value.Length; i++)
        {
            ref readonly AbiValue element = ref value.As.Elements[i];
            if (element.Present == 0)
                json.WriteNull();
            else
                Write(in element, depth + 1);
        }

        json.EndArray();
    }

    private ReadOnlySpan<byte> Bytes(in AbiValue value)
    {
        if (value.As.Bytes is null && value.Length != 0)
            throw new AbiException(Abi.ErrorArgument, $"a string of log '{json.Schema.Path}' has a length but no data");
        // Nothing is shorter as JSON.
        if (value.Length > JsonLimits.MaxRecordBytes)
            throw new RecordTooLargeException();
        return new ReadOnlySpan<byte>(value.As.Bytes, (int)value.Length);
    }

    private int AddressBytes(byte family) => family switch
    {
        Abi.FamilyV4 => 4,
        Abi.FamilyV6 => 16,
        _ => throw new AbiException(Abi.ErrorArgument, $"an address of log '{json.Schema.Path}' has the unknown family {family}"),
    };

    private AbiException WrongType(int index, byte type)
    {
        LogField field = json.Schema.Fields[index];
        return new(Abi.ErrorArgument, $"field '{field.Name}' of log '{json.Schema.Path}' is of type {field.Type}, its value of type {type}");
    }
}
