using System.CommandLine;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Commands;

/// <summary>A flag for each option of <see cref="OptionTable"/>, and the shorter ways to say the same.</summary>
internal sealed class BrokerFlags
{
    private const string UriVariable = "ZEEK_AMQP_URI";
    private const string PasswordVariable = "ZEEK_AMQP_PASSWORD";
    private const string Password = "password";

    private readonly Dictionary<string, Option<string>> _flags = [];

    private readonly Option<string> _uri = new("--uri")
    {
        HelpName = "URI",
        Description = $"The broker as amqp://user:password@host:port/vhost. From the environment: {UriVariable}.",
    };

    private readonly Option<string> _passwordFile = new("--password-file")
    {
        HelpName = "FILE",
        Description = $"File whose first line is the password. From the environment: {PasswordVariable}.",
    };

    /// <param name="command">Gets the flags.</param>
    /// <param name="omitted">Names of options that mean nothing to it.</param>
    public BrokerFlags(Command command, params string[] omitted)
    {
        command.Add(_uri);
        command.Add(_passwordFile);
        foreach (OptionDefinition option in OptionTable.All.Where(option => !omitted.Contains(option.Name)))
        {
            var flag = new Option<string>(FlagOf(option.Name)) { HelpName = "VALUE", Description = Describe(option) };
            _flags.Add(option.Name, flag);
            command.Add(flag);
        }
    }

    /// <summary>What was said, the weakest first: environment, URI, flags.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <exception cref="UsageException">A URI is wrong, or a file cannot be read.</exception>
    public List<RawOption> Read(ParseResult result, Func<string, string?> variable)
    {
        var options = new List<RawOption>();
        if (variable(UriVariable) is { Length: > 0 } environmentUri)
            options.AddRange(BrokerUri.Parse(environmentUri, UriVariable));
        if (variable(PasswordVariable) is { } environmentPassword)
            options.Add(new RawOption(Password, environmentPassword));
        if (result.GetValue(_uri) is { } uri)
            options.AddRange(BrokerUri.Parse(uri, "--uri"));
        if (result.GetValue(_passwordFile) is { } file)
        {
            if (IsSet(result, Password))
                throw new UsageException("--password and --password-file both give the password; use one");
            options.Add(new RawOption(Password, ReadPassword(file)));
        }

        foreach ((string name, Option<string> flag) in _flags)
        {
            if (result.GetValue(flag) is { } value)
                options.Add(new RawOption(name, value));
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
        return $"{option.Description} Allowed: {option.Allowed}. Default: {preset}.";
    }

    private static string ReadPassword(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot read --password-file '{file}': {exception.Message}");
        }
    }
}
