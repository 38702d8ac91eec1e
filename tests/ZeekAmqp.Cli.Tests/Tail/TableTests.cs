using System.Text;
using Spectre.Console;
using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Tests.Tail;

/// <summary>What the table shows of a message.</summary>
public class TableTests
{
    private const string Conn =
        """{"conn": {"ts":1300475167.096535,"uid":"CHhAvVGS1DHFjwGM9","id.orig_h":"2001:db8::1","id.orig_p":1234,"id.resp_h":"192.0.2.1" """ +
        ""","id.resp_p":80,"proto":"tcp","service":"http","conn_state":"SF"}}""";

    [Fact]
    public void Connection_is_shown_with_its_ends_and_its_state()
    {
        MessageRow row = Read(Conn);

        Assert.Equal(
            new MessageRow
            {
                Time = "2011-03-18 19:06:07",
                Log = "conn",
                Uid = "CHhAvVGS1DHFjwGM9",
                Source = "[2001:db8::1]:1234",
                Destination = "192.0.2.1:80",
                Summary = "http tcp SF",
            },
            row);
    }

    [Theory]
    [InlineData("""{"http": {"method":"GET","host":"example.org","uri":"/x","status_code":200}}""", "GET example.org/x 200")]
    [InlineData("""{"dns": {"qtype_name":"A","query":"example.org","answers":["1.2.3.4","::1"]}}""", "A example.org 1.2.3.4,::1")]
    [InlineData("""{"mine": {"ts":1,"a":"x","b":null,"c":{"d":1},"e":true}}""", "a=x e=T")]
    [InlineData("""{"conn": {"ts":1,"note":"none of the usual"}}""", "note=none of the usual")]
    public void Summary_has_the_logs_telling_fields(string body, string summary) => Assert.Equal(summary, Read(body).Summary);

    [Theory]
    [InlineData("1300475167096", "2011-03-18 19:06:07")]
    [InlineData("\"2011-03-18T19:06:07.096535Z\"", "2011-03-18 19:06:07")]
    [InlineData("1e300", "")]
    [InlineData("null", "")]
    [InlineData("{}", "")]
    public void Time_is_shown_in_whatever_format_it_came(string time, string shown) =>
        Assert.Equal(shown, Read($$$"""{"t": {"ts":{{{time}}}}}""").Time);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1}")]
    [InlineData("\u001f\u008b\u0008")]
    public void Body_of_another_form_is_shown_as_it_is(string body)
    {
        MessageRow row = Read(body);

        Assert.Equal("?", row.Log);
        Assert.StartsWith("'", row.Summary);
    }

    [Theory]
    [InlineData("""{"qtype_name":"A","query":"example.org","site":{"name":"hq"}}""", "dns", "dns", "A example.org")]
    [InlineData("""{"_path":"dns","_write_ts":1.5,"query":"example.org"}""", "", "dns", "example.org")]
    [InlineData("""{"_path":"dns","query":"example.org"}""", null, "dns", "example.org")]
    [InlineData("""{"_path":"dns","query":"example.org"}""", "http", "http", "query=example.org")]
    [InlineData("{}", "dns", "dns", "")]
    [InlineData("""{"at":{"site":"hq"}}""", "dns", "dns", "")]
    [InlineData("""{"dns_of_a_long_path": {"query":"x"}}""", "dns_of_a", "dns_of_a_long_path", "query=x")]
    public void Record_without_a_tag_is_of_the_log_that_the_message_or_the_record_names(string body, string? type, string log, string summary)
    {
        MessageRow row = Read(Encoding.UTF8.GetBytes(body), type);

        Assert.Equal((log, summary), (row.Log, row.Summary));
    }

    [Theory]
    [InlineData("zeek.dns")]
    [InlineData("record")]
    [InlineData("dns")]
    [InlineData("")]
    [InlineData(null)]
    public void Record_with_a_tag_is_of_the_log_that_the_tag_names_whatever_message_type_says(string? type)
    {
        MessageRow row = Read("""{"dns": {"query":"example.org"}}"""u8.ToArray(), type);

        Assert.Equal(("dns", "example.org"), (row.Log, row.Summary));
    }

    [Fact]
    public void Body_with_a_lone_surrogate_does_not_end_the_table() => Assert.NotNull(Read("""{"t": {"a":"\ud800"}}"""));

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(250)]
    public void Lines_are_as_wide_as_the_terminal_at_most(int width)
    {
        string summary = string.Concat(Enumerable.Repeat("日本語 ", 100));
        string line = new TableLayout(width).Format(Read(Conn) with { Summary = summary });

        Assert.True(line.GetCellWidth() <= Math.Max(width, 74), line);
        Assert.EndsWith("…", line);
    }

    [Fact]
    public void Columns_stand_below_their_heads()
    {
        var layout = new TableLayout(140);
        string heads = layout.Format(MessageRow.Heads);
        string row = layout.Format(Read(Conn));

        Assert.Equal(heads.IndexOf("destination", StringComparison.Ordinal), row.IndexOf("192.0.2.1", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_wire_held_does_not_command_the_terminal()
    {
        string line = new TableLayout(200).Format(Read("""{"t": {"a":"x\u001b[2Jy\u009b1mz\u202e\n"}}"""));

        Assert.DoesNotContain(line, character => char.IsControl(character) || character == '\u202e');
        Assert.Contains("x.[2Jy.1mz..", line);
    }

    [Fact]
    public void Table_grows_row_by_row()
    {
        var output = new MemoryStream();
        var table = new TablePrinter(output, () => 200, isColoured: false);
        table.Flush();
        Assert.Single(Lines(output));
        table.Print(new ReceivedRecord(Encoding.UTF8.GetBytes(Conn), "conn"));
        table.Flush();
        Assert.Equal(2, Lines(output).Length);
    }

    [Fact]
    public void Bodies_are_printed_as_they_are()
    {
        var output = new MemoryStream();
        var bodies = new BodyPrinter(output);
        bodies.Print(new ReceivedRecord(new byte[] { 0x00, 0xff, (byte)'{' }, null));
        bodies.Flush();

        Assert.Equal([0x00, 0xff, (byte)'{', (byte)'\n'], output.ToArray());
    }

    private static string[] Lines(MemoryStream output) =>
        Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static MessageRow Read(string body) => Read(Encoding.Latin1.GetBytes(body), null);

    private static MessageRow Read(byte[] body, string? type)
    {
        using var record = new ReceivedRecord(body, type);
        return RecordReading.Read(record);
    }
}
