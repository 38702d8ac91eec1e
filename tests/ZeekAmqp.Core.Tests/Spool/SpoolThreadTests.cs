using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

public sealed class SpoolThreadTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Work_runs_in_order_on_one_thread_of_its_own()
    {
        using var thread = new SpoolThread(Interval, _time, (_, _) => { });
        var seen = new List<(int Number, string? Thread, bool IsPool)>();
        Task[] work = [.. Enumerable.Range(0, 50).Select(i =>
            thread.RunAsync(() => seen.Add((i, Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread))))];
        await Task.WhenAll(work).WaitAsync(Long);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (i, (string?)"zeek-amqp spool", false)), seen);
        Assert.Equal(7, await thread.RunAsync(() => 7));
    }

    [Fact]
    public async Task A_failure_of_work_is_its_callers_and_the_thread_goes_on()
    {
        using var thread = new SpoolThread(Interval, _time, (_, _) => { });
        await Assert.ThrowsAsync<SpoolException>(() => thread.RunAsync(() => throw new SpoolException("full", null)));
        Assert.Equal(1, await thread.RunAsync(() => 1).WaitAsync(Long));
    }

    [Fact]
    public async Task After_its_end_work_is_refused()
    {
        var thread = new SpoolThread(Interval, _time, (_, _) => { });
        Task<int> before = thread.RunAsync(() => 1);
        Assert.True(thread.Stop(Long));
        thread.Dispose();
        Assert.Equal(1, await before);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => thread.RunAsync(() => 1));
        Assert.True(new SpoolThread(Interval, _time, (_, _) => { }).Stop(Long));
    }

    [Fact]
    public async Task A_disk_that_hangs_holds_up_the_end_for_a_bounded_time_only()
    {
        using var hang = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        using var thread = new SpoolThread(Interval, _time, (_, _) => { });
        Task hanging = thread.RunAsync(() =>
        {
            hangs.Set();
            hang.Wait();
        });
        Task<int> behind = thread.RunAsync(() => 1);
        Assert.True(hangs.Wait(Long));
        Assert.False(thread.Stop(TimeSpan.FromMilliseconds(50)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => behind);
        Assert.False(hanging.IsCompleted);
        hang.Set();
        await hanging.WaitAsync(Long);
    }

    [Fact]
    public async Task Registered_stores_are_synced_at_the_interval_and_at_the_end()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        using SpoolStore another = SpoolStore.Create(scene.Files, "/another", SpoolScene.Route, scene.Budget);
        var thread = new SpoolThread(Interval, _time, (_, exception) => Assert.Fail(exception.Message));
        thread.Register(store);
        store.Append(SpoolScene.Records(1, 2), out _);
        another.Append(SpoolScene.Records(1, 2), out _);
        await thread.RunAsync(() => { }).WaitAsync(Long);
        Assert.True(store.HasUnsynced);
        _time.Advance(Interval);
        await thread.RunAsync(() => { }).WaitAsync(Long);
        Assert.False(store.HasUnsynced);
        Assert.True(another.HasUnsynced);
        store.Append(SpoolScene.Records(3, 2), out _);
        thread.Register(another);
        thread.Unregister(store);
        Assert.True(thread.Stop(Long));
        Assert.True(store.HasUnsynced);
        Assert.False(another.HasUnsynced);
    }

    [Fact]
    public async Task A_failed_sync_is_reported_once_and_the_thread_goes_on()
    {
        var scene = new SpoolScene();
        using SpoolStore store = scene.Create();
        var reported = new List<string>();
        using var thread = new SpoolThread(Interval, _time, (which, exception) =>
        {
            Assert.Same(store, which);
            reported.Add(exception.Message);
            throw new InvalidOperationException("whoever is told fails too");
        });
        thread.Register(store);
        store.Append(SpoolScene.Records(1, 2), out _);
        scene.Files.Fault = operation => operation.Kind == "sync" ? FaultyFiles.InputOutput : null;
        for (int i = 0; i < 3; i++)
        {
            _time.Advance(Interval);
            await thread.RunAsync(() => { }).WaitAsync(Long);
        }

        Assert.Contains("fsync", Assert.Single(reported), StringComparison.Ordinal);
    }
}
