using System.Net;
using System.Text;
using System.Text.Json;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>Makes a log and a record of it, and says what a parser has to find in its JSON.</summary>
/// <param name="choices">Decides.</param>
/// <param name="expected">Hears what is to be found.</param>
/// <param name="isAlwaysTagged">Whether the record is in its log's tag, or only by chance.</param>
internal sealed class RandomRecord(Choices choices, ExpectedJson expected, bool isAlwaysTagged)
{
    private const int MaxDepth = 4;

    private TaggedJsonWriter _json = null!;
    private RecordFormat _format = null!;

    /// <summary>Writes a record of a new log.</summary>
    /// <returns>The message, valid until the next one.</returns>
    public ReadOnlySpan<byte> Write()
    {
        byte[] path = RandomBytes.Next(choices);
        byte[][] names = [.. Enumerable.Range(0, choices.Below(7)).Select(_ => RandomBytes.Next(choices))];
        LogField[] fields = [.. names.Select(name => new LogField(name, (LogType)(1 + choices.Below(15)), LogType.String))];
        _format = RandomFormat.Next(choices);
        if (isAlwaysTagged)
            _format = _format with { IsTagged = true };
        _json = new TaggedJsonWriter(new LogSchema(path, fields), _format);

        expected.Clear();
        BeginExpected(path);
        // A record that was given up must leave nothing behind.
        if (choices.OneIn(8))
            WriteAbandoned(fields);
        _json.BeginRecord();
        for (int i = 0; i < fields.Length; i++)
        {
            bool isSet = !choices.OneIn(5);
            if (!isSet && !_json.IncludesUnsetFields)
                continue;
            _json.Name(i);
            expected.AddName(ReferenceText.OfName(names[i]));
            if (isSet)
                WriteValue(fields[i].Type, 0);
            else
                WriteNull();
        }

        EndExpected();
        return _json.EndRecord();
    }

    private void BeginExpected(byte[] path)
    {
        if (_format.IsTagged)
        {
            expected.Add(JsonTokenType.StartObject);
            expected.AddName(ReferenceText.Of(path));
        }

        expected.Add(JsonTokenType.StartObject);
        if (_format.MetaFields != MetaFields.Path)
            return;
        expected.AddName("_path"u8.ToArray());
        expected.AddText(ReferenceText.Of(path, _format.StringEscapes));
    }

    private void EndExpected()
    {
        if (_format.AdditionalValues == RandomFormat.Additional)
        {
            expected.AddName("site of this"u8.ToArray());
            expected.AddText("\u00e9\""u8.ToArray());
            expected.AddName("rack of this"u8.ToArray());
            expected.AddInt(-7);
        }

        expected.Add(JsonTokenType.EndObject);
        if (_format.IsTagged)
            expected.Add(JsonTokenType.EndObject);
    }

    private void WriteAbandoned(LogField[] fields)
    {
        _json.BeginRecord();
        if (fields.Length == 0)
            return;
        _json.Name(0);
        _json.BeginArray();
        _json.WriteString("abandoned"u8);
    }

    private void WriteValue(LogType type, int depth)
    {
        switch (type)
        {
            case LogType.Bool:
                bool flag = choices.OneIn(2);
                _json.WriteBool(flag);
                expected.Add(flag ? JsonTokenType.True : JsonTokenType.False);
                break;
            case LogType.Int:
                long number = (long)RandomNumbers.Bits(choices);
                _json.WriteInt(number);
                expected.AddInt(number);
                break;
            case LogType.Count or LogType.Port:
                ulong count = RandomNumbers.Bits(choices);
                _json.WriteCount(count);
                expected.AddCount(count);
                break;
            case LogType.Double or LogType.Interval:
                double real = RandomNumbers.Double(choices);
                _json.WriteDouble(real);
                expected.AddDouble(real);
                break;
            case LogType.Time:
                double seconds = RandomNumbers.Double(choices);
                _json.WriteTime(seconds);
                ReferenceTime.Expect(expected, seconds, _format.Timestamps);
                break;
            case LogType.Addr or LogType.Subnet:
                WriteAddress(type == LogType.Subnet);
                break;
            case LogType.Set or LogType.Vector:
                WriteElements(depth);
                break;
            case LogType.String:
                byte[] text = RandomBytes.Next(choices);
                _json.WriteString(text);
                expected.AddText(ReferenceText.Of(text, _format.StringEscapes));
                break;
            default:
                byte[] symbol = RandomBytes.Next(choices);
                _json.WriteSymbol(symbol);
                expected.AddText(ReferenceText.Of(symbol));
                break;
        }
    }

    private void WriteElements(int depth)
    {
        _json.BeginArray();
        expected.Add(JsonTokenType.StartArray);
        int count = choices.Below(depth == 0 ? 6 : 4);
        for (int i = 0; i < count; i++)
        {
            if (choices.OneIn(6))
                WriteNull();
            else
                WriteValue((LogType)(1 + choices.Below(depth < MaxDepth ? 15 : 13)), depth + 1);
        }

        _json.EndArray();
        expected.Add(JsonTokenType.EndArray);
    }

    private void WriteNull()
    {
        _json.WriteNull();
        expected.Add(JsonTokenType.Null);
    }

    private void WriteAddress(bool isSubnet)
    {
        byte[] address = RandomAddress.Next(choices);
        if (!isSubnet)
        {
            _json.WriteAddress(address);
            expected.AddText(text => IsAddress(text, address));
            return;
        }

        var bits = (byte)choices.Below((address.Length * 8) + 1);
        _json.WriteSubnet(address, bits);
        expected.AddText(text =>
        {
            int slash = text.AsSpan().IndexOf((byte)'/');
            return slash > 0 && IsAddress(text[..slash], address) && Encoding.ASCII.GetString(text, slash + 1, text.Length - slash - 1) == $"{bits}";
        });
    }

    private static bool IsAddress(byte[] text, byte[] address) =>
        IPAddress.TryParse(Encoding.ASCII.GetString(text), out IPAddress? parsed) && parsed.GetAddressBytes().AsSpan().SequenceEqual(address);
}
