using System.Globalization;
using System.Net;
using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;
using ZeekAmqp.Fuzz.Records;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>Writes values as Zeek's TSV writer does, and as JSON beside it.</summary>
internal sealed class ZeekTsvValues(
    Choices choices, List<byte> text, TaggedJsonWriter json, byte[] separator, byte[] setSeparator, string empty, string unset)
{
    public byte[] Separator => separator;

    /// <summary>A value of a column.</summary>
    public void Add(LogField column)
    {
        if (!column.Type.IsContainer())
        {
            AddSimple(column.Type, isElement: false);
            return;
        }

        json.BeginArray();
        int count = choices.Below(4);
        if (count == 0)
            AddText(empty);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                text.AddRange(setSeparator);
            // What stands alone and reads as no element, or as no set, is ambiguous in the format: one empty string, one unset element.
            if (count > 1 && choices.OneIn(5))
                AddUnset();
            else
                AddSimple(column.Subtype, isElement: true, mayBeEmpty: count > 1);
        }

        json.EndArray();
    }

    /// <summary>An unset value that is written in the JSON, too.</summary>
    public void AddUnset()
    {
        AddUnsetText();
        json.WriteNull();
    }

    /// <summary>An unset value of the TSV alone.</summary>
    public void AddUnsetText() => AddText(unset.Replace("\\", "\\\\", StringComparison.Ordinal));

    private void AddSimple(LogType type, bool isElement, bool mayBeEmpty = true)
    {
        switch (type)
        {
            case LogType.Bool:
                bool flag = choices.OneIn(2);
                AddText(flag ? "T" : "F");
                json.WriteBool(flag);
                break;
            case LogType.Int:
                var number = (long)RandomNumbers.Bits(choices);
                AddText(number.ToString(CultureInfo.InvariantCulture));
                json.WriteInt(number);
                break;
            case LogType.Count:
                ulong count = RandomNumbers.Bits(choices);
                AddText(count.ToString(CultureInfo.InvariantCulture));
                json.WriteCount(count);
                break;
            case LogType.Port:
                int port = choices.Below(65536);
                AddText(port.ToString(CultureInfo.InvariantCulture));
                json.WriteCount((ulong)port);
                break;
            case LogType.Double or LogType.Interval:
                json.WriteDouble(AddDecimal(type == LogType.Double));
                break;
            case LogType.Time:
                json.WriteTime(AddDecimal(mayHaveExponent: false));
                break;
            case LogType.Addr or LogType.Subnet:
                AddAddress(type == LogType.Subnet);
                break;
            default:
                AddString(type == LogType.String, isElement, mayBeEmpty);
                break;
        }
    }

    /// <summary>A number by its text, as the parser of .NET reads it.</summary>
    private double AddDecimal(bool mayHaveExponent)
    {
        decimal micros = (long)(RandomNumbers.Bits(choices) >> 1);
        string digits = ((choices.OneIn(3) ? -micros : micros) / 1_000_000m).ToString(mayHaveExponent ? "0.0#####" : "0.000000", CultureInfo.InvariantCulture);
        if (mayHaveExponent && choices.OneIn(4))
            digits += $"e{choices.Below(600) - 300:+00;-00}";
        if (mayHaveExponent && choices.OneIn(16))
            digits = new[] { "inf", "-inf", "nan", "-0.0" }[choices.Below(4)];
        AddText(digits);
        return digits switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            _ => double.Parse(digits, CultureInfo.InvariantCulture),
        };
    }

    private void AddAddress(bool isSubnet)
    {
        byte[] address = RandomAddress.Next(choices);
        AddText(new IPAddress(address).ToString());
        if (!isSubnet)
        {
            json.WriteAddress(address);
            return;
        }

        var bits = (byte)choices.Below((address.Length * 8) + 1);
        AddText($"/{bits}");
        json.WriteSubnet(address, bits);
    }

    private void AddString(bool isFromWire, bool isElement, bool mayBeEmpty)
    {
        byte[] value = RandomBytes.Next(choices);
        if (value.Length == 0 && !mayBeEmpty)
            value = "x"u8.ToArray();
        if (isFromWire)
            json.WriteString(value);
        else
            json.WriteSymbol(value);
        if (value.Length == 0)
        {
            AddText(empty);
            return;
        }

        // Zeek keeps UTF-8 in its logs, or, by an option, none of it.
        bool keepsUtf8 = choices.OneIn(2) && System.Text.Unicode.Utf8.IsValid(value);
        string asText = Encoding.Latin1.GetString(value);
        bool isMark = asText == empty || asText == unset;
        for (int i = 0; i < value.Length; i++)
        {
            ReadOnlySpan<byte> rest = value.AsSpan(i);
            bool isSeparator = rest.StartsWith(separator) || (isElement && rest.StartsWith(setSeparator));
            bool isPlain = value[i] is >= 0x20 and < 0x7f || (value[i] >= 0x80 && keepsUtf8);
            if (isSeparator || !isPlain || (isMark && i == 0))
                AddText($"\\x{value[i]:x2}");
            else if (value[i] == (byte)'\\')
                AddText("\\\\");
            else
                text.Add(value[i]);
        }
    }

    private void AddText(string ascii) => text.AddRange(Encoding.ASCII.GetBytes(ascii));
}
