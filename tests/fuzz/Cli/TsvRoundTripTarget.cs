using System.Text;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;
using ZeekAmqp.Fuzz.Records;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>A TSV log gives the messages, to the byte, that the same records give as JSON.</summary>
internal sealed class TsvRoundTripTarget : IFuzzTarget
{
    public string Name => "TSV round trip";

    public int CaseBytes => 512;

    public void Run(Choices choices)
    {
        RecordFormat format = RandomFormat.Next(choices);
        var log = new ZeekTsv(choices, format);
        int logs = 1 + choices.Below(2);
        for (int i = 0; i < logs; i++)
        {
            log.BeginLog();
            int records = 1 + choices.Below(3);
            for (int r = 0; r < records; r++)
                log.AddRecord();
        }

        byte[] text = log.Text;
        int read = 0;
        var lines = new LineReader(new TricklingStream(text, choices), 64 * 1024);
        var reader = new LogReader(null, format);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            LineKind kind = reader.Read(line, out ReadOnlySpan<byte> message);
            if (kind == LineKind.Malformed)
                throw new FindingException($"line {lines.LineNumber} is malformed: {reader.Problem}");
            if (kind != LineKind.Record)
                continue;
            byte[] expected = read < log.Messages.Count ? log.Messages[read] : [];
            if (!message.SequenceEqual(expected))
                throw new FindingException($"line {lines.LineNumber} is {Encoding.UTF8.GetString(message)}, not {Encoding.UTF8.GetString(expected)}");
            read++;
        }

        if (read != log.Messages.Count)
            throw new FindingException($"{log.Messages.Count} records were written, {read} read");
    }
}
