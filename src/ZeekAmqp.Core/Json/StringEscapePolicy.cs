namespace ZeekAmqp.Core.Json;

/// <summary>What becomes of bytes of a string that are no text; Zeek's <c>JSON::StringEscapePolicy</c>, which it has from 9.0 on.</summary>
public enum StringEscapePolicy
{
    /// <summary>One such byte turns all bytes of the string that are not ASCII into <c>\xHH</c>; nobody can tell that from the same text.</summary>
    Hex,

    /// <summary>Each such byte becomes a code point of the private use plane, U+F0000 to U+F00FF; the rest stays.</summary>
    Pua,

    /// <summary>As in Zeek's TSV logs: <c>\xHH</c>, and a backslash of the string itself is doubled.</summary>
    Tsv,
}
