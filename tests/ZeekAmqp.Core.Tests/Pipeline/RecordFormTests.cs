using System.Text;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>The form of records as a writer has it.</summary>
public sealed class RecordFormTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Records_of_a_batch_are_bare_if_they_are_not_tagged()
    {
        LogWriter writer = _bench.Open(
            new("batch_max_records", "2"), new("tag_json", "F"), new("meta_fields", "_path"), new("additional_values", """{"site": "hq"}"""));
        for (int i = 0; i < 2; i++)
        {
            writer.Json.BeginRecord();
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(writer.Json.EndRecord()));
        }

        await Bench.Until(() => writer.Counters.Confirmed == 2);
        const string Record = """
            {"_path":"test","site":"hq"}

            """;
        Assert.Equal([Record + Record], _bench.Broker.AllBodies);
    }

    [Fact]
    public void A_field_that_the_log_has_itself_is_reported_once_when_the_writer_opens()
    {
        _bench.Open();
        WriterOptions options = OptionParser.Parse([new("spool_dir", ""), new("additional_values", """{"a": 1, "b": 2}"""), new("meta_fields", "_path")]);
        var schema = new LogSchema("own", new LogField("_path"u8, LogType.String), new LogField("a"u8, LogType.Count));
        LogWriter writer = _bench.Engine.OpenWriter(schema, options);

        Diagnostic told = Assert.Single(Bench.Told(writer), diagnostic => diagnostic.Level == DiagnosticLevel.Warning);
        Assert.Equal("log 'own' has fields of its own that additional_values or meta_fields would add: '_path', 'a'; its own are sent", told.Text);
        writer.Json.BeginRecord();
        Assert.Equal("""{"own": {"b":2}}""", Encoding.UTF8.GetString(writer.Json.EndRecord()));
    }
}
