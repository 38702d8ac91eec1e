using System.Text;
using System.Text.Json;

namespace ZeekAmqp.Core.Json;

/// <summary>Names and values that a user wants in each record: the members of a JSON object, with all blanks between them taken out.</summary>
/// <remarks>Values are kept as they were written: numbers of any size, strings with the escapes that they have, arrays and objects.</remarks>
public sealed class AdditionalValues
{
    /// <summary>Longest text, in bytes of UTF-8: it is sent with each record.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>What is allowed, in words that complete "allowed is …".</summary>
    public const string Allowed = "a JSON object of at most 16384 bytes, each name once, or nothing";

    private AdditionalValues(AddedMember[] members) => Members = members;

    /// <summary>No values.</summary>
    public static AdditionalValues None { get; } = new([]);

    /// <summary>The names, in the order of the text.</summary>
    public IEnumerable<string> Names => Members.Select(member => member.Name);

    /// <summary>The members, in the order of the text.</summary>
    internal AddedMember[] Members { get; }

    /// <summary>Takes a text apart; an empty one stands for no values.</summary>
    /// <exception cref="FormatException">The text is not allowed; the message says why.</exception>
    public static AdditionalValues Parse(string text)
    {
        if (text.Length == 0)
            return None;
        byte[] json = Encoding.UTF8.GetBytes(text);
        if (json.Length > MaxBytes)
            throw new FormatException($"it has {json.Length} bytes");

        try
        {
            AddedMember[] members = ReadMembers(json);
            return members.Length == 0 ? None : new AdditionalValues(members);
        }
        catch (JsonException exception)
        {
            int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            string reason = position < 0 ? exception.Message : exception.Message[..position];
            throw new FormatException($"it is no JSON: {reason.TrimEnd('.')}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("a text in it is not Unicode: half of a surrogate pair", exception);
        }
    }

    /// <summary>What is wrong with a text, or null.</summary>
    public static string? Fault(string text) => TextFault.Of(text, one => Parse(one));

    private static AddedMember[] ReadMembers(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException("it is JSON, but no object");

        var members = new List<AddedMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var value = new JsonBuffer(json.Length);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = NewName(ref reader, names);
            reader.Read();
            value.Clear();
            CopyValue(ref reader, value);
            members.Add(new AddedMember(name, value.Written));
        }

        // Whatever stands behind the object is found here.
        reader.Read();
        return [.. members];
    }

    private static void CopyValue(ref Utf8JsonReader reader, JsonBuffer target)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                CopyObject(ref reader, target);
                break;
            case JsonTokenType.StartArray:
                CopyArray(ref reader, target);
                break;
            case JsonTokenType.String:
                // Fails where escapes make half a character, which not every parser takes.
                reader.GetString();
                CopyQuoted(ref reader, target);
                break;
            default:
                target.Append(reader.ValueSpan);
                break;
        }
    }

    private static void CopyObject(ref Utf8JsonReader reader, JsonBuffer target)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        target.Append((byte)'{');
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (names.Count > 0)
                target.Append((byte)',');
            NewName(ref reader, names);
            CopyQuoted(ref reader, target);
            target.Append((byte)':');
            reader.Read();
            CopyValue(ref reader, target);
        }

        target.Append((byte)'}');
    }

    private static void CopyArray(ref Utf8JsonReader reader, JsonBuffer target)
    {
        bool isFirst = true;
        target.Append((byte)'[');
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!isFirst)
                target.Append((byte)',');
            isFirst = false;
            CopyValue(ref reader, target);
        }

        target.Append((byte)']');
    }

    private static string NewName(ref Utf8JsonReader reader, HashSet<string> names)
    {
        string name = reader.GetString()!;
        return names.Add(name) ? name : throw new FormatException($"the name '{name}' is there twice");
    }

    private static void CopyQuoted(ref Utf8JsonReader reader, JsonBuffer target)
    {
        target.Append((byte)'"');
        target.Append(reader.ValueSpan);
        target.Append((byte)'"');
    }
}
