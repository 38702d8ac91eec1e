using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>What of the options may change while a writer is open.</summary>
public sealed partial class ChangeableOptionTests
{
    [Fact]
    public void In_Zeek_the_options_that_can_change_are_options_and_the_others_constants()
    {
        string script = File.ReadAllText(InRepository("scripts/init_default.zeek"));
        string[] inZeek = [.. Declaration().Matches(script).Where(match => match.Groups["kind"].Value == "option").Select(match => match.Groups["name"].Value)];
        Assert.Equal(OptionTable.All.Where(option => option.IsChangeable).Select(option => option.Name), inZeek);
    }

    [Fact]
    public void The_documentation_marks_the_options_that_can_change()
    {
        string readme = File.ReadAllText(InRepository("README.md"));
        string[] marked = [.. MarkedRow().Matches(readme).Select(match => match.Groups["name"].Value)];
        Assert.Equal(OptionTable.All.Where(option => option.IsChangeable).Select(option => option.Name), marked);
    }

    [Fact]
    public void An_option_that_cannot_change_is_refused_by_name_with_both_values_and_those_that_can()
    {
        var exception = Assert.Throws<OptionException>(() => OptionChange.Apply([new("queue_name", "a")], [new("queue_name", "b")]));
        Assert.Contains("option 'queue_name' has the value 'a' and cannot become 'b'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("hostname, amqp_port", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_writer_has_for_itself_may_change_globally_whatever_it_is()
    {
        RawOption own = new("queue_name", "own", OptionOrigin.Filter);
        RawOption[] after = OptionChange.Apply([new("queue_name", "a"), own], [new("queue_name", "b"), new("hostname", "mq2")]);
        Assert.Equal([new("queue_name", "b"), new("hostname", "mq2"), own], after);
    }

    [Fact]
    public void A_single_value_is_checked_without_the_others()
    {
        // Alone it would be refused for want of tls, which may come a moment later.
        OptionChange.Check(new RawOption("tls_ca_file", "/ca"));
        var exception = Assert.Throws<OptionException>(() => OptionChange.Check(new RawOption("amqp_port", "0")));
        Assert.Equal("option 'amqp_port' has the value '0'; allowed is a port from 1 to 65535", exception.Message);
    }

    private static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", path);

    [GeneratedRegex(@"^    (?<kind>option|const) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\| `(?<name>\w+)` ↻ \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MarkedRow();
}
