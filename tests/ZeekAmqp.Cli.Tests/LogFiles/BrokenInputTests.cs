using System.IO.Compression;
using System.Text;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.LogFiles;

/// <summary>Inputs that are empty, cut off, mixed up or no logs at all.</summary>
public class BrokenInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("#separator \\x09\n#path\tt\n#fields\ta\n#types\tcount\n")]
    public void Nothing_comes_of_a_file_without_records(string text)
    {
        Reading reading = Reading.Of(text, "t");

        Assert.Empty(reading.Messages);
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData("1", "the line has 1 fields, its header 2")]
    [InlineData("1\t2\t3", "the line has 3 fields, its header 2")]
    [InlineData("x\t2\t3", "the line has 3 fields, its header 2")]
    public void Line_with_another_number_of_fields_is_malformed_and_the_rest_goes_on(string line, string problem)
    {
        Reading reading = Reading.Of(Samples.Head("t", "a\tb", "count\tcount") + line + "\n3\t4\n");

        Assert.Equal(["9: " + problem], reading.Problems);
        Assert.Equal(["""{"t": {"a":3,"b":4}}"""], reading.Messages);
    }

    [Fact]
    public void Carriage_returns_at_the_ends_of_lines_are_no_part_of_them()
    {
        string text = (Samples.Head("t", "a\tb", "count\tstring") + "1\tx\n").Replace("\n", "\r\n", StringComparison.Ordinal) + "{\"a\":1}\r\n";

        Reading reading = Reading.Of(text, "j");

        Assert.Empty(reading.Problems);
        Assert.Equal(["""{"t": {"a":1,"b":"x"}}""", """{"j": {"a":1}}"""], reading.Messages);
    }

    [Fact]
    public void Byte_order_mark_is_skipped() =>
        Assert.Single(Reading.Of(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFF{\"a\":1}\n")), "j").Messages);

    [Fact]
    public void Last_line_needs_no_end() =>
        Assert.Equal(["""{"t": {"a":1}}"""], Reading.Of(Samples.Head("t", "a", "count") + "1").Messages);

    [Fact]
    public void Line_of_a_megabyte_is_a_record()
    {
        string value = new('x', 1 << 20);

        Reading reading = Reading.Of(Samples.Head("t", "a", "string") + value + "\n\\x79\n{\"b\":\"" + value + "\"}\n", "j");

        Assert.Empty(reading.Problems);
        Assert.Equal([$$$"""{"t": {"a":"{{{value}}}"}}""", """{"t": {"a":"y"}}"""], reading.Messages.Take(2));
    }

    [Fact]
    public void Line_that_is_too_long_is_skipped_whole()
    {
        var lines = new LineReader(new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 1000) + "\nnext\n" + new string('y', 65))), 64);

        Assert.True(lines.TryRead(out ReadOnlySpan<byte> line) && lines.IsTooLong && line.IsEmpty && lines.LineNumber == 1);
        Assert.True(lines.TryRead(out line) && !lines.IsTooLong && line.SequenceEqual("next"u8) && lines.LineNumber == 2);
        Assert.True(lines.TryRead(out line) && lines.IsTooLong && lines.LineNumber == 3);
        Assert.False(lines.TryRead(out _));
    }

    [Fact]
    public void Binary_file_has_only_malformed_lines()
    {
        var content = new byte[100_000];
        new Random(7).NextBytes(content);

        Reading reading = Reading.Of(new MemoryStream(content), "conn");

        Assert.Empty(reading.Messages);
        Assert.NotEmpty(reading.Problems);
        Assert.All(reading.Problems, problem => Assert.DoesNotContain(problem, char.IsControl));
    }

    [Fact]
    public void What_an_input_holds_cannot_speak_to_the_terminal_through_a_problem()
    {
        string name = "a\u001b[2J" + new string('x', 1000);

        Reading reading = Reading.Of(
            Samples.Head("t", name + "\tb", "count\tcount") + "no number\t1\n{\"a\":tru\u001b[2J}\n{\"a\":" + new string('t', 1000) + "}\n", "j");

        Assert.Equal(3, reading.Problems.Count);
        Assert.StartsWith(@"9: column 'a\x1b[2Jxxx", reading.Problems[0], StringComparison.Ordinal);
        Assert.All(reading.Problems, problem => Assert.True(problem.Length < 400 && !problem.Any(char.IsControl), problem));
    }

    [Fact]
    public void Truncated_gzip_gives_its_records_and_then_fails()
    {
        byte[] whole = Samples.Gzip(Samples.ConnTsv(20_000));
        var lines = new LineReader(GzipDetection.Open(new MemoryStream(whole[..(whole.Length / 2)])));

        Assert.Throws<InvalidDataException>(() =>
        {
            while (lines.TryRead(out _))
            {
            }
        });
        Assert.True(lines.LineNumber > 1000);
    }

    [Fact]
    public void Gzip_of_several_members_is_read_to_the_end()
    {
        byte[] content = [.. Samples.Gzip(Samples.ConnTsv(3)), .. Samples.Gzip(Samples.ConnTsv(2))];

        Reading reading = Reading.Of(GzipDetection.Open(new MemoryStream(content)));

        Assert.Equal(5, reading.Messages.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u001f")]
    [InlineData("{")]
    public void Short_input_is_not_taken_for_gzip(string text)
    {
        using Stream stream = GzipDetection.Open(new MemoryStream(Encoding.Latin1.GetBytes(text)));

        Assert.IsNotType<GZipStream>(stream);
        Assert.Equal(text, new StreamReader(stream, Encoding.Latin1).ReadToEnd());
    }
}
