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
        var policy = (StringEscapePolicy)choices.Below(3);
        byte[] text = RandomBytes.Next(choices);
        _buffer.Clear();
        StringFormat.Write(_buffer, text, policy);
        byte[] expected = ReferenceText.Json(text, policy);
        if (!_buffer.Written.SequenceEqual(expected))
        {
            throw new FindingException(
                $"{Convert.ToHexString(text)} is written, by {policy}, as {Encoding.UTF8.GetString(_buffer.Written)}, not {Encoding.UTF8.GetString(expected)}");
        }
    }
}
