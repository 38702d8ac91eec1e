using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Spool;

/// <summary>What becomes of a command whose output is not taken.</summary>
internal static class SpoolWriting
{
    // errno: whoever read the other end of a pipe has gone.
    private const int BrokenPipe = 32;

    /// <summary>Writes to standard output.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(Surroundings surroundings, Func<SpoolOutput, int> write) => Run(surroundings, () =>
    {
        using var output = new SpoolOutput(surroundings.Output);
        return write(output);
    });

    /// <summary>Does what writes to standard output, or to a file.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(Surroundings surroundings, Func<int> write)
    {
        try
        {
            return write();
        }
        catch (IOException exception)
        {
            // Who looked at enough of it is not to be told.
            if (exception.HResult != BrokenPipe)
                new MessageArea(surroundings.Error, isTerminal: false).Write($"error: cannot write the output: {exception.Message}");
            return ExitStatus.Incomplete;
        }
    }
}
