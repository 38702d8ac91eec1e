using System.Text;
using System.Text.Json;
using ZeekAmqp.Cli.Check;

namespace ZeekAmqp.Cli.Tests.Check;

public class PrinterTests
{
    private static readonly CheckStep Failure = CheckStep.Failed("tcp", "mq1:5672: refused\u001b[2J", "start it") with
    {
        Elapsed = TimeSpan.FromMilliseconds(1.5),
        Data = [("port", 5672), ("dead", new[] { "a" }), ("at", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), ("none", null), ("on", true), ("s", 1.5), ("n", 5L), ("t", "x")],
    };

    [Theory]
    [InlineData(false, false, "FAILED  tcp         mq1:5672: refused\\x1b[2J (1.5 ms)\n                    → start it\n")]
    [InlineData(true, false, "✗ tcp         mq1:5672: refused\\x1b[2J (1.5 ms)\n              → start it\n")]
    [InlineData(true, true, "\u001b[31m✗\u001b[0m tcp         mq1:5672: refused\\x1b[2J (1.5 ms)\n              → start it\n")]
    public void A_step_is_a_line_and_its_advice_another(bool isTerminal, bool isColoured, string expected)
    {
        var output = new MemoryStream();
        new LinePrinter(output, isTerminal, isColoured, 60).Print(Failure);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.ToArray()));
    }

    [Theory]
    [InlineData(false, "skipped login       a text that goes on and on and on")]
    [InlineData(true, "- login       a text that goes on|              and on and on")]
    public void What_does_not_fit_a_terminal_goes_on_below_itself(bool isTerminal, string expected)
    {
        var output = new MemoryStream();
        new LinePrinter(output, isTerminal, false, 36).Print(CheckStep.NotTried("login", "x") with { Text = "a text that goes on and on and on" });
        Assert.Equal(expected.Replace('|', '\n') + "\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void All_steps_are_one_document()
    {
        var output = new MemoryStream();
        var printer = new JsonPrinter(output);
        printer.Print(CheckStep.Ok("host", "found"));
        printer.Print(Failure);
        printer.Print(CheckStep.NotTried("login", "tcp"));
        Assert.Equal(0, output.Length);
        printer.Finish();

        using JsonDocument document = JsonDocument.Parse(output.ToArray());
        Assert.Equal("failed", document.RootElement.GetProperty("status").GetString());
        JsonElement step = document.RootElement.GetProperty("steps")[1];
        Assert.Equal(
            """{"name":"tcp","status":"failed","text":"mq1:5672: refused\u001B[2J","advice":"start it","milliseconds":1.5,"data":{"port":5672,"dead":["a"],"at":"2026-01-02T03:04:05Z","none":null,"on":true,"s":1.5,"n":5,"t":"x"}}""",
            step.GetRawText());
        Assert.Equal("skipped", document.RootElement.GetProperty("steps")[2].GetProperty("status").GetString());
    }
}
