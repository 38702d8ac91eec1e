using System.CommandLine;
using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Pages;

/// <summary>Section 1 of the manual: a page of the tool, and one of each command.</summary>
/// <param name="root">The tool.</param>
/// <param name="pages">Its commands.</param>
internal sealed class ManPages(RootCommand root, IReadOnlyList<ICommandPage> pages)
{
    private const string Tool = "zeek-amqp";

    private static readonly (string Variable, string Meaning)[] Variables =
    [
        ("ZEEK_AMQP_URI", "The broker, as --uri says it. Flags win."),
        ("ZEEK_AMQP_PASSWORD", "The password at the broker, out of sight of the list of processes. --uri and --password win."),
        ("ZEEK_AMQP_MANAGEMENT", "The broker's management API, as --management says it. The flag wins."),
        ("NO_COLOR", "If it is set and not empty, there are no colours on a terminal."),
        ("COLUMNS", "The width of tables, instead of the terminal's."),
    ];

    /// <summary>What a command's page is called, without the section; null is the tool as a whole.</summary>
    public static string NameOf(string? command) => command is null ? Tool : $"{Tool}-{command}";

    /// <summary>All pages: names, and texts for man(7).</summary>
    public IEnumerable<(string Name, string Text)> All()
    {
        yield return (Tool, Overview());
        foreach (ICommandPage page in pages)
            yield return (NameOf(page.Command.Name), PageOf(page));
    }

    private string Overview()
    {
        var text = new ManText(Tool);
        text.Section("NAME").Paragraph($"{Tool} - {ManText.WithoutStop(root.Description)}");
        text.Section("SYNOPSIS").Line($"{Tool} COMMAND [ARGUMENT...]");
        text.Section("COMMANDS");
        foreach (ICommandPage page in pages)
            text.Entry($"{Tool} {page.Command.Name}", page.Command.Description ?? "");
        Statuses(text, [new(ExitStatus.Success, "all that was asked for has happened"), new(ExitStatus.Incomplete, "something did not arrive, or is not as it should be")]);
        Environment(text);
        text.Section("SEE ALSO").Paragraph(string.Join(", ", pages.Select(page => $"{NameOf(page.Command.Name)}(1)")) + ", zeek(8), rabbitmqctl(8)");
        return text.ToString();
    }

    private static string PageOf(ICommandPage page)
    {
        var text = new ManText(NameOf(page.Command.Name));
        string description = page.Command.Description ?? "";
        // The first sentence is the page's name, all of it the description.
        text.Section("NAME").Paragraph($"{NameOf(page.Command.Name)} - {ManText.WithoutStop(description.Split(". ")[0])}");
        text.Section("SYNOPSIS");
        Synopses(text, page.Command, Tool);
        text.Section("DESCRIPTION").Paragraph(description);
        Arguments(text, page.Command);
        foreach (Command below in page.Command.Subcommands.Where(below => !below.Hidden))
        {
            text.Subsection($"{page.Command.Name} {below.Name}").Paragraph(below.Description ?? "");
            Arguments(text, below);
        }

        if (page.Command.Options.Count > 0)
            text.Section("OPTIONS");
        Options(text, page.Command);
        foreach (Command below in page.Command.Subcommands.Where(below => !below.Hidden && below.Options.Count > 0))
        {
            text.Subsection($"Options of {page.Command.Name} {below.Name}");
            Options(text, below);
        }

        text.Section("EXAMPLES");
        foreach (Example example in page.Examples)
            text.Paragraph($"{char.ToUpperInvariant(example.Purpose[0])}{example.Purpose[1..]}:").Code(example.Line);
        Statuses(text, page.ExitStatuses);
        Environment(text);
        text.Section("SEE ALSO").Paragraph($"{Tool}(1)");
        return text.ToString();
    }

    private static void Synopses(ManText text, Command command, string above)
    {
        string name = $"{above} {command.Name}";
        if (command.Subcommands.Count > 0)
        {
            foreach (Command below in command.Subcommands.Where(below => !below.Hidden))
                Synopses(text, below, name);
            return;
        }

        IEnumerable<string> arguments = command.Arguments.Select(argument =>
        {
            string shown = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
            return argument.Arity.MinimumNumberOfValues == 0 ? $"[{shown}]" : shown;
        });
        string options = command.Options.Count > 0 ? " [OPTION...]" : "";
        text.Line($"{name}{options} {string.Join(' ', arguments)}".TrimEnd());
    }

    private static void Arguments(ManText text, Command command)
    {
        foreach (Argument argument in command.Arguments)
            text.Entry(argument.Name, argument.Description ?? "");
    }

    private static void Options(ManText text, Command command)
    {
        foreach (Option option in command.Options.Where(option => !option.Hidden))
        {
            string names = string.Join(", ", option.Aliases.Prepend(option.Name));
            string value = option.HelpName is { Length: > 0 } given ? $" {given}" : "";
            text.Entry(names + value, option.Description ?? "");
        }
    }

    private static void Statuses(ManText text, IEnumerable<ExitMeaning> statuses)
    {
        text.Section("EXIT STATUS");
        foreach (ExitMeaning status in statuses.Concat(ExitStatus.OfAll))
            text.Entry($"{status.Status}", $"{char.ToUpperInvariant(status.Meaning[0])}{status.Meaning[1..]}.");
        text.Entry("128+n", "Ended by signal n.");
    }

    private static void Environment(ManText text)
    {
        text.Section("ENVIRONMENT");
        foreach ((string variable, string meaning) in Variables)
            text.Entry(variable, meaning);
    }
}
