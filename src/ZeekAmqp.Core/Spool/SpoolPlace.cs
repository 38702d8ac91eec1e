using System.Globalization;

namespace ZeekAmqp.Core.Spool;

/// <summary>Where spools are.</summary>
public static class SpoolPlace
{
    private const string Name = "zeek-amqp";
    private const string SystemFolder = "/var/lib/" + Name;

    // Together with the port's five digits and the separators below the 255 bytes of a file name, with room for a hidden name.
    private const int MaxPartChars = 80;

    /// <summary>The folder for one broker: <c>host_port_vhost</c>, escaped.</summary>
    public static string BrokerFolder(string spoolDirectory, string hostname, int port, string vhost)
    {
        // Host names know no case; '_' is escaped in the parts.
        string host = EscapedName.Of(hostname.ToLowerInvariant(), MaxPartChars);
        string name = string.Create(CultureInfo.InvariantCulture, $"{host}_{port}_{EscapedName.Of(vhost, MaxPartChars)}");
        return Path.Combine(spoolDirectory, name);
    }

    /// <summary>
    /// The spool directory when none is set: systemd's <c>$STATE_DIRECTORY/zeek-amqp</c>, <c>/var/lib/zeek-amqp</c> if it can be used,
    /// <c>$XDG_STATE_HOME/zeek-amqp</c>, <c>$HOME/.local/state/zeek-amqp</c>, or null.
    /// </summary>
    /// <param name="environment">Gives an environment variable, or null.</param>
    /// <param name="canUse">Whether a folder is there, or can be made, and can be written to: <see cref="CanUse"/>.</param>
    public static string? Default(Func<string, string?> environment, Func<string, bool> canUse)
    {
        // systemd lists several with colons between them.
        if (environment("STATE_DIRECTORY")?.Split(':')[0] is { Length: > 0 } state && Path.IsPathRooted(state))
            return Path.Combine(state, Name);
        if (canUse(SystemFolder))
            return SystemFolder;
        // The XDG specification wants relative ones ignored.
        if (environment("XDG_STATE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
            return Path.Combine(xdg, Name);
        return environment("HOME") is { Length: > 0 } home && Path.IsPathRooted(home) ? Path.Combine(home, ".local", "state", Name) : null;
    }

    /// <summary>As <see cref="Default"/>, for who only looks: nothing is made, and what is not there, or may not be read, is not it.</summary>
    public static string? DefaultToRead(ISpoolFiles files, Func<string, string?> environment) => Default(environment, folder => CanRead(files, folder));

    /// <summary>Whether a folder is there, or can be made, and can be written to. Makes it.</summary>
    public static bool CanUse(ISpoolFiles files, string folder)
    {
        string probe = Path.Combine(folder, $".probe-{RandomName.Next()}");
        try
        {
            files.CreateFolder(folder);
            files.Create(probe).Dispose();
            files.Delete(probe);
            return true;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            return false;
        }
    }

    /// <summary>Folders of other brokers with messages that no process holds: nobody delivers them unless asked to.</summary>
    public static IReadOnlyList<string> Others(ISpoolFiles files, string spoolDirectory, string brokerFolder) =>
    [
        .. Visible(files, spoolDirectory)
            .Where(folder => folder != brokerFolder && Visible(files, folder).Any(process => SpoolFolder.IsLeftWithRecords(files, process))),
    ];

    private static bool CanRead(ISpoolFiles files, string folder)
    {
        try
        {
            return files.FolderExists(folder) && files.Folders(folder).Count >= 0;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            return false;
        }
    }

    private static IEnumerable<string> Visible(ISpoolFiles files, string folder)
    {
        try
        {
            return files.Folders(folder).Where(name => !FolderRemoval.IsHidden(name)).Select(name => Path.Combine(folder, name));
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // Another user's, and this is for a warning only.
            return [];
        }
    }
}
