using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Cli.Terminal;

/// <summary>Standard error: messages that stay, and below them a line that changes while work goes on. Thread-safe.</summary>
/// <param name="error">Where it is shown.</param>
/// <param name="isTerminal">Whether a line can change; else there is none.</param>
internal sealed class MessageArea(TextWriter error, bool isTerminal)
{
    // ECMA-48: erase the line.
    private const string EraseLine = "\r\u001b[2K";

    private readonly Lock _lock = new();
    private string _line = "";

    /// <summary>Writes a message of the tool. Names in it, of files and of logs, may have been chosen to command the terminal.</summary>
    public void Write(string text)
    {
        string shown = ShownText.Of(text);
        lock (_lock)
        {
            string erase = _line.Length > 0 ? EraseLine : "";
            error.Write($"{erase}zeek-amqp: {shown}\n{_line}");
            error.Flush();
        }
    }

    /// <summary>Writes a message of the delivery.</summary>
    public void Write(Diagnostic diagnostic) => Write($"{diagnostic.Level.ToString().ToLowerInvariant()}: {diagnostic.Text}");

    /// <summary>Changes the line; an empty text takes it away.</summary>
    public void ShowLine(string text)
    {
        if (!isTerminal)
            return;
        lock (_lock)
        {
            _line = text;
            error.Write(EraseLine + text);
            error.Flush();
        }
    }
}
