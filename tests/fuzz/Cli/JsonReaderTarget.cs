using System.Text;
using ZeekAmqp.Fuzz.Engine;
using ZeekAmqp.Fuzz.Records;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>The reader of Zeek's JSON format.</summary>
internal sealed class JsonReaderTarget : ReaderTarget
{
    private readonly ExpectedJson _expected = new();

    public override string Name => "JSON reader";

    protected override byte[][] Tokens { get; } =
    [
        .. new[]
        {
            "\n", "\r\n", " ", "\t", "{", "}", "[", "]", "\"", ":", ",", "null", "tru\u001b[2Je", "true", "false", "-", "1e999", "-0", "01", "1.",
            "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\x41", "\\", "\"_path\":", "\"_path\":\"\"", "\"_path\":\"conn\",",
            "\"_path\":\"\\ud800\",", "\"_path\":null,", "\"_path\":[\"x\"],", "\"\\u005fpath\":\"dns\",", "\"\\ud800\":1,", "//", "/*", "\uFEFF", "{}",
            "{{", "}}", "\u0000", "\u001b[31m", "\u0085", "\u2028", "fal\u0007se", "nul\u00e9", "#close\n", "#fields\ta\n#types\tint\n",
            new('[', 70), new('{', 70), "{\"a\":" + new string('[', 63) + new string(']', 63) + "}",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80], [0x1f, 0x8b],
    ];

    protected override byte[] Valid(Choices choices)
    {
        var content = new List<byte>();
        int count = 1 + choices.Below(3);
        for (int i = 0; i < count; i++)
        {
            // A tagged record is an object; so is what is in the tag, after {"path": and before the last brace.
            ReadOnlySpan<byte> message = new RandomRecord(choices, _expected, isAlwaysTagged: true).Write();
            int record = message.IndexOf(": {"u8);
            if (choices.OneIn(2) && record >= 0)
                message = message[(record + 2)..^1];
            if (choices.OneIn(2))
            {
                content.AddRange(Encoding.UTF8.GetBytes($"{{\"_path\":\"{"abcdef"[choices.Below(6)]}\""));
                if (!message.SequenceEqual("{}"u8))
                    content.Add((byte)',');
                message = message[1..];
            }

            content.AddRange(message);
            content.Add((byte)'\n');
        }

        return [.. content];
    }
}
