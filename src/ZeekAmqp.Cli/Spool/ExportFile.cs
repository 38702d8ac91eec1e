using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Spool;

/// <summary>The file that records are exported to: there when it is complete, and not at all if it does not come to that.</summary>
internal sealed class ExportFile : IDisposable
{
    // What logs hold is nobody else's business.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private bool _isKept;

    /// <param name="path">Its name; there is none of it yet.</param>
    /// <exception cref="UsageException">It cannot be made.</exception>
    public ExportFile(string path)
    {
        _path = path;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 64 * 1024 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            Stream = new FileStream(path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string why = exception switch
            {
                UnauthorizedAccessException => "permission denied",
                DirectoryNotFoundException => "there is no such folder",
                _ when File.Exists(path) => "it is there already; name another, or remove it",
                _ => exception.Message,
            };
            throw new UsageException($"cannot make the file '{path}': {why}");
        }
    }

    /// <summary>Where to write.</summary>
    public FileStream Stream { get; }

    /// <summary>It is complete.</summary>
    public void Keep()
    {
        Stream.Flush(flushToDisk: true);
        _isKept = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isKept)
            File.Delete(_path);
    }
}
