using CsCheck;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Tests.Terminal;

public class WrappedTextTests
{
    [Theory]
    [InlineData("one two three", 20, "one two three")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 3, "one|two|three")]
    [InlineData("one a-word-that-is-longer two", 5, "one|a-word-that-is-longer|two")]
    [InlineData("a-word-that-is-longer", 5, "a-word-that-is-longer")]
    [InlineData("", 5, "")]
    public void Lines_end_between_words(string text, int width, string lines) =>
        Assert.Equal(lines, string.Join('|', WrappedText.Lines(text, width)));

    [Fact]
    public void No_character_is_lost_and_only_long_words_are_too_wide() =>
        Gen.Select(Gen.String[Gen.Char["ab  "], 0, 60], Gen.Int[1, 30]).Sample((text, width) =>
        {
            string[] lines = [.. WrappedText.Lines(text, width)];

            Assert.Equal(text, string.Join(' ', lines));
            Assert.DoesNotContain(lines, line => line.Length > width && line.Trim().Contains(' ', StringComparison.Ordinal));
        });
}
