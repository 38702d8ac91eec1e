using System.Globalization;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary>Sends what is in some processes' folders to one broker. Used once.</summary>
internal sealed class DrainRun
{
    private const int BarCells = 24;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    // For a disk and a broker that hang; what was confirmed is on disk long before.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3);

    private readonly ISpoolFiles _files;
    private readonly Surroundings _surroundings;
    private readonly Interruption _interruption;
    private readonly MessageArea _messages;
    private readonly TimeSpan _patience;
    private readonly SpoolDrain _drain;
    private readonly List<string> _taken = [];
    private readonly long _started;
    private int _refused;

    /// <param name="options">The broker.</param>
    /// <param name="patience">How long a broker that confirms nothing is waited for.</param>
    /// <param name="files">The disk.</param>
    /// <param name="surroundings">The terminal, and the way to brokers.</param>
    /// <param name="interruption">Ends it.</param>
    public DrainRun(BrokerOptions options, TimeSpan patience, ISpoolFiles files, Surroundings surroundings, Interruption interruption)
    {
        _files = files;
        _surroundings = surroundings;
        _interruption = interruption;
        _patience = patience;
        _messages = new MessageArea(surroundings.Error, surroundings.CanDrawOnError);
        _drain = new SpoolDrain(options, surroundings.BrokerFactory, files, surroundings.Time);
        _started = surroundings.Time.GetTimestamp();
    }

    /// <summary>Does it.</summary>
    /// <param name="processes">The folders, oldest first.</param>
    public async Task<DrainSummary> RunAsync(IEnumerable<SpoolProcess> processes)
    {
        foreach (SpoolProcess process in processes)
        {
            if (!_interruption.Stop.IsCancellationRequested)
                await TakeAsync(process).ConfigureAwait(false);
        }

        bool isOver = await WaitAsync(_drain.WhenSentAsync()).ConfigureAwait(false);
        await _drain.StopAsync(CloseTimeout).ConfigureAwait(false);
        Report();
        _messages.ShowLine("");
        var summary = new DrainSummary
        {
            Found = _drain.Found,
            Sent = _drain.Confirmed,
            Lost = _drain.Lost,
            Refused = _refused,
            Unfinished = _taken.Count(HasRecords),
            Elapsed = _surroundings.Time.GetElapsedTime(_started),
        };
        if (!isOver && !_interruption.Stop.IsCancellationRequested)
            _messages.Write($"error: nothing was confirmed for {_patience.TotalSeconds:0.#} s; {Quantity.Records(summary.Left)} wait on disk as before, and can be sent later");
        return summary;
    }

    private async Task TakeAsync(SpoolProcess process)
    {
        if (!HasRecords(process.Folder))
        {
            // A folder that somebody holds is empty between two outages.
            if (LockList.Read().HolderOf(process.LockFile) is not null)
                return;
        }
        else if (LockList.Read().HolderOf(process.LockFile) is { } holder)
        {
            Refuse($"'{process.Folder}' is in use by process {holder}, which sends what is in it; end that process first");
            return;
        }

        if (await _drain.TakeAsync(process.Folder).ConfigureAwait(false) == DrainOutcome.Refused)
            Refuse($"'{process.Folder}' cannot be locked: a process that is not seen from here uses it, or it is another user's");
        else
            _taken.Add(process.Folder);
    }

    private void Refuse(string why)
    {
        _refused++;
        _messages.Write($"error: {why}");
    }

    // Whether a process's folder has segments, readable or not.
    private bool HasRecords(string folder) =>
        SpoolTree.Find(_files, folder).Processes.SelectMany(process => process.Lanes).Any(lane => SpoolLane.Look(_files, lane) is { Segments.Count: > 0 });

    /// <summary>Waits as long as confirms come, and as long as there is patience where none come.</summary>
    /// <returns>Whether all is sent.</returns>
    private async Task<bool> WaitAsync(Task sent)
    {
        long last = -1;
        long lastProgress = _surroundings.Time.GetTimestamp();
        while (!sent.IsCompleted && !_interruption.Stop.IsCancellationRequested)
        {
            await Task.WhenAny(sent, Task.Delay(LookInterval, _surroundings.Time, _interruption.Stop)).ConfigureAwait(false);
            Report();
            if (_surroundings.CanDrawOnError)
                _messages.ShowLine(ProgressLine(_surroundings.Width() - 1));
            long confirmed = _drain.Confirmed;
            if (confirmed != last)
                lastProgress = _surroundings.Time.GetTimestamp();
            else if (_surroundings.Time.GetElapsedTime(lastProgress) >= _patience)
                return false;
            last = confirmed;
        }

        return sent.IsCompleted;
    }

    private void Report()
    {
        while (_drain.Diagnostics.TryTake(out Diagnostic diagnostic))
            _messages.Write(diagnostic);
    }

    private string ProgressLine(int width)
    {
        long found = _drain.Found;
        long done = _drain.Confirmed + _drain.Lost;
        double part = found == 0 ? 1 : Math.Clamp((double)done / found, 0, 1);
        int full = (int)Math.Round(part * BarCells);
        double rate = done / Math.Max(0.001, _surroundings.Time.GetElapsedTime(_started).TotalSeconds);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', full)}{new string('-', BarCells - full)}] {part * 100,3:0}%  {done:N0} of {found:N0} records sent  {rate:N0}/s");
        return line.Length <= width ? line : line[..Math.Max(width, 0)];
    }
}
