using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Completion;

/// <summary><c>zeek-amqp completion SHELL</c>: what a shell needs to complete command lines of the tool.</summary>
internal sealed class CompletionCommand : ICommandPage
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish." };

    public CompletionCommand(Surroundings surroundings)
    {
        Command = new Command("completion", "Prints a script by which a shell completes commands, flags and their values.");
        Command.Add(_shell);
        _shell.AcceptOnlyFromAmong([.. ShellScript.Shells]);
        Command.SetAction(result => surroundings.Print(ShellScript.Of(result.GetValue(_shell)!)));
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("source <(zeek-amqp completion bash)", "complete in this shell; in ~/.bashrc, in each"),
        new("zeek-amqp completion zsh >/usr/local/share/zsh/site-functions/_zeek-amqp", "for all users of zsh"),
        new("zeek-amqp completion fish >~/.config/fish/completions/zeek-amqp.fish", "for fish"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } = [new(ExitStatus.Success, "the script was printed")];
}
