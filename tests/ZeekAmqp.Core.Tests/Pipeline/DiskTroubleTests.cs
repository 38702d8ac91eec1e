using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Tests.Spool;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Delivery beside a disk that fails.</summary>
public sealed class DiskTroubleTests : IAsyncDisposable
{
    private readonly FaultyFiles _files = new();
    private readonly Bench _bench;

    public DiskTroubleTests() => _bench = new Bench { Files = _files };

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task While_the_disk_is_full_what_is_on_it_is_sent_before_newer_records()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open();
        Bench.Submit(writer, Bench.Bodies(1, 1000));
        await Bench.Until(() => writer.Counters.InSpool == 1000, _bench.Tick);
        _files.FreeBytes = 0;
        Bench.Submit(writer, Bench.Bodies(1001, 1100));
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 1100, _bench.Tick);
        Assert.Equal(Bench.Bodies(1, 1100), _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task Records_that_were_on_their_way_to_disk_survive_a_defect()
    {
        _bench.Broker.Refusal = Bench.Away;
        int defects = 0;
        _files.Fault = operation =>
            operation.Kind == "write" && operation.Path.EndsWith(".segment", StringComparison.Ordinal) && defects++ == 0
                ? new InvalidOperationException("a defect")
                : null;
        LogWriter writer = Open();
        Bench.Submit(writer, Bench.Bodies(1, 10));
        await Bench.Until(() => defects > 0, _bench.Tick);
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 10, _bench.Tick);
        Assert.Equal(Bench.Bodies(1, 10), _bench.Broker.AllBodies);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task At_the_end_the_disk_is_tried_once_more_however_lately_it_failed()
    {
        _bench.Broker.Refusal = Bench.Away;
        bool isFailing = true;
        bool hasFailed = false;
        _files.Fault = operation =>
        {
            if (!isFailing || operation.Kind != "write" || !operation.Path.EndsWith(".segment", StringComparison.Ordinal))
                return null;
            hasFailed = true;
            return FaultyFiles.InputOutput;
        };
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a", "b");
        await Bench.Until(() => hasFailed, _bench.Tick);
        isFailing = false;
        writer.Finish();
        Assert.Equal((2, 0), (writer.Counters.InSpool, writer.Counters.Abandoned));
    }

    [Fact]
    public async Task What_an_earlier_process_left_and_cannot_be_read_is_told_of_once()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter before = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(before, "a");
        before.Finish();
        before.Close();
        await _bench.EndProcessAsync();
        string broker = $"/spool/{_files.Folders("/spool").Single()}";
        string process = $"{broker}/{_files.Folders(broker).Single()}";
        _files.Flip($"{process}/{_files.Folders(process).Single()}/route", 30);

        LogWriter writer = Open();
        var told = new List<string>();
        for (int i = 0; i < 200; i++)
        {
            _bench.Tick();
            await Task.Delay(5);
            told.AddRange(Bench.Told(writer).Select(line => line.Text));
        }

        Assert.Single(told, line => line.Contains("/route'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_segment_that_somebody_deletes_costs_its_records_only()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("max_spool_bytes", "1048576"));
        for (int i = 0; i < 10; i++)
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(new byte[50_000]));
        await Bench.Until(() => writer.Counters.InSpool == 10, _bench.Tick);
        string broker = $"/spool/{_files.Folders("/spool").Single()}";
        string process = $"{broker}/{_files.Folders(broker).Single()}";
        string lane = $"{process}/{_files.Folders(process).Single()}";
        _files.Lose($"{lane}/{_files.Files(lane).First(name => name.EndsWith(".segment", StringComparison.Ordinal))}");
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Outstanding == 0, _bench.Tick);
        Assert.Equal((9, 1), (writer.Counters.Confirmed, writer.Counters.Corrupt));
    }

    [Fact]
    public async Task What_is_given_up_for_newer_records_is_counted_once_though_its_file_cannot_be_deleted()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open(
            new("buffer", "disk"), new("max_spool_bytes", "1048576"), new("max_queue_bytes", "4194304"), new("overflow", "drop_oldest"));
        await Bench.Until(() => _bench.Broker.ChannelCount == 1, _bench.Tick);
        int deletes = 0;
        _files.Fault = operation =>
            operation.Kind == "delete" && operation.Path.EndsWith(".segment", StringComparison.Ordinal) && deletes++ >= 0 ? FaultyFiles.InputOutput : null;
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(new byte[50_000]));
            await Task.Delay(5);
            _bench.Tick();
        }

        int before = deletes;
        await Task.Delay(100);
        Assert.InRange(deletes - before, 0, 1);
        _bench.Broker.ConfirmsAtOnce = true;
        _bench.Broker.Channel.Listener.OnConfirmed(0, multiple: true);
        await Bench.Until(() => writer.Counters.Confirmed > 0, _bench.Tick);
        _files.Fault = null;
        await Bench.Until(() => writer.Counters.Outstanding <= 0, _bench.Tick);
        for (int i = 0; i < 10; i++)
        {
            _bench.Tick();
            await Task.Delay(5);
        }

        Assert.Equal(30, writer.Counters.Confirmed + writer.Counters.Lost);
    }

    private LogWriter Open(params RawOption[] options) => _bench.Open([new("spool_dir", "/spool"), .. options]);
}
