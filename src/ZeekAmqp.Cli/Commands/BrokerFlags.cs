using System.CommandLine;
using ZeekAmqp.Cli.Completion;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Commands;

/// <summary>A flag for each option of <see cref="OptionTable"/> that a command has a use for, and the shorter ways to say the same.</summary>
internal sealed class BrokerFlags
{
    private const string UriVariable = "ZEEK_AMQP_URI";
    private const string PasswordVariable = "ZEEK_AMQP_PASSWORD";
    private const string Password = "password";
    private const string PasswordFile = "password_file";

    // The registered port of amqps.
    private const string TlsPort = "5671";

    private readonly Dictionary<string, Option<string>> _flags = [];

    private readonly Option<string> _uri = new("--uri")
    {
        HelpName = "URI",
        Description = $"The broker as amqp://user:password@host:port/vhost, or amqps:// for TLS. From the environment: {UriVariable}.",
    };

    /// <param name="command">Gets the flags.</param>
    /// <param name="isOfUse">Whether an option means something to it.</param>
    public BrokerFlags(Command command, Func<OptionDefinition, bool> isOfUse)
    {
        command.Add(_uri);
        foreach (OptionDefinition option in OptionTable.All.Where(isOfUse))
        {
            var flag = new Option<string>(FlagOf(option.Name)) { HelpName = option.IsFile ? "FILE" : "VALUE", Description = Describe(option) };
            flag.CompletionSources.Add(ValueChoices.Of(option));
            _flags.Add(option.Name, flag);
            command.Add(flag);
        }
    }

    /// <summary>What was said, the weakest first: environment, URI, flags.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <exception cref="UsageException">A URI is wrong, or a file does not exist.</exception>
    public List<RawOption> Read(ParseResult result, Func<string, string?> variable)
    {
        var options = new List<RawOption>();
        if (variable(UriVariable) is { Length: > 0 } environmentUri)
            options.AddRange(BrokerUri.Parse(environmentUri, UriVariable));
        if (variable(PasswordVariable) is { } environmentPassword)
            options.Add(new RawOption(Password, environmentPassword));
        if (result.GetValue(_uri) is { } uri)
            options.AddRange(BrokerUri.Parse(uri, "--uri"));
        if (options.LastOrDefault(option => option.Name == "tls").Value == "T")
            options.Insert(0, new RawOption("amqp_port", TlsPort));
        if (IsSet(result, Password) && IsSet(result, PasswordFile))
            throw new UsageException("--password and --password-file both give the password; use one");

        foreach ((string name, Option<string> flag) in _flags)
        {
            if (result.GetValue(flag) is { } value)
                options.Add(new RawOption(name, IsFile(name) ? FullPath(name, value) : value));
        }

        return options;
    }

    /// <summary>Whether an option has a flag on the command line.</summary>
    public bool IsSet(ParseResult result, string name) =>
        _flags.TryGetValue(name, out Option<string>? flag) && result.GetResult(flag) is not null;

    private static string FlagOf(string name) => "--" + name.Replace('_', '-');

    private static string Describe(OptionDefinition option)
    {
        string preset = option.Default.Length == 0 ? "nothing" : option.Default;
        string allowed = option.IsFile ? "" : $" Allowed: {option.Allowed}.";
        string variable = option.Name == Password ? $" From the environment: {PasswordVariable}." : "";
        return $"{option.Description}{allowed} Default: {preset}.{variable}";
    }

    private static bool IsFile(string name) => OptionTable.All.Any(option => option.Name == name && option.IsFile);

    /// <summary>The path from the root, which is what an option has to be; a file that is missing now is a slip of the keyboard.</summary>
    private static string FullPath(string name, string file)
    {
        if (file.Length > 0 && !File.Exists(file))
            throw new UsageException($"cannot read {FlagOf(name)} '{file}': it is no file");
        return file.Length == 0 ? file : Path.GetFullPath(file);
    }
}
