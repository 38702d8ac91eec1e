using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;
using ZeekAmqp.Fuzz.Records;

namespace ZeekAmqp.Fuzz.Core;

/// <summary>Strings are written as the reference writes them, to the byte.</summary>
internal sealed class JsonTextTarget : IFuzzTarget
{
    private readonly JsonBuffer _buffer = new(16);

    public string Name => "JSON strings";

    public int CaseBytes => 160;

    public void Run(Choices choices)
    {
        byte[] text = RandomBytes.Next(choices);
        _buffer.Clear();
        StringFormat.Write(_buffer, text);
        byte[] expected = ReferenceText.Json(text);
        if (!_buffer.Written.SequenceEqual(expected))
        {
            throw new FindingException(
                $"{Convert.ToHexString(text)} is written as {Encoding.UTF8.GetString(_buffer.Written)}, not {Encoding.UTF8.GetString(expected)}");
        }
    }
}
