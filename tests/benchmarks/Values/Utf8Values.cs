using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Values;

/// <summary>
/// Values through System.Text.Json's <see cref="Utf8JsonWriter"/>, to the same bytes: by its own means where they print what Zeek
/// prints, else as raw JSON.
/// </summary>
internal sealed class Utf8Values
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5f).Select(code => (byte)code).Where(code => code is not ((byte)'"' or (byte)'\\'))]);

    private readonly JsonBuffer _text = new(1024);

    public Utf8Values()
    {
        Output = new ArrayBufferWriter<byte>(8192);
        // The least that it checks and escapes.
        Json = new Utf8JsonWriter(Output, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public ArrayBufferWriter<byte> Output { get; }

    public Utf8JsonWriter Json { get; }

    /// <summary>Forgets what has been written.</summary>
    public void Clear()
    {
        Output.ResetWrittenCount();
        Json.Reset();
    }

    /// <summary>Its own digits and layout are others than RapidJSON's.</summary>
    public void WriteDouble(double value)
    {
        Span<byte> text = stackalloc byte[NumberFormat.MaxLength];
        Json.WriteRawValue(text[..NumberFormat.Write(text, value)], skipInputValidation: true);
    }

    /// <summary>Its encoders escape what Zeek keeps, and it has no form for what is not UTF-8.</summary>
    public void WriteString(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExcept(Plain) < 0)
        {
            Json.WriteStringValue(text);
            return;
        }

        _text.Clear();
        StringFormat.Write(_text, text);
        Json.WriteRawValue(_text.Written, skipInputValidation: true);
    }

    /// <summary>It knows no addresses.</summary>
    public void WriteAddress(ReadOnlySpan<byte> address)
    {
        Span<byte> text = stackalloc byte[AddressFormat.MaxLength + 2];
        text[0] = (byte)'"';
        int length = AddressFormat.Write(text[1..], address);
        text[length + 1] = (byte)'"';
        Json.WriteRawValue(text[..(length + 2)], skipInputValidation: true);
    }
}
