using System.Text.RegularExpressions;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>An option is in the parser's table, in README.md's, and in the script that declares it, with the same default.</summary>
public partial class OptionPlacesTests
{
    private static readonly string[] Names = [.. OptionTable.All.Select(option => option.Name)];

    [Fact]
    public void Readme_has_a_row_for_each_option_in_the_same_order() =>
        Assert.Equal(Names, ReadmeRow().Matches(Document("README.md")).Select(row => row.Groups["name"].Value));

    [Fact]
    public void Script_declares_each_option_in_the_same_order_with_a_comment() =>
        Assert.Equal(Names, Declaration().Matches(Document("init_default.zeek")).Select(found => found.Groups["name"].Value));

    [Fact]
    public void Script_declares_nothing_without_a_comment()
    {
        int declarations = BareDeclaration().Count(Document("init_default.zeek"));
        Assert.Equal(declarations, Declaration().Count(Document("init_default.zeek")));
    }

    [Fact]
    public void Defaults_are_the_same_in_all_places()
    {
        foreach (Match row in ReadmeRow().Matches(Document("README.md")))
            AssertDefault("README.md", row);
        foreach (Match declaration in Declaration().Matches(Document("init_default.zeek")))
            AssertDefault("init_default.zeek", declaration);
    }

    private static void AssertDefault(string document, Match found)
    {
        string name = found.Groups["name"].Value;
        string text = found.Groups["default"].Value;
        OptionDefinition option = OptionTable.All.Single(option => option.Name == name);
        string expected = option.Default;
        // Zeek's literals: text in quotes, an interval with its unit.
        string actual = text.StartsWith('"') ? text.Trim('"') : text;
        bool isInterval = OptionText.Interval(text) is { } interval && OptionText.Interval(expected) == interval;
        Assert.True(actual == expected || isInterval, $"{document} says that the default of {name} is {text}, but it is '{expected}'");
    }

    private static string Document(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", name));

    // | `name` ↻ | `default` | meaning |
    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)`(?<changeable> ↻)? \| `(?<default>[^`]+)` \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex ReadmeRow();

    //     ## comment
    //     const name: type = default &redef;
    [GeneratedRegex(@"^ +## .+\n +(const|option) (?<name>[a-z_]+)(: [^=]+)? = (?<default>.+?)( &redef)?;", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^ +(const|option) ", RegexOptions.Multiline)]
    private static partial Regex BareDeclaration();
}
