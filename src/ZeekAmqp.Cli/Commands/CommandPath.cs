using System.CommandLine;
using System.CommandLine.Parsing;

namespace ZeekAmqp.Cli.Commands;

/// <summary>What a command is called, with all that stands above it.</summary>
internal static class CommandPath
{
    /// <summary>E.g. <c>zeek-amqp spool list</c>.</summary>
    public static string Of(ParseResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult { Command: var command }; at = at.Parent)
            names.Push(command is RootCommand ? "zeek-amqp" : command.Name);
        return string.Join(' ', names);
    }
}
