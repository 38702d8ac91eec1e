namespace ZeekAmqp.Cli.Stats;

/// <summary>Shows snapshots. One thread.</summary>
internal interface IStatsView
{
    /// <summary>Whether it shows the same place again and again: then at once, and rates when there are two readings. Else each view is whole.</summary>
    bool IsLive { get; }

    /// <summary>Shows one.</summary>
    void Show(StatsSnapshot snapshot);

    /// <summary>Shows the last one again if the terminal is not as it was.</summary>
    void Adjust();

    /// <summary>Nothing more is shown; leaves a terminal as it was.</summary>
    void End();
}
