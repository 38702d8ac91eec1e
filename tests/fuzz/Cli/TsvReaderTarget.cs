using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>The reader of Zeek's TSV format.</summary>
internal sealed class TsvReaderTarget : ReaderTarget
{
    public override string Name => "TSV reader";

    protected override byte[][] Tokens { get; } =
    [
        .. new[]
        {
            "\t", "\n", "\r\n", ",", "-", "(empty)", "\\x", "\\x0", "\\x09", "\\x2d", "\\\\", "\\", "#", "\n#close\t2026\n", "#separator \\x09\n",
            "#separator \n", "#separator ,\n", "#separator \\x2e\n", "#set_separator\t\n", "#set_separator\t\\x09\n", "#empty_field\t\n",
            "#unset_field\t\n", "#unset_field\t\\N\n", "#path\t\n", "#path\tother\n", "#path\t\u001b[31m\n", "#fields\ta\n", "#fields\ta\ta\n",
            "#fields\t\u001b[2J\u0007\n", "#types\tset[time]\n", "#types\tset[\n", "#types\t]\n", "#types\tvector[set[string]]\n", "#types\t[]\n",
            "#types\tcount\n", "#fields", "#types", "set[addr]", "subnet", "18446744073709551616", "1e308", "nan", "-inf", "::", "1.2.3.4/33",
            "::/129", "/", "T", "80/tcp", "{", "{}", "{\"a\":1}\n", "\uFEFF",
        }.Select(Encoding.UTF8.GetBytes),
        "#fields\t\u00ff\n".Select(c => (byte)c).ToArray(), [0xff], [0], [0x1f, 0x8b],
    ];

    protected override byte[] Valid(Choices choices)
    {
        var log = new ZeekTsv(choices, new RecordFormat());
        int logs = 1 + choices.Below(2);
        for (int i = 0; i < logs; i++)
        {
            log.BeginLog();
            int records = choices.Below(4);
            for (int r = 0; r < records; r++)
                log.AddRecord();
        }

        return log.Text;
    }
}
