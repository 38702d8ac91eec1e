using System.Text;
using Spectre.Console;
using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Tests.Tail;

/// <summary>Fields that a user has chosen, as JSON and as a table; colours.</summary>
public class FieldPrinterTests
{
    private readonly MemoryStream _output = new();

    private string[] Lines => Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData("""{"conn": {"b":"x\u00e9\/","a":1.50,"id.orig_h":"::1"}}""", """{"conn": {"a":1.50,"b":"x\u00e9\/","id.orig_h":"::1"}}""")]
    [InlineData("""{"a":[1,null],"c":{"b":2}}""", """{"a":[1,null]}""")]
    [InlineData("""{"a":null}""", """{}""")]
    [InlineData("{\"conn\": {\"a\":[\n1,\n2]}}", """{"conn": {"a":[1,2]}}""")]
    public void Members_are_those_asked_for_in_their_order_and_as_they_came(string body, string printed)
    {
        Print(new MemberPrinter(_output, ["a", "b", "missing", "id.orig_h"]), body);

        Assert.Equal([printed], Lines);
    }

    [Fact]
    public void Path_is_a_member_of_each_record()
    {
        Print(new MemberPrinter(_output, ["_path", "at.site"]), """{"conn": {"at":{"site":"hq"}}}""");

        Assert.Equal(["""{"conn": {"_path":"conn","at.site":"hq"}}"""], Lines);
    }

    [Fact]
    public void Columns_grow_with_what_comes_and_have_heads_again()
    {
        var table = new FieldTablePrinter(_output, ["ts", "a", "b"], () => 80, isColoured: false);
        Print(table, """{"conn": {"ts":1300475167.5,"a":"x","b":"y"}}""", """{"conn": {"ts":1300475167.5,"a":"a longer one","b":"y"}}""", """{"conn": {"a":"x"}}""");

        Assert.Equal(
            [
                "ts                   a     b",
                "2011-03-18 19:06:07  x     y",
                "ts                   a             b",
                "2011-03-18 19:06:07  a longer one  y",
                "-                    x             -",
            ],
            Lines);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(200)]
    public void Rows_are_no_wider_than_the_terminal(int width)
    {
        string wide = string.Concat(Enumerable.Repeat("日本語", 100));
        var table = new FieldTablePrinter(_output, ["a", "b", "c", "d"], () => width, isColoured: false);
        Print(table, $$$"""{"conn": {"a":"{{{wide}}}","b":"{{{wide}}}","c":"x","d":"{{{wide}}}"}}""");

        Assert.All(Lines, line => Assert.True(line.GetCellWidth() <= width, line));
    }

    [Fact]
    public void Heads_come_again_when_the_terminal_has_another_width()
    {
        int width = 200;
        var table = new TablePrinter(_output, () => width, isColoured: false);
        Print(table, """{"conn": {"a":1}}""");
        width = 90;
        Print(table, """{"conn": {"a":1}}""", """{"conn": {"a":1}}""");

        Assert.Equal(2, Lines.Count(line => line.StartsWith("time", StringComparison.Ordinal)));
        Assert.Equal(5, Lines.Length);
    }

    [Fact]
    public void A_log_has_one_colour_and_the_usual_ones_have_different_colours()
    {
        string[] usual = ["conn", "dns", "http", "ssl", "files", "x509"];
        Assert.Equal(usual.Length, usual.Select(log => Colours.OfLog(log, "x")).Distinct().Count());
        Assert.Equal("\u001b[36mconn\u001b[0m", Colours.OfLog("conn", "conn"));
        Assert.Equal("\u001b[32mmy_own\u001b[0m".Length, Colours.OfLog("my_own", "my_own").Length);
        Assert.Equal(Colours.OfLog("my_own", "x"), Colours.OfLog("my_own", "x"));
    }

    [Fact]
    public void Only_the_logs_name_is_coloured()
    {
        var layout = new TableLayout(120);
        var row = new MessageRow { Time = "2011-03-18 19:06:07", Log = "conn", Summary = "x" };

        Assert.Equal(layout.Format(row).Replace("conn        ", "\u001b[36mconn        \u001b[0m", StringComparison.Ordinal), layout.Format(row, isColoured: true));
    }

    private static void Print(IMessagePrinter printer, params string[] bodies)
    {
        foreach (string body in bodies)
        {
            using var record = new ReceivedRecord(Encoding.UTF8.GetBytes(body), "conn");
            printer.Print(record);
        }

        printer.Flush();
    }
}
