using RabbitMQ.Client;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests;

/// <summary>Replay and tail with a real broker between them.</summary>
[Trait("Category", "Broker")]
public class EndToEndTests
{
    private static string BrokerUri =>
        Environment.GetEnvironmentVariable("AMQP_TEST_URI")
        ?? throw new InvalidOperationException("these tests need a broker: set AMQP_TEST_URI, or run them by tests/tools/with-broker");

    [Fact]
    public async Task What_replay_sends_is_what_tail_prints()
    {
        await using TestQueue queue = await TestQueue.CreateAsync(BrokerUri);
        using var desk = new Desk();
        string tsv = desk.File("conn.log", Samples.ConnTsv(500));
        string json = desk.File("http.log", """{"ts":1.5,"host":"example.org"}""");

        (int replayStatus, string summary, string replayErrors) = await RunAsync(
            "replay", tsv, "--json", "--uri", BrokerUri, "--queue-name", queue.Name, "--routing-key", queue.Name);
        (int jsonStatus, _, _) = await RunAsync("replay", json, "--uri", BrokerUri, "--queue-name", queue.Name, "--routing-key", queue.Name);
        (int tailStatus, string bodies, string tailErrors) = await RunAsync(
            "tail", "--json", "--count", "501", "--timeout", "60", "--queue", queue.Name, "--uri", BrokerUri);

        Assert.True(replayStatus == 0 && jsonStatus == 0, replayErrors);
        Assert.StartsWith("""{"read":500,"published":500,"confirmed":500,"failed":0,"malformed":0,""", summary);
        Assert.True(tailStatus == 0, tailErrors);
        string[] expected = [.. Samples.ConnBodies(500), """{"http": {"ts":1.5,"host":"example.org"}}"""];
        Assert.Equal(expected, bodies.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0u, await queue.CountAsync());
    }

    [Fact]
    public async Task Tail_takes_no_more_than_it_shows_and_prints_a_table_if_asked_for()
    {
        await using TestQueue queue = await TestQueue.CreateAsync(BrokerUri);
        using var desk = new Desk();
        await RunAsync(
            "replay", desk.File("conn.log", Samples.ConnTsv(5)), "--uri", BrokerUri, "--queue-name", queue.Name, "--routing-key", queue.Name);

        (int status, string table, _) = await RunAsync("tail", "--table", "--count", "2", "--queue-name", queue.Name, "--uri", BrokerUri);

        Assert.Equal(0, status);
        string[] lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("time", lines[0]);
        Assert.Contains("192.0.2.1:1025", lines[2]);
        Assert.Equal(3u, await queue.CountAsync());
    }

    [Fact]
    public async Task Records_without_a_tag_are_shown_under_their_log()
    {
        await using TestQueue queue = await TestQueue.CreateAsync(BrokerUri);
        using var desk = new Desk();
        string[] flags = ["--uri", BrokerUri, "--queue-name", queue.Name, "--routing-key", queue.Name, "--tag-json", "F", "--batch-max-records", "2"];
        string json = desk.File("http.log", "{\"method\":\"GET\"}\n{}\n{\"method\":\"PUT\"}\n");
        (int replayStatus, _, string errors) = await RunAsync(["replay", json, .. flags, "--additional-values", """{"at": {"site": "hq"}}"""]);
        Assert.True(replayStatus == 0, errors);

        (int status, string table, _) = await RunAsync("tail", "--table", "--count", "3", "--queue-name", queue.Name, "--uri", BrokerUri);

        Assert.Equal(0, status);
        string[] rows = table.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(3, rows.Length);
        Assert.Contains(" http ", rows[0]);
        Assert.EndsWith("PUT", rows[2].TrimEnd());
    }

    [Fact]
    public async Task Tail_ends_with_status_1_if_too_few_messages_come_in_time()
    {
        await using TestQueue queue = await TestQueue.CreateAsync(BrokerUri);

        Assert.Equal(1, (await RunAsync("tail", "--count", "1", "--timeout", "0.2", "--queue", queue.Name, "--uri", BrokerUri)).Status);
        Assert.Equal(0, (await RunAsync("tail", "--timeout", "0.2", "--queue", queue.Name, "--uri", BrokerUri)).Status);
    }

    [Fact]
    public async Task Tail_of_a_missing_queue_or_with_a_wrong_password_says_so()
    {
        (int status, _, string error) = await RunAsync("tail", "--queue", "no-such-queue", "--uri", BrokerUri);
        Assert.Equal(2, status);
        Assert.Contains("there is no queue 'no-such-queue' at ", error);

        (status, _, error) = await RunAsync("tail", "--queue", "q", "--uri", BrokerUri, "--password", "hunter2");
        Assert.Equal(2, status);
        Assert.Contains("the broker refused the login of user", error);
        Assert.DoesNotContain("hunter2", error);
    }

    [Fact]
    public async Task Tail_of_a_queue_that_is_deleted_ends_with_an_error()
    {
        await using TestQueue queue = await TestQueue.CreateAsync(BrokerUri);
        Task<(int Status, string Output, string Error)> tail = RunAsync("tail", "--queue", queue.Name, "--uri", BrokerUri);
        await queue.ConsumedAsync();
        await queue.DeleteAsync();

        (int status, _, string error) = await tail.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, status);
        Assert.Contains($"queue '{queue.Name}' was deleted", error);
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var output = new MemoryStream();
        var error = new StringWriter();
        var surroundings = new Surroundings { OpenInput = () => Stream.Null, Output = output, Error = error };
        int status = await new CommandTree(surroundings).RunAsync(arguments);
        return (status, System.Text.Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>A queue of one test's own.</summary>
    private sealed class TestQueue(IConnection connection, IChannel channel, string name) : IAsyncDisposable
    {
        public string Name { get; } = name;

        public static async Task<TestQueue> CreateAsync(string uri)
        {
            IConnection connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
            IChannel channel = await connection.CreateChannelAsync();
            string name = $"cli-test-{Guid.NewGuid():N}";
            await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false);
            return new TestQueue(connection, channel, name);
        }

        public async Task<uint> CountAsync()
        {
            // What a consumer gave back by closing shows up a moment later.
            await Task.Delay(300);
            return await channel.MessageCountAsync(Name);
        }

        public async Task ConsumedAsync()
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await channel.ConsumerCountAsync(Name, timeout.Token) == 0)
                await Task.Delay(50, timeout.Token);
        }

        public Task DeleteAsync() => channel.QueueDeleteAsync(Name);

        public async ValueTask DisposeAsync()
        {
            await DeleteAsync();
            await connection.DisposeAsync();
        }
    }
}
