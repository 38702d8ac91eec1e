using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace ZeekAmqp.Core.Json;

/// <summary>
/// Formats records of one log as tagged JSON: <c>{"conn": {"ts":1300475167.096535,…}}</c>; without the tag, and with more in the record, where
/// that is asked for.
/// </summary>
/// <remarks>
/// Driven from outside: <see cref="BeginRecord"/>, then <see cref="Name"/> and a value for each column, then
/// <see cref="EndRecord"/>. What is written between equals what Zeek's own JSON writer prints. One thread at a time.
/// </remarks>
public sealed class TaggedJsonWriter
{
    private readonly JsonBuffer _buffer = new(4096);
    private readonly JsonKey[] _keys;
    private readonly RecordFormat _format;
    private readonly RecordFrame _frame;
    private readonly WriteClock _clock;
    private readonly ObjectSplice _splice;
    private readonly StringEscapePolicy _escapes;
    private bool _separate;

    /// <param name="schema">The log whose records are written.</param>
    /// <param name="format">Their form.</param>
    /// <param name="time">Says when a record is written, for those that have this in them; null for the system's clock.</param>
    public TaggedJsonWriter(LogSchema schema, RecordFormat format, TimeProvider? time = null)
    {
        Schema = schema;
        _format = format;
        _escapes = format.StringEscapes;
        _keys = [.. schema.Fields.Select(field => new JsonKey(field.Key))];
        _frame = new RecordFrame(schema, format);
        _clock = new WriteClock(time ?? TimeProvider.System, format.Timestamps);
        _splice = new ObjectSplice(_frame, _clock);
    }

    /// <summary>The log whose records are written.</summary>
    public LogSchema Schema { get; }

    /// <summary>Whether unset columns are to be written, as <c>null</c>.</summary>
    public bool IncludesUnsetFields => _format.IncludeUnsetFields;

    /// <summary>Names of fields that were to be added and are not, since the log has fields of these names itself.</summary>
    public IReadOnlyList<string> LeftOut => _frame.LeftOut;

    /// <summary>Records go there from the next one on, as far as there is room.</summary>
    internal void WriteTo((byte[] Bytes, int Offset) place) => _buffer.Aim(place.Bytes, place.Offset);

    /// <summary>Starts a record. What a record before it left unfinished is forgotten.</summary>
    public void BeginRecord()
    {
        _buffer.Clear();
        _buffer.Append(_frame.Begin);
        _separate = _frame.Front.Length > 0;
        if (_frame.HasWriteTime)
            WriteTimeOfWriting();
    }

    /// <summary>Ends the record. The bytes are valid until the next <see cref="BeginRecord"/>.</summary>
    public ReadOnlySpan<byte> EndRecord()
    {
        _buffer.Append(_separate ? _frame.End : _frame.EndOfEmpty);
        return _buffer.Written;
    }

    /// <summary>
    /// Tags a record that is JSON already, e.g. a line of Zeek's JSON log, and adds what is to be added, but for names that it has itself.
    /// The caller vouches that it is one object.
    /// </summary>
    public ReadOnlySpan<byte> TagRecord(scoped ReadOnlySpan<byte> json)
    {
        _buffer.Clear();
        _splice.Write(_buffer, json);
        return _buffer.Written;
    }

    /// <summary>Writes the name of a column; its value has to follow.</summary>
    public void Name(int field)
    {
        ref readonly JsonKey key = ref _keys[field];
        _buffer.Advance(key.CopyTo(_buffer.Reserve(key.Room), _separate));
        _separate = false;
    }

    /// <summary>Starts the elements of a set or vector.</summary>
    public void BeginArray()
    {
        Separate();
        _buffer.Append((byte)'[');
        _separate = false;
    }

    /// <summary>Ends the elements of a set or vector.</summary>
    public void EndArray()
    {
        _buffer.Append((byte)']');
        _separate = true;
    }

    /// <summary>Writes an unset value.</summary>
    public void WriteNull() => WriteLiteral("null"u8);

    /// <summary>Writes a bool.</summary>
    public void WriteBool(bool value) => WriteLiteral(value ? "true"u8 : "false"u8);

    /// <summary>Writes an int.</summary>
    public void WriteInt(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, _buffer.Reserve(20), out int length);
        _buffer.Advance(length);
    }

    /// <summary>Writes a count or a port.</summary>
    public void WriteCount(ulong value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, _buffer.Reserve(20), out int length);
        _buffer.Advance(length);
    }

    /// <summary>Writes a double or an interval.</summary>
    public void WriteDouble(double value)
    {
        Separate();
        _buffer.Advance(NumberFormat.Write(_buffer.Reserve(NumberFormat.MaxLength), value));
    }

    /// <summary>Writes a time, in seconds since 1970, in the format that was asked for.</summary>
    public void WriteTime(double seconds)
    {
        Separate();
        _buffer.Advance(TimeFormat.Write(_buffer.Reserve(TimeFormat.MaxLength), seconds, _format.Timestamps));
    }

    /// <summary>Writes a string: bytes that may come from an attacker.</summary>
    public void WriteString(ReadOnlySpan<byte> value)
    {
        Separate();
        StringFormat.Write(_buffer, value, _escapes);
    }

    /// <summary>Writes an enum, a file or a function: texts of scripts, for which Zeek has one policy alone.</summary>
    public void WriteSymbol(ReadOnlySpan<byte> value)
    {
        Separate();
        StringFormat.Write(_buffer, value);
    }

    /// <summary>Writes an address of 4 or 16 bytes in network order.</summary>
    public void WriteAddress(ReadOnlySpan<byte> address)
    {
        Separate();
        Span<byte> target = _buffer.Reserve(AddressFormat.MaxLength + 2);
        target[0] = (byte)'"';
        int length = AddressFormat.Write(target[1..], address);
        target[length + 1] = (byte)'"';
        _buffer.Advance(length + 2);
    }

    /// <summary>Writes a subnet: an address and the length of its prefix in bits.</summary>
    public void WriteSubnet(ReadOnlySpan<byte> address, byte prefixLength)
    {
        Separate();
        Span<byte> target = _buffer.Reserve(AddressFormat.MaxLength + 6);
        target[0] = (byte)'"';
        int at = 1 + AddressFormat.Write(target[1..], address);
        target[at++] = (byte)'/';
        Utf8Formatter.TryFormat(prefixLength, target[at..], out int digits);
        at += digits;
        target[at++] = (byte)'"';
        _buffer.Advance(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Separate()
    {
        if (_separate)
            _buffer.Append((byte)',');
        _separate = true;
    }

    // Apart, so that what most records do not need is not in the way.
    private void WriteTimeOfWriting()
    {
        _clock.Write(_buffer);
        _buffer.Append(_frame.BehindTime);
    }

    private void WriteLiteral(ReadOnlySpan<byte> literal)
    {
        Separate();
        _buffer.Append(literal);
    }
}
