using System.Text;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.Tests.LogFiles;

/// <summary>Inputs that would take much memory if they could.</summary>
[Collection(nameof(Alone))]
public class LargeInputTests
{
    [Fact]
    public void Record_that_is_too_large_as_JSON_is_malformed_and_the_rest_goes_on()
    {
        string times = string.Concat(Enumerable.Repeat("0,", 18_000_000)) + "0";
        var format = new RecordFormat(TimestampFormat.Iso8601);

        Reading reading = Reading.Of(Samples.Head("t", "a", "set[time]") + times + "\n0\n", format: format);

        Assert.Equal(["9: the record's JSON is larger than 512 MiB, more than any broker takes"], reading.Problems);
        Assert.Equal(["""{"t": {"a":["1970-01-01T00:00:00.000000Z"]}}"""], reading.Messages);
    }

    [Fact]
    public void Large_records_of_many_logs_do_not_stay_in_memory()
    {
        var reader = new JsonLogReader(null, new RecordFormat());
        byte[] line = Encoding.UTF8.GetBytes($"{{\"_path\":\"a--\",\"a\":\"{new string('x', 1 << 20)}\"}}");
        long before = GC.GetTotalMemory(forceFullCollection: true);

        for (int i = 0; i < 200; i++)
        {
            line["{\"_path\":\"a".Length] = (byte)('a' + (i / 20));
            line["{\"_path\":\"aa".Length] = (byte)('a' + (i % 20));
            Assert.Equal(LineKind.Record, reader.Read(line, out _));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32L << 20);
        GC.KeepAlive(reader);
    }
}

/// <summary>Tests that look at the memory of the whole process run when no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
