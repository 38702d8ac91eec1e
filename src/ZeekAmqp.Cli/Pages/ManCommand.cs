using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Pages;

/// <summary><c>zeek-amqp man [COMMAND]</c>: the man pages, made from the commands themselves.</summary>
internal sealed class ManCommand : ICommandPage
{
    private readonly Surroundings _surroundings;
    private readonly Func<ManPages> _pages;
    private readonly Argument<string?> _name = new("COMMAND")
    {
        Description = "The command whose page is printed; without it, that of the tool as a whole.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _folder = new("--folder") { HelpName = "FOLDER", Description = "Write all pages into this folder instead." };

    /// <param name="surroundings">Where a page is printed.</param>
    /// <param name="pages">The pages, once all commands are there.</param>
    public ManCommand(Surroundings surroundings, Func<ManPages> pages)
    {
        _surroundings = surroundings;
        _pages = pages;
        Command = new Command("man", "Prints a man page.");
        Command.Add(_name);
        Command.Add(_folder);
        Command.SetAction(Run);
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp man replay | man -l -", "read the page of replay"),
        new("zeek-amqp man --folder /usr/local/share/man/man1", "install all pages"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } = [new(ExitStatus.Success, "the page was printed, or all were written")];

    private int Run(ParseResult result)
    {
        string? name = result.GetValue(_name);
        ManPages pages = _pages();
        if (result.GetValue(_folder) is { } folder)
        {
            if (name is not null)
                throw new UsageException("--folder writes all pages: name no command");
            WriteAll(pages, folder);
            return ExitStatus.Success;
        }

        string page = pages.All().FirstOrDefault(one => one.Name == ManPages.NameOf(name)).Text
            ?? throw new UsageException($"there is no command '{name}'; see zeek-amqp --help");
        _surroundings.Print(page);
        return ExitStatus.Success;
    }

    private static void WriteAll(ManPages pages, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach ((string page, string text) in pages.All())
                File.WriteAllText(Path.Combine(folder, page + ".1"), text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write the pages into '{folder}': {exception.Message}");
        }
    }
}
