using System.Text;
using System.Text.Json;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Routing;

/// <summary>Takes the values of some columns out of a record that was just formatted. One thread; allocates nothing once it has run for a while.</summary>
/// <remarks>
/// A value is what the record's JSON has: of a string its text, else the JSON itself. What is unset, left out, or no single value is
/// <see cref="NameTemplate.Unset"/>. They are the network's, so whoever sends packets has a say in them.
/// </remarks>
/// <param name="fields">The columns' names as they are in the record.</param>
/// <param name="format">The form of the record.</param>
internal sealed class RecordValues(IReadOnlyList<string> fields, RecordFormat format)
{
    // As deep as additional_values or a log that is JSON already may be, and their tag. That it is JSON was looked at before.
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1024 };

    // {"conn": {"uid": …}}: within the record, which may be within its tag.
    private readonly int _depthOfColumns = format.IsTagged ? 2 : 1;
    private readonly byte[][] _names = [.. fields.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _values = [.. fields.Select(_ => new byte[RoutingValues.MaxValueBytes])];
    private readonly int[] _lengths = new int[fields.Count];
    private readonly byte[] _all = new byte[fields.Count * (1 + RoutingValues.MaxValueBytes)];
    private byte[] _unescaped = [];

    /// <summary>How many bytes the values of a record have at most.</summary>
    public int MaxBytes => _all.Length;

    /// <summary>The values of a record, see <see cref="RoutingValues"/>; valid until the next one.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> record)
    {
        for (int i = 0; i < _names.Length; i++)
            Set(i, "-"u8);
        int missing = _names.Length;
        var reader = new Utf8JsonReader(record, Reading);
        while (missing > 0 && reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != _depthOfColumns || IndexOf(in reader) is not (>= 0 and var index))
                continue;
            reader.Read();
            Take(index, ref reader);
            missing--;
        }

        int used = 0;
        for (int i = 0; i < _names.Length; i++)
        {
            _all[used++] = (byte)_lengths[i];
            _values[i].AsSpan(0, _lengths[i]).CopyTo(_all.AsSpan(used));
            used += _lengths[i];
        }

        return _all.AsSpan(0, used);
    }

    private int IndexOf(in Utf8JsonReader reader)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (IsName(in reader, _names[i]))
                return i;
        }

        return -1;
    }

    private static bool IsName(in Utf8JsonReader reader, byte[] name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which no column of Zeek's has.
            return false;
        }
    }

    private void Take(int index, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                Set(index, Unescaped(in reader));
                break;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                Set(index, reader.ValueSpan);
                break;
        }
    }

    private ReadOnlySpan<byte> Unescaped(in Utf8JsonReader reader)
    {
        // Unescaped it is no longer.
        if (_unescaped.Length < reader.ValueSpan.Length)
            _unescaped = new byte[Math.Max(reader.ValueSpan.Length, 4 * RoutingValues.MaxValueBytes)];
        try
        {
            return _unescaped.AsSpan(0, reader.CopyString(_unescaped));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which only a log that Zeek did not write can have.
            return reader.ValueSpan;
        }
    }

    private void Set(int index, ReadOnlySpan<byte> value)
    {
        int length = value.Length;
        if (length > RoutingValues.MaxValueBytes)
        {
            length = RoutingValues.MaxValueBytes;
            // Not within a character.
            while ((value[length] & 0xC0) == 0x80)
                length--;
        }

        value[..length].CopyTo(_values[index]);
        _lengths[index] = length;
    }
}
