using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Schema;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Messages that say what a log's records look like.</summary>
public sealed class SchemaMessageTests : IAsyncDisposable
{
    private static readonly RawOption On = new("publish_schema", "T");

    private static readonly LogSchema Log = new("n", new LogField("n"u8, LogType.Count));

    private readonly string _folder = Directory.CreateTempSubdirectory("zeek-amqp-").FullName;
    private readonly Bench _bench = new();

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_schema_comes_once_before_the_first_record_and_not_before_there_is_one()
    {
        LogWriter writer = Open();
        _bench.Tick();
        Assert.Equal(0, writer.Counters.Accepted);
        Write(writer, 1, 2);
        await Bench.Until(() => writer.Counters.Confirmed == 3);
        Assert.Equal(
            [
                new FakeMessage(TextOf(Log), 1, 1, BodyForm.Schema),
                new FakeMessage("""{"n": {"n":1}}""", 2, 1, BodyForm.Record),
                new FakeMessage("""{"n": {"n":2}}""", 3, 1, BodyForm.Record),
            ],
            _bench.Broker.AllMessages);
        Assert.Equal(1, writer.Schemas);
        Assert.Equal(0, writer.Counters.Outstanding);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task Without_the_option_there_is_none()
    {
        _bench.Open();
        LogWriter writer = _bench.Engine.OpenWriter(Log, OptionParser.Parse([new("spool_dir", "")]));
        writer.Announce(Log);
        Write(writer, 1);
        await Bench.Until(() => writer.Counters.Confirmed == 1);
        Assert.Equal(["""{"n": {"n":1}}"""], _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task A_batch_and_its_compression_leave_the_schema_alone()
    {
        LogWriter writer = Open(new RawOption("batch_max_records", "2"), new RawOption("compression", "gzip"));
        Write(writer, 1, 2, 3);
        writer.Flush();
        await Bench.Until(() => writer.Counters.Confirmed == 4);
        Assert.Equal(
            [
                new FakeMessage(TextOf(Log), 1, 1, BodyForm.Schema),
                new FakeMessage("{\"n\": {\"n\":1}}\n{\"n\": {\"n\":2}}\n", 2, 2, BodyForm.Lines),
                new FakeMessage("{\"n\": {\"n\":3}}\n", 3, 1, BodyForm.Lines),
            ],
            _bench.Broker.AllMessages);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task Each_partition_gets_it()
    {
        LogWriter writer = Open(new RawOption("partitions", "3"), new RawOption("routing_key", "n.{partition}"));
        Write(writer, 1);
        await Bench.Until(() => writer.Counters.Confirmed == 4);
        FakeMessage[] schemas = [.. _bench.Broker.AllMessages.Where(message => message.Form == BodyForm.Schema)];
        Assert.Equal([0, 1, 2], schemas.Select(message => (int)(message.Sequence % 3)).Order());
        Assert.Equal(4ul, _bench.Broker.AllMessages.Single(message => message.Form == BodyForm.Record).Sequence);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task It_waits_on_disk_with_the_records_and_is_sent_by_the_next_process()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("spool_dir", _folder), new RawOption("max_wait_on_shutdown", "0"));
        Write(writer, 1, 2);
        await Bench.Until(() => writer.Counters.InSpool == 3, _bench.Tick);
        writer.Finish();
        writer.Close();
        await _bench.EndProcessAsync();

        _bench.Broker.Refusal = null;
        _bench.Open(new RawOption("spool_dir", _folder));
        await Bench.Until(() => _bench.Broker.AllMessages.Length == 3, _bench.Tick);
        Assert.Equal([BodyForm.Schema, BodyForm.Record, BodyForm.Record], _bench.Broker.AllMessages.Select(message => message.Form));
        Assert.Equal(TextOf(Log), _bench.Broker.AllBodies[0]);
    }

    [Fact]
    public async Task Other_columns_are_announced_before_the_next_record_and_the_same_ones_are_not()
    {
        LogWriter writer = Open(new RawOption("batch_max_records", "10"));
        var other = new LogSchema("n", new LogField("m"u8, LogType.Bool));
        Write(writer, 1);
        writer.Announce(new LogSchema("n", new LogField("n"u8, LogType.Count)));
        Write(writer, 2);
        writer.Announce(other);
        Write(writer, 3);
        writer.Announce(Log);
        writer.Announce(other);
        Write(writer, 4);
        writer.Flush();
        await Bench.Until(() => writer.Counters.Outstanding == 0);
        Assert.Equal(
            [TextOf(Log), "{\"n\": {\"n\":1}}\n{\"n\": {\"n\":2}}\n", TextOf(other), "{\"n\": {\"n\":3}}\n{\"n\": {\"n\":4}}\n"],
            _bench.Broker.AllBodies);
        Assert.Equal(2, writer.Schemas);
    }

    [Fact]
    public async Task Records_formatted_in_their_place_are_not_written_over()
    {
        LogWriter writer = Open(new RawOption("batch_max_records", "2"));
        for (int i = 0; i < 4; i++)
        {
            writer.Json.BeginRecord();
            writer.Json.Name(0);
            writer.Json.WriteCount((ulong)i);
            ReadOnlySpan<byte> record = writer.Json.EndRecord();
            writer.Announce(new LogSchema("n", new LogField(Encoding.UTF8.GetBytes($"n{i}"), LogType.Count)));
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(record));
        }

        writer.Flush();
        await Bench.Until(() => writer.Counters.Outstanding == 0);
        Assert.Equal(
            Enumerable.Range(0, 4).Select(i => $"{{\"n\": {{\"n\":{i}}}}}\n"),
            _bench.Broker.AllMessages.Where(message => message.Form == BodyForm.Lines).Select(message => message.Body));
    }

    [Theory]
    [InlineData("routing_key", "zeek.{field:n}")]
    [InlineData("exchange", "{field:n}")]
    [InlineData("queue_name", "{field:n}")]
    public void Where_only_records_say_where_they_go_it_is_refused(string name, string value)
    {
        OptionException refused = Assert.Throws<OptionException>(() => OptionParser.Parse([On, new(name, value)]));
        Assert.Contains("'publish_schema'", refused.Message);
        Assert.Contains($"'{name}' has the value '{value}'", refused.Message);
        OptionParser.Parse([On, new(name, value), new("publish_schema", "F", OptionOrigin.Filter)]);
    }

    private static string TextOf(LogSchema schema) => Encoding.UTF8.GetString(SchemaDocument.Of(schema, new RecordFormat()));

    private static void Write(LogWriter writer, params int[] numbers)
    {
        foreach (int number in numbers)
        {
            writer.Json.BeginRecord();
            writer.Json.Name(0);
            writer.Json.WriteCount((ulong)number);
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(writer.Json.EndRecord()));
        }
    }

    private LogWriter Open(params RawOption[] options)
    {
        RawOption[] all = [new("spool_dir", ""), .. options, On];
        // The bench makes the engine for a writer of its own, which gets no record.
        _bench.Open(all);
        return _bench.Engine.OpenWriter(Log, OptionParser.Parse(all));
    }
}
