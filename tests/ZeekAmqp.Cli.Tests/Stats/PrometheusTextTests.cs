using CsCheck;
using ZeekAmqp.Cli.Stats;

namespace ZeekAmqp.Cli.Tests.Stats;

public class PrometheusTextTests
{
    [Fact]
    public void Samples_are_read_with_their_labels_and_values()
    {
        MetricSample[] samples = Read(
            """
            # HELP x_total Something.
            # TYPE x_total counter
            x_total{log="conn",filter="default"} 12
            x_total{ log = "a\"b\\c\nd\e" , filter="" , } 1.5e3 1700000000000
              x_plain 7
            x_inf -Inf
            y_total 3
            """);

        Assert.Equal([12, 1500, 7, double.NegativeInfinity], samples.Select(sample => sample.Value));
        Assert.Equal("conn", samples[0].Label("log"));
        Assert.Equal("a\"b\\c\nd\\e", samples[1].Label("log"));
        Assert.Equal("", samples[2].Label("log"));
    }

    [Theory]
    [InlineData("x_")]
    [InlineData("x_{")]
    [InlineData("x_{} ")]
    [InlineData("x_{a} 1")]
    [InlineData("x_{a=} 1")]
    [InlineData("x_{a=\"} 1")]
    [InlineData("x_{a=\"b\" c=\"d\"} 1")]
    [InlineData("x_{a=\"b\",1=\"d\"} 1")]
    [InlineData("x_{a=\"b\\\"} 1")]
    [InlineData("x_ one")]
    [InlineData("x_ NaN")]
    [InlineData("x_ 1 2 3")]
    public void Line_that_is_none_is_passed_over(string line) =>
        Assert.Equal([5.0, 6.0], Read($"x_a 5\n{line}\nx_b 6").Select(sample => sample.Value));

    [Fact]
    public void No_text_makes_the_parser_fail() =>
        Gen.String[Gen.Char["x_{}=\",\\n 1.+INaf\n\r\t\0é"], 0, 60].Sample(text => Read("x_" + text).Length <= text.Length + 1, iter: 20_000);

    private static MetricSample[] Read(string text) => [.. PrometheusText.Read(text, "x_")];
}
