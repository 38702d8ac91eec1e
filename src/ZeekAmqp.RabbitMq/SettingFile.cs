using System.Security;

namespace ZeekAmqp.RabbitMq;

/// <summary>Reads files that options name. Blocks as long as the file system does.</summary>
/// <param name="warn">Hears of a secret that others can read.</param>
internal sealed class SettingFile(Action<string> warn)
{
    // Certificates of all public authorities together take a quarter of this; it keeps a wrong path, to a disk say, from filling memory.
    private const long MaxBytes = 1024 * 1024;

    private const UnixFileMode ForOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>A whole file.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="isSecret">Whether nobody else should be able to read it.</param>
    /// <exception cref="SettingException">It cannot be read.</exception>
    public string Read(string option, string path, bool isSecret)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (isSecret && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ForOthers) != 0)
                warn($"{option} '{path}' holds a secret, but every user of this machine can read it; chmod 600 it");
            using var reader = new StreamReader(file);
            char[] text = new char[MaxBytes + 1];
            int length = reader.ReadBlock(text);
            return length <= MaxBytes
                ? new string(text, 0, length)
                : throw new SettingException($"{option} '{path}' is larger than {MaxBytes} bytes", "name the right file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            string why = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "does not exist",
                UnauthorizedAccessException when Directory.Exists(path) => "is a folder",
                UnauthorizedAccessException => $"may not be read by user '{Environment.UserName}'",
                _ => $"cannot be read: {exception.Message}",
            };
            throw new SettingException($"{option} '{path}' {why}", "correct the option, or the file and its rights");
        }
    }

    /// <summary>The first line of a file that holds a secret.</summary>
    /// <exception cref="SettingException">It cannot be read, or is empty.</exception>
    public string FirstLine(string option, string path)
    {
        string? line = new StringReader(Read(option, path, isSecret: true)).ReadLine();
        return line is { Length: > 0 } ? line : throw new SettingException($"the first line of {option} '{path}' is empty", "write it there");
    }
}
