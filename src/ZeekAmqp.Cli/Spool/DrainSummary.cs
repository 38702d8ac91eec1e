using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Spool;

/// <summary>What a drain came to.</summary>
internal sealed record DrainSummary
{
    /// <summary>Records that were found in the folders that could be locked.</summary>
    public long Found { get; init; }

    /// <summary>Records that the broker has.</summary>
    public long Sent { get; init; }

    /// <summary>Records that could not be read back, or are too large for the broker.</summary>
    public long Lost { get; init; }

    /// <summary>Folders that a process uses and that have records.</summary>
    public int Refused { get; init; }

    /// <summary>Folders in which something is left, for another attempt or a person to look at.</summary>
    public int Unfinished { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Records that wait still.</summary>
    public long Left => Math.Max(0, Found - Sent - Lost);

    /// <summary>What the process ends with, unless it was interrupted.</summary>
    public int Status => Left == 0 && Lost == 0 && Refused == 0 && Unfinished == 0 ? ExitStatus.Success : ExitStatus.Incomplete;

    /// <summary>Both together.</summary>
    public static DrainSummary operator +(DrainSummary one, DrainSummary other) => new()
    {
        Found = one.Found + other.Found,
        Sent = one.Sent + other.Sent,
        Lost = one.Lost + other.Lost,
        Refused = one.Refused + other.Refused,
        Unfinished = one.Unfinished + other.Unfinished,
        Elapsed = one.Elapsed + other.Elapsed,
    };

    /// <summary>Writes it.</summary>
    public void Write(SpoolOutput output, bool asJson)
    {
        if (!asJson)
        {
            string lost = Lost > 0 ? $", {SpoolOutput.Show(Lost)} lost" : "";
            string refused = Refused > 0 ? $"; {SpoolOutput.Show(Refused, "folder")} in use" : "";
            output.Line(Found == 0
                ? $"nothing to send{refused}"
                : $"{SpoolOutput.Show(Sent)} of {SpoolOutput.Show(Found, "record")} sent{lost}, {SpoolOutput.Show(Left)} left{refused}");
            return;
        }

        output.Json(json =>
        {
            json.WriteNumber("found", Found);
            json.WriteNumber("sent", Sent);
            json.WriteNumber("lost", Lost);
            json.WriteNumber("left", Left);
            json.WriteNumber("folders_in_use", Refused);
            json.WriteNumber("folders_unfinished", Unfinished);
            json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
        });
    }
}
