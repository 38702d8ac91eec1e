using ZeekAmqp.Cli.Filter;

namespace ZeekAmqp.Cli.Tests.Filter;

/// <summary>What is said about a text that is no filter, and where it points.</summary>
public class FilterErrorTests
{
    [Theory]
    [InlineData("", 0, "it is empty")]
    [InlineData("  ", 0, "it is empty")]
    [InlineData("a ==", 4, "a value is expected here")]
    [InlineData("a == && b", 5, "a value is expected here")]
    [InlineData("a == b", 5, "texts stand in double quotes")]
    [InlineData("a == 'b'", 5, "texts stand in double quotes")]
    [InlineData("a = 1", 2, "'=' is no operator; == compares")]
    [InlineData("a == 1 & b", 7, "'&' is no operator; && means and")]
    [InlineData("a | b", 2, "'|' is no operator; || means or")]
    [InlineData("a and b", 2, "'and' is no operator")]
    [InlineData("not a", 4, "&&, || or the end is expected here")]
    [InlineData("a !~ /x/", 2, "'!~' is no operator")]
    [InlineData("a b", 2, "&&, || or the end is expected here")]
    [InlineData("443 == id.resp_p", 0, "a field comes first")]
    [InlineData("\"x\" == a", 0, "a field comes first")]
    [InlineData("true", 0, "write `true` if it is one")]
    [InlineData("a && ", 5, "a field's name is expected here")]
    [InlineData("(a", 0, "this ( is not closed")]
    [InlineData("(a b)", 3, "&&, || or ) is expected here")]
    [InlineData("a)", 1, "a ( is missing for this )")]
    [InlineData("a == \"x", 5, "a text in quotes is not closed")]
    [InlineData("a == \"x\\", 5, "a text in quotes is not closed")]
    [InlineData("a == \"\\.org\"", 6, "a backslash stands before")]
    [InlineData("`a == 1", 0, "a name in backquotes is not closed")]
    [InlineData("a == 1.2.3", 5, "this is no number, address or subnet")]
    [InlineData("a == 1.2.3.4/33", 5, "this is no number, address or subnet")]
    [InlineData("a == 0x10", 5, "this is no number, address or subnet")]
    [InlineData("a < 10.0.0.0/8", 4, "this has no order")]
    [InlineData("a > true", 4, "this has no order")]
    [InlineData("a in 443", 5, "a subnet or a list is expected here")]
    [InlineData("a in [1, 2", 5, "this [ is not closed")]
    [InlineData("a in [1 2]", 8, "a comma or ] is expected here")]
    [InlineData("a in []", 6, "a value is expected here")]
    [InlineData("a =~ 5", 5, "a regular expression is expected here")]
    [InlineData("a =~ /x", 5, "a regular expression is not closed")]
    [InlineData("a =~ /x(/", 5, "no regular expression: Not enough )'s")]
    [InlineData("a =~ /(x)\\1/", 5, "looks around or back")]
    [InlineData("a =~ \"(?=x)\"", 5, "looks around or back")]
    public void What_is_wrong_is_said_and_where(string filter, int position, string problem)
    {
        var exception = Assert.Throws<FilterException>(() => FilterExpression.Parse(filter));

        Assert.Contains(problem, exception.Message);
        Assert.Equal(position, exception.Position);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('!')]
    public void Depth_has_a_limit(char sign)
    {
        var exception = Assert.Throws<FilterException>(() => FilterExpression.Parse(new string(sign, 100_000) + "a"));

        Assert.Contains("more than 200 parentheses and !", exception.Message);
    }

    [Fact]
    public void Many_conditions_beside_each_other_are_none_inside_each_other() =>
        FilterExpression.Parse(string.Join(" || ", Enumerable.Range(0, 1000).Select(i => $"(a == {i})")));

    [Theory]
    [InlineData("a == b", "a == b", "     ^")]
    [InlineData("a\t== 日本 + \"x\"", "a == 日本 + \"x\"", "     ^")]
    [InlineData("`日本` == b", "`日本` == b", "          ^")]
    public void Caret_stands_below_the_place(string filter, string text, string caret)
    {
        var exception = Assert.Throws<FilterException>(() => FilterExpression.Parse(filter));

        Assert.Equal((text, caret), exception.Show(filter));
    }

    [Fact]
    public void Of_a_long_filter_the_part_around_the_place_is_shown()
    {
        string filter = string.Join(" && ", Enumerable.Repeat("service", 50)) + " == b && " + string.Join(" && ", Enumerable.Repeat("service", 50));
        (string text, string caret) = Assert.Throws<FilterException>(() => FilterExpression.Parse(filter)).Show(filter);

        Assert.True(text.Length < 80, text);
        Assert.StartsWith("…", text);
        Assert.EndsWith("…", text);
        Assert.StartsWith("b && ", text[caret.IndexOf('^')..]);
    }
}
