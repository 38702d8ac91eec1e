using System.Text;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Standard output, line by line. One thread.</summary>
/// <param name="output">Where it goes.</param>
internal sealed class LineOutput(Stream output)
{
    private readonly BufferedStream _output = new(output, 64 * 1024);

    /// <summary>Writes a line, now or with the next <see cref="Flush"/>.</summary>
    /// <exception cref="OutputException">It could not be written.</exception>
    public void WriteLine(ReadOnlySpan<byte> line)
    {
        try
        {
            _output.Write(line);
            _output.WriteByte((byte)'\n');
        }
        catch (IOException exception)
        {
            throw new OutputException(exception);
        }
    }

    /// <summary>Writes a line.</summary>
    /// <exception cref="OutputException">It could not be written.</exception>
    public void WriteLine(string line) => WriteLine(Encoding.UTF8.GetBytes(line));

    /// <summary>All lines have been written when this returns.</summary>
    /// <exception cref="OutputException">They could not be.</exception>
    public void Flush()
    {
        try
        {
            _output.Flush();
        }
        catch (IOException exception)
        {
            throw new OutputException(exception);
        }
    }
}
