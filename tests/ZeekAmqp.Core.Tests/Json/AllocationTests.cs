using ZeekAmqp.Benchmarks.Records;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

public class AllocationTests
{
    private const int Records = 10_000;

    [Fact]
    public void Formatting_records_allocates_nothing()
    {
        ConnRecord[] records = [.. Enumerable.Range(0, 100).Select(number => new ConnRecord((uint)number))];
        var tagged = new TaggedRecord();
        Assert.Equal(0, AllocatedBy(number => tagged.Format(records[number % records.Length])));
    }

    [Theory]
    [InlineData(TimestampFormat.Epoch)]
    [InlineData(TimestampFormat.Millis)]
    [InlineData(TimestampFormat.MillisUnsigned)]
    [InlineData(TimestampFormat.Iso8601)]
    public void Formatting_values_that_are_seldom_seen_allocates_nothing(TimestampFormat times)
    {
        var json = new TaggedJsonWriter(new LogSchema("x"), new RecordFormat(times, IncludeUnsetFields: true));
        byte[] binary = [0xff, 0, 1, (byte)'a', (byte)'"'];
        byte[] unicode = [.. "\u00e4\u20ac\n\\"u8];
        byte[] address = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        Assert.Equal(0, AllocatedBy(number =>
        {
            json.BeginRecord();
            json.BeginArray();
            json.WriteTime(-1.5 * number);
            json.WriteDouble(1e300 / (number + 1));
            json.WriteDouble(double.NaN);
            json.WriteInt(-number);
            json.WriteString(binary);
            json.WriteString(unicode);
            json.WriteAddress(address);
            json.WriteSubnet(address, 64);
            json.WriteNull();
            json.EndArray();
            json.EndRecord();
        }));
    }

    [Theory]
    [InlineData(StringEscapePolicy.Pua)]
    [InlineData(StringEscapePolicy.Tsv)]
    public void Formatting_with_all_that_may_be_added_allocates_nothing(StringEscapePolicy policy)
    {
        var format = new RecordFormat(TimestampFormat.Iso8601, IncludeUnsetFields: true)
        {
            IsTagged = false,
            StringEscapes = policy,
            MetaFields = MetaFields.Path | MetaFields.WriteTime | MetaFields.Node,
            AdditionalValues = AdditionalValues.Parse("""{"site": "hq", "rack": {"row": 7}}"""),
        };
        var json = new TaggedJsonWriter(new LogSchema("x", new LogField("a"u8, LogType.String)) { Node = [.. "worker-1"u8] }, format);
        byte[] text = [0xff, 0, (byte)'a', (byte)'\\', (byte)'"', (byte)'\n', .. "\u00e4\u20ac"u8];
        byte[] line = [.. """{"ts":1,"site":[{"x":"y"}]}"""u8];
        Assert.Equal(0, AllocatedBy(_ =>
        {
            json.BeginRecord();
            json.Name(0);
            json.WriteString(text);
            json.EndRecord();
            json.TagRecord(line);
        }));
    }

    private static long AllocatedBy(Action<int> format) => Allocation.Least(() =>
    {
        for (int i = 0; i < Records; i++)
            format(i);
    });
}
