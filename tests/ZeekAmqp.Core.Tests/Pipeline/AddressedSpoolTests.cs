using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Addresses, properties and topology on disk.</summary>
public sealed class AddressedSpoolTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zeek-amqp-").FullName;
    private readonly Bench _bench = new();

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("memory", "1", "none")]
    [InlineData("disk", "1", "none")]
    [InlineData("memory", "2", "none")]
    [InlineData("disk", "2", "gzip")]
    public async Task A_later_process_sends_each_record_where_its_values_say(string buffer, string batch, string compression)
    {
        _bench.Broker.Compressor = new Halver();
        _bench.Broker.Refusal = Bench.Away;
        RawOption[] options =
        [
            new("exchange", "x{field:a}"), new("routing_key", "{field:b}.{field:a}.{partition}"), new("partitions", "2"), new("queue_name", ""),
            new("buffer", buffer), new("batch_max_records", batch), new("compression", compression), new("max_wait_on_shutdown", "0"),
        ];
        LogWriter writer = Open(options);
        Bench.Submit(writer, Record(1, "p"), Record(2, "q"), Record(1, "p"), Record(2, "q"));
        await Bench.Until(() => writer.Counters.InSpool == 4, _bench.Tick);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
        writer.Finish();
        writer.Close();
        await _bench.EndProcessAsync();

        // What the next process is told has nothing to do with it.
        _bench.Broker.Refusal = null;
        Open();
        int messages = batch == "1" ? 4 : 2;
        await Bench.Until(() => _bench.Broker.AllMessages.Length == messages, _bench.Tick);
        string[] expected = batch == "1" ? ["x1/p.1.1/", "x2/q.2.0/", "x1/p.1.1/", "x2/q.2.0/"] : ["x1/p.1.1/", "x2/q.2.0/"];
        Assert.Equal(expected, _bench.Broker.AllMessages.Select(message => message.Address));
        string body = batch == "1" ? Record(1, "p") : $"{Record(1, "p")}\n{Record(1, "p")}\n";
        Assert.Equal(compression == "none" ? body : body[..(body.Length / 2)], _bench.Broker.AllBodies[0]);
    }

    [Fact]
    public async Task Properties_and_topology_are_those_of_the_writer_and_what_was_filled_in_stays()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(
            new("exchange", "x"),
            new("exchange_type", "topic"),
            new("routing_key", "zeek.{path}.{{}}"),
            new("headers", """{"log":"{path}"}"""),
            new("priority", "3"),
            new("expiration", "1hr"),
            new("mandatory", "F"),
            new("queue_arguments", """{"x-queue-type":"quorum"}"""),
            new("binding_keys", "zeek.{path}"),
            new("max_wait_on_shutdown", "0"));
        PublishTarget target = writer.Lane.Route.Target;
        Bench.Submit(writer, "a");
        writer.Finish();
        writer.Close();
        await _bench.EndProcessAsync();

        _bench.Broker.Refusal = null;
        Open();
        await Bench.Until(() => _bench.Broker.AllBodies.Length == 1, _bench.Tick);
        Assert.Contains(target, _bench.Broker.Routes.Select(route => route.Target));
        Assert.Equal(("zeek.test.{{}}", "zeek.test", """{"log":"test"}"""), (target.RoutingKey, target.Topology.BindingKeys, target.Properties.Headers));
    }

    private static string Record(int a, string b) => $$$"""{"test": {"a":{{{a}}},"b":"{{{b}}}"}}""";

    private LogWriter Open(params RawOption[] options) => _bench.Open([new("spool_dir", _folder), .. options]);

    private sealed class Halver : IBodyCompressor
    {
        public BodyForm Form => BodyForm.GzipLines;

        public byte[] Compress(ReadOnlySpan<byte> body) => body[..(body.Length / 2)].ToArray();

        public void Dispose()
        {
        }
    }
}
