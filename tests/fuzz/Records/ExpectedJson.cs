using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>What a strict parser has to find in a message, one token after the other. Reused from case to case.</summary>
internal sealed class ExpectedJson
{
    private readonly List<Token> _tokens = [];
    private byte[] _scratch = new byte[1024];

    public void Clear() => _tokens.Clear();

    /// <summary>A brace, a bracket, true, false or null.</summary>
    public void Add(JsonTokenType type) => _tokens.Add(new Token(type, null, null));

    public void AddName(byte[] text) => _tokens.Add(new Token(JsonTokenType.PropertyName, text, null));

    public void AddText(byte[] text) => _tokens.Add(new Token(JsonTokenType.String, text, null));

    /// <summary>A text of which only the meaning matters.</summary>
    public void AddText(Func<byte[], bool> means) => _tokens.Add(new Token(JsonTokenType.String, null, means));

    public void AddInt(long value) => _tokens.Add(new Token(JsonTokenType.Number, null, null) { Kind = NumberKind.Int, Bits = (ulong)value });

    public void AddCount(ulong value) => _tokens.Add(new Token(JsonTokenType.Number, null, null) { Kind = NumberKind.Count, Bits = value });

    /// <summary>A double to its last bit; one that JSON does not have is null.</summary>
    public void AddDouble(double value)
    {
        if (double.IsFinite(value))
            _tokens.Add(new Token(JsonTokenType.Number, null, null) { Kind = NumberKind.Double, Bits = BitConverter.DoubleToUInt64Bits(value) });
        else
            Add(JsonTokenType.Null);
    }

    /// <summary>Parses a message and compares it.</summary>
    public void Check(ReadOnlySpan<byte> json)
    {
        FindingException.Unless(Utf8.IsValid(json), "the message is not UTF-8");
        var reader = new Utf8JsonReader(json);
        for (int i = 0; i < _tokens.Count; i++)
        {
            Token token = _tokens[i];
            if (!reader.Read())
                throw new FindingException($"the message ends at token {i} of {_tokens.Count}");
            if (reader.TokenType != token.Type)
                throw new FindingException($"token {i} is a {reader.TokenType}, not a {token.Type}");
            if (!IsSame(ref reader, token))
                throw new FindingException($"token {i} is {Encoding.UTF8.GetString(reader.ValueSpan)}, not {token}");
        }

        FindingException.Unless(!reader.Read(), "the message goes on after its end");
    }

    private bool IsSame(ref Utf8JsonReader reader, Token token)
    {
        switch (token.Kind)
        {
            case NumberKind.Int:
                return reader.TryGetInt64(out long number) && number == (long)token.Bits;
            case NumberKind.Count:
                return reader.TryGetUInt64(out ulong count) && count == token.Bits;
            case NumberKind.Double:
                return BitConverter.DoubleToUInt64Bits(reader.GetDouble()) == token.Bits && !reader.ValueSpan.Contains((byte)'+');
            default:
                if (token.Text is null && token.Means is null)
                    return true;
                if (_scratch.Length < reader.ValueSpan.Length)
                    _scratch = new byte[reader.ValueSpan.Length * 2];
                ReadOnlySpan<byte> text = _scratch.AsSpan(0, reader.CopyString(_scratch));
                return token.Text is not null ? text.SequenceEqual(token.Text) : token.Means!(text.ToArray());
        }
    }

    private enum NumberKind
    {
        None,
        Int,
        Count,
        Double,
    }

    private readonly record struct Token(JsonTokenType Type, byte[]? Text, Func<byte[], bool>? Means)
    {
        public override string ToString() =>
            Text is not null ? Encoding.UTF8.GetString(Text) : Kind == NumberKind.Double ? $"{BitConverter.UInt64BitsToDouble(Bits):R}" : $"{Type} {Bits}";

        public NumberKind Kind { get; init; }

        public ulong Bits { get; init; }
    }
}
