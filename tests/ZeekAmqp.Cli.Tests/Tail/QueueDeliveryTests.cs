using System.IO.Compression;
using System.Text;
using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Tests.Tail;

public class QueueDeliveryTests
{
    private const string Lines = "application/x-ndjson";

    [Fact]
    public void A_message_of_one_record_is_taken_whole() => Assert.Equal(["{\n}\n"], Records("{\n}\n", "application/json"));

    [Fact]
    public void A_message_of_several_records_is_taken_apart_by_its_lines() => Assert.Equal(["a", "bc", "d"], Records("a\nbc\nd\n", Lines));

    [Fact]
    public void A_last_line_needs_no_end() => Assert.Equal(["a", "b"], Records("a\nb", Lines));

    [Theory]
    [InlineData(Lines)]
    [InlineData(null)]
    public void An_empty_message_is_shown_too(string? type) => Assert.Equal([""], Records("", type));

    [Fact]
    public void A_schema_is_known_by_its_type()
    {
        Assert.True(new QueueDelivery(1, [], "application/schema+json", null).IsSchema);
        Assert.False(new QueueDelivery(1, [], "application/json", null).IsSchema);
    }

    [Fact]
    public void A_compressed_message_is_read()
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write("a\nb\n"u8);
        Assert.Equal(["a", "b"], Records(compressed.ToArray(), Lines, "gzip"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("br")]
    public void What_cannot_be_decoded_is_shown_as_it_is(string encoding) =>
        Assert.Equal(["no such thing\n"], Records(Encoding.UTF8.GetBytes("no such thing\n"), Lines, encoding));

    private static List<string> Records(string body, string? type) => Records(Encoding.UTF8.GetBytes(body), type, null);

    private static List<string> Records(byte[] body, string? type, string? encoding)
    {
        var records = new List<string>();
        var delivery = new QueueDelivery(1, body, type, encoding);
        for (int at = 0; delivery.TryTake(ref at, out ReadOnlyMemory<byte> record);)
            records.Add(Encoding.UTF8.GetString(record.Span));
        return records;
    }
}
