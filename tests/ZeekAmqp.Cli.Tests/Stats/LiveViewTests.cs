using System.Text;
using ZeekAmqp.Cli.Stats;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Tests.Stats;

public class LiveViewTests
{
    private const string Begin = "\u001b[?25l";
    private const string End = "\u001b[?25h";

    private readonly MemoryStream _output = new();
    private int _width = 80;
    private int _height = 24;

    [Fact]
    public void View_is_drawn_over_the_one_before_and_the_cursor_comes_back()
    {
        LiveView view = View();

        view.Show(StatsLayoutTests.Snapshot());
        view.Show(StatsLayoutTests.Snapshot());
        view.End();

        string[] frames = Written().Split("\r\u001b[13A");
        Assert.Equal(2, frames.Length);
        Assert.StartsWith(Begin, frames[0]);
        Assert.Equal(13, frames[0].Count(character => character == '\n'));
        Assert.EndsWith("\u001b[J" + End, frames[1]);
    }

    [Fact]
    public void View_is_cut_to_the_height_of_the_terminal()
    {
        _height = 6;
        LiveView view = View();

        view.Show(StatsLayoutTests.Snapshot());

        Assert.Equal(5, Written().Count(character => character == '\n'));
        Assert.Contains("… and 9 lines more: make the window higher", Written());
    }

    [Fact]
    public void Change_of_size_draws_the_last_one_anew_over_the_broken_lines()
    {
        LiveView view = View();
        view.Show(StatsLayoutTests.Snapshot());
        view.Adjust();
        int before = Written().Length;

        _width = 40;
        view.Adjust();

        // 10 of its 13 lines took more than 40 cells.
        Assert.StartsWith("\r\u001b[23A", Written()[before..]);
    }

    [Fact]
    public void NO_COLOR_is_honoured()
    {
        View("1").Show(StatsLayoutTests.Snapshot());

        Assert.DoesNotContain("m", System.Text.RegularExpressions.Regex.Replace(Written(), "\u001b\\[[0-9;?]*[A-Za-ln-z]", "")
            .Split('\u001b').Skip(1).Select(rest => rest.TrimStart('[', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ';')[..1]));
    }

    [Fact]
    public void View_that_was_never_shown_leaves_nothing()
    {
        View().End();

        Assert.Equal("", Written());
    }

    private LiveView View(string noColour = "") => new(
        new Surroundings
        {
            OpenInput = () => Stream.Null,
            Output = _output,
            Error = TextWriter.Null,
            IsOutputTerminal = true,
            Width = () => _width,
            Height = () => _height,
            Variable = name => name == "NO_COLOR" ? noColour : null,
        },
        isPerNode: false);

    private string Written() => Encoding.UTF8.GetString(_output.ToArray());
}
