namespace ZeekAmqp.Cli.ZeekProgram;

/// <summary>Zeek could not be run to its end. The message is for the user.</summary>
/// <param name="message">What happened.</param>
/// <param name="advice">What to do; the flag that names the program is left to the command.</param>
/// <param name="isStarted">Whether it was running.</param>
internal sealed class ZeekProgramException(string message, string advice, bool isStarted) : Exception(message)
{
    public string Advice { get; } = advice;

    public bool IsStarted { get; } = isStarted;
}
