using System.Text;
using Microsoft.Win32.SafeHandles;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Terminal;

/// <summary>All that the tool sees of the world around it: standard streams, environment, clock, broker.</summary>
internal sealed record Surroundings
{
    // Where nobody looks at a terminal, this much fits into most.
    private const int UnknownWidth = 120;

    private const int UnknownHeight = 24;

    private const nint StandardOutput = 1;

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Standard output, as bytes.</summary>
    public required Stream Output { get; init; }

    /// <summary>Standard error; what is written to it is seen at once.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person looks at standard output.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether standard output can be written over: a terminal, and one that obeys commands.</summary>
    public bool CanDrawOnOutput => IsOutputTerminal && !IsDumb;

    /// <summary>Whether that person's terminal may be told of colours (https://no-color.org).</summary>
    public bool HasColours => CanDrawOnOutput && string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>Whether a person looks at standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether standard error can be written over.</summary>
    public bool CanDrawOnError => IsErrorTerminal && !IsDumb;

    /// <summary>Columns of the terminal.</summary>
    public Func<int> Width { get; init; } = () => UnknownWidth;

    /// <summary>Rows of the terminal.</summary>
    public Func<int> Height { get; init; } = () => UnknownHeight;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the way to a broker.</summary>
    public Func<BrokerOptions, DiagnosticQueue, IBroker> BrokerFactory { get; init; } = RabbitMqBroker.Create;

    // As terminfo has it: one that can do nothing but show lines.
    private bool IsDumb => Variable("TERM") == "dumb";

    /// <summary>Writes a text to standard output, where it is seen at once.</summary>
    public void Print(string text)
    {
        Output.Write(Encoding.UTF8.GetBytes(text));
        Output.Flush();
    }

    /// <summary>This process's own.</summary>
    public static Surroundings OfProcess() => new()
    {
        OpenInput = Console.OpenStandardInput,
        Output = OpenOutput(),
        Error = Console.Error,
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        Width = ReadWidth,
        Height = () => TerminalSize.Read().Rows is > 0 and int height ? height : UnknownHeight,
        Variable = Environment.GetEnvironmentVariable,
    };

    private static Stream OpenOutput()
    {
        // The console's own stream does not tell that a pipe's reader has gone; a file's does not move the place that is shared with
        // the processes before and after this one.
        var output = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek ? Console.OpenStandardOutput() : output;
    }

    private static int ReadWidth()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0)
            return columns;
        return TerminalSize.Read().Columns is > 0 and int width ? width : UnknownWidth;
    }
}
