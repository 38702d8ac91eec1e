using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Tests.Diagnostics;

public class LogTotalsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);

    private readonly LogBook _book = new();

    [Fact]
    public void Writers_that_have_closed_still_count()
    {
        LogTotals totals = _book.Of("conn", "amqp");
        for (int i = 1; i <= 3; i++)
        {
            WriterCounters counters = totals.Open();
            counters.AddAccepted(10, Now.ToUnixTimeSeconds());
            counters.AddConfirmed(1, Now.ToUnixTimeSeconds());
            Assert.Equal((i, i, 10 * i), (totals.Read(Now).Accepted, totals.Read(Now).Confirmed, totals.Read(Now).AcceptedBytes));
            totals.Close(counters);
            Assert.Equal((i, i, 10 * i), (totals.Read(Now).Accepted, totals.Read(Now).Confirmed, totals.Read(Now).AcceptedBytes));
        }
    }

    [Fact]
    public void Closing_twice_counts_once()
    {
        LogTotals totals = _book.Of("conn", "amqp");
        WriterCounters counters = totals.Open();
        counters.AddAccepted(10, 0);
        totals.Close(counters);
        totals.Close(counters);
        Assert.Equal(1, totals.Read(Now).Accepted);
    }

    [Fact]
    public void The_longest_lag_of_several_writers_counts()
    {
        LogTotals totals = _book.Of("conn", "amqp");
        totals.Open().AddAccepted(1, Now.ToUnixTimeSeconds() - 7);
        totals.Open().AddAccepted(1, Now.ToUnixTimeSeconds() - 3);
        Assert.Equal(TimeSpan.FromSeconds(7), totals.Read(Now).Lag);
    }

    [Fact]
    public void Records_that_were_left_are_as_old_as_their_store()
    {
        WriterCounters counters = _book.Of("conn", LogTotals.Left).Open();
        counters.AddLeft(5, lost: 2, Now.ToUnixTimeSeconds() - 60);
        RecordCounts counts = counters.Read(Now);
        Assert.Equal((7, 5, TimeSpan.FromMinutes(1)), (counts.Accepted, counts.InSpool, counts.Lag));
    }

    [Fact]
    public void Path_and_filter_together_name_a_log_and_the_order_is_that_of_their_first_use()
    {
        LogTotals[] totals = [_book.Of("conn", "b"), _book.Of("conn", "a"), _book.Of("dns", "a")];
        Assert.Same(totals[0], _book.Of("conn", "b"));
        Assert.Equal(totals, _book.All);
    }

    [Fact]
    public void Beyond_a_thousand_logs_all_others_are_one()
    {
        for (int i = 0; i < LogBook.MaxLogs; i++)
            _book.Of($"host{i}", "amqp");
        LogTotals others = _book.Of("one more", "amqp");
        Assert.Equal((LogBook.Others, ""), (others.Path, others.Filter));
        Assert.Same(others, _book.Of("yet another", "amqp"));
        Assert.Equal("host7", _book.Of("host7", "amqp").Path);
        Assert.Equal(LogBook.MaxLogs + 1, _book.All.Count);
    }

    [Fact]
    public async Task Sums_never_go_backwards_while_writers_come_and_go()
    {
        LogTotals totals = _book.Of("conn", "amqp");
        using var ending = new CancellationTokenSource();
        Task writing = Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                WriterCounters counters = totals.Open();
                counters.AddAccepted(1, 0);
                counters.AddConfirmed(1, 0);
                totals.Close(counters);
            }

            ending.Cancel();
        });
        RecordCounts last = default;
        while (!ending.IsCancellationRequested)
        {
            RecordCounts next = totals.Read(Now);
            Assert.True(next.Accepted >= last.Accepted && next.Confirmed >= last.Confirmed && next.Accepted >= next.Confirmed);
            last = next;
        }

        await writing;
        Assert.Equal((20_000, 20_000), (totals.Read(Now).Accepted, totals.Read(Now).Confirmed));
    }
}
