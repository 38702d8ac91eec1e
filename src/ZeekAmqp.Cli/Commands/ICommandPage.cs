using System.CommandLine;

namespace ZeekAmqp.Cli.Commands;

/// <summary>A command, and what its page says beside its flags: the same in <c>--help</c> and in its man page.</summary>
internal interface ICommandPage
{
    /// <summary>The command, with its flags and, where it has any, the commands below it.</summary>
    Command Command { get; }

    /// <summary>What one would type, the most usual first; at least one.</summary>
    IReadOnlyList<Example> Examples { get; }

    /// <summary>What the process ends with, beside what <see cref="ExitStatus"/> says of all commands.</summary>
    IReadOnlyList<ExitMeaning> ExitStatuses { get; }
}
