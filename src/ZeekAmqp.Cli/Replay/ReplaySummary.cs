using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Replay;

/// <summary>What a replay came to.</summary>
internal sealed record ReplaySummary
{
    /// <summary>Records read.</summary>
    public required long Read { get; init; }

    /// <summary>Records handed to a connection at least once.</summary>
    public required long Published { get; init; }

    /// <summary>Records that the broker has.</summary>
    public required long Confirmed { get; init; }

    /// <summary>Lines that were no records, and files that broke off.</summary>
    public required long Malformed { get; init; }

    /// <summary>Records that were not wanted, because of their time or of what is in them.</summary>
    public long Skipped { get; init; }

    /// <summary>Records that an earlier run has sent.</summary>
    public long Resumed { get; init; }

    /// <summary>Whether it is kept how far all was sent, if that was asked for.</summary>
    public bool IsPositionSaved { get; init; } = true;

    /// <summary>Bytes of log text read.</summary>
    public required long Bytes { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Records that the broker does not have, as far as is known.</summary>
    public long Failed => Read - Confirmed;

    /// <summary>What the process ends with, unless it was interrupted.</summary>
    public int Status => Failed == 0 && Malformed == 0 && IsPositionSaved ? ExitStatus.Success : ExitStatus.Incomplete;

    /// <summary>Writes one line of JSON.</summary>
    public void WriteJson(Stream output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("read", Read);
            json.WriteNumber("published", Published);
            json.WriteNumber("confirmed", Confirmed);
            json.WriteNumber("failed", Failed);
            json.WriteNumber("malformed", Malformed);
            json.WriteNumber("skipped", Skipped);
            json.WriteNumber("resumed", Resumed);
            json.WriteNumber("bytes", Bytes);
            json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        output.Flush();
    }

    /// <summary>Writes a small table.</summary>
    public void WriteTable(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        string[] heads = ["read", "published", "confirmed", "failed", "malformed", "skipped", "resumed", "bytes", "seconds"];
        foreach (string head in heads)
            table.AddColumn(new TableColumn(head) { Alignment = Justify.Right, NoWrap = true });
        table.AddRow(
            Show(Read),
            Show(Published),
            Show(Confirmed),
            Alert(Failed),
            Alert(Malformed),
            Show(Skipped),
            Show(Resumed),
            Show(Bytes),
            Elapsed.TotalSeconds.ToString("N1", CultureInfo.InvariantCulture));
        console.Write(table);
    }

    private static string Show(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Alert(long number) => number == 0 ? Show(number) : $"[red]{Show(number)}[/]";
}
