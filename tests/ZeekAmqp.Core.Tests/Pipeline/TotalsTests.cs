using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>What a process says of its logs, whatever becomes of their writers.</summary>
public sealed class TotalsTests : IAsyncDisposable
{
    private readonly Bench _bench = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("zeek-amqp-test-").FullName;

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Sums_go_on_when_a_log_is_closed_and_opened_again()
    {
        for (int i = 1; i <= 3; i++)
        {
            LogWriter writer = _bench.Open();
            Bench.Submit(writer, "a", "b");
            writer.Finish();
            writer.Close();
            await Bench.Until(() => Totals().Confirmed == 2 * i);
            Assert.Equal((2 * i, 0), (Totals().Accepted, Totals().InMemory));
        }
    }

    [Fact]
    public void A_log_that_is_refused_has_no_sums()
    {
        Assert.Throws<OptionException>(() => _bench.Open(new RawOption("routing_key", "{env:ZEEK_AMQP_TEST_NOT_SET}")));
        Assert.Empty(_bench.Logs.All);
    }

    [Fact]
    public async Task What_a_writer_left_is_confirmed_in_the_sums_of_its_own_log_and_accepted_once()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a", "b");
        writer.Finish();
        writer.Close();
        Assert.Equal((2, 2, 0), (Totals().Accepted, Totals().InSpool, Totals().InMemory));
        LogWriter next = Open();
        Bench.Submit(next, "c");
        _bench.Broker.Refusal = null;
        await Bench.Until(() => Totals().Confirmed == 3, _bench.Tick);
        await Bench.Until(() => Totals().InSpool == 0, _bench.Tick);
        Assert.Equal((3, TimeSpan.Zero), (Totals().Accepted, Totals().Lag));
        Assert.Single(_bench.Logs.All);
    }

    [Fact]
    public async Task What_a_writer_lost_is_not_told_again_by_who_sends_what_it_left()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a");
        writer.CountMalformed("it is no record");
        writer.Finish();
        Assert.Single(Bench.Told(writer), IsLoss);
        writer.Close();
        LogWriter next = Open();
        _bench.Broker.Refusal = null;
        await Bench.Until(() => Totals().Confirmed == 1, _bench.Tick);
        await Bench.Until(() => _bench.Broker.AllBodies.Length == 1, _bench.Tick);
        Assert.DoesNotContain(Bench.Told(next), IsLoss);
        Assert.Equal(1, Totals().RefusedMalformed);
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_an_entry_of_its_own_from_the_moment_that_it_is_found()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a", "b", "c");
        writer.Finish();
        writer.Close();
        await _bench.EndProcessAsync();
        _bench.Time.Advance(TimeSpan.FromMinutes(5));

        Open();
        await Bench.Until(() => Totals(LogTotals.Left).InSpool == 3, _bench.Tick);
        RecordCounts left = Totals(LogTotals.Left);
        Assert.Equal((3, 0), (left.Accepted, left.InMemory));
        Assert.InRange(left.Lag, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1));
        Assert.Equal(0, Totals().Accepted);
        _bench.Broker.Refusal = null;
        await Bench.Until(() => Totals(LogTotals.Left) is { Confirmed: 3, InSpool: 0 }, _bench.Tick);
        Assert.Equal(TimeSpan.Zero, Totals(LogTotals.Left).Lag);
    }

    [Fact]
    public void Two_filters_of_one_log_are_counted_apart()
    {
        Bench.Submit(_bench.Open(), "a");
        Bench.Submit(_bench.Engine.OpenWriter(new("test"), OptionParser.Parse([]), "other"), "a", "b");
        Assert.Equal((1, 2), (Totals().Accepted, Totals("other").Accepted));
    }

    [Fact]
    public async Task Each_report_of_losses_is_an_event_with_what_was_lost_since_the_last_one()
    {
        _bench.Broker.ConfirmsAtOnce = true;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Confirmed == 1);
        long[] lost = [2, 3];
        foreach (long count in lost)
        {
            for (int i = 0; i < count; i++)
                writer.CountDropped();
            var told = new List<Diagnostic>();
            await Bench.Until(
                () =>
                {
                    told.AddRange(Bench.Told(writer).Where(line => line.Event == DiagnosticEvent.Dropped));
                    return told.Count > 0;
                },
                _bench.Tick);
            Diagnostic dropped = Assert.Single(told);
            Assert.Equal(("test", count), (dropped.Subject, dropped.Count));
            Assert.Contains(dropped.Reason!, dropped.Text, StringComparison.Ordinal);
        }
    }

    private static bool IsLoss(Diagnostic line) => line.Event == DiagnosticEvent.Dropped;

    private LogWriter Open(params RawOption[] options) => _bench.Open([new("spool_dir", _folder), .. options]);

    private RecordCounts Totals(string filter = "") =>
        _bench.Logs.All.SingleOrDefault(log => log.Filter == filter)?.Read(_bench.Time.GetUtcNow()) ?? default;
}
