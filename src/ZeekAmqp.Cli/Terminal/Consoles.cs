using Spectre.Console;

namespace ZeekAmqp.Cli.Terminal;

/// <summary>Makes consoles for tables.</summary>
internal static class Consoles
{
    /// <summary>A console that writes colours only for a person.</summary>
    public static IAnsiConsole Create(TextWriter writer, bool isTerminal, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        return console;
    }
}
