using System.Text;
using RabbitMQ.Client;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>As whom to log in, this time.</summary>
internal sealed class Login
{
    private readonly AuthMechanism _mechanism;
    private readonly string _username;
    private readonly string _password;

    private Login(AuthMechanism mechanism, string username, string password)
    {
        _mechanism = mechanism;
        _username = username;
        _password = password;
    }

    /// <summary>Whether the client certificate says who it is.</summary>
    public bool IsByCertificate => _mechanism == AuthMechanism.External;

    /// <summary>Reads files and variables.</summary>
    /// <exception cref="SettingException">One is missing.</exception>
    public static Login Read(CredentialOptions options, SettingFile files)
    {
        if (options.Mechanism == AuthMechanism.External)
            return new Login(AuthMechanism.External, "", "");
        return new Login(
            AuthMechanism.Plain,
            Find("username", options.UsernameFile, options.UsernameVariable, options.Username, files),
            Find("password", options.PasswordFile, options.PasswordVariable, options.Password, files));
    }

    /// <summary>Tells the client library. Of the mechanisms only this one is offered, so that no password goes where none is meant to.</summary>
    public void ApplyTo(ConnectionFactory factory)
    {
        factory.UserName = _username;
        factory.Password = _password;
        factory.AuthMechanisms = [IsByCertificate ? new ExternalMechanismFactory() : new PlainMechanismFactory()];
    }

    /// <summary>For HTTP, RFC 7617: user and password as they go into a header; null where there is no password.</summary>
    public string? ToBasic() => IsByCertificate ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_username}:{_password}"));

    /// <summary>Who it is, for people; no password.</summary>
    public override string ToString() => IsByCertificate ? "the user of the client certificate" : $"user '{_username}'";

    private static string Find(string option, string file, string variable, string text, SettingFile files)
    {
        if (file.Length > 0)
            return files.FirstLine(option + "_file", file);
        if (variable.Length == 0)
            return text;
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new SettingException(
                $"the environment variable '{variable}' of {option}_env is not set in process {Environment.ProcessId}",
                "set it where the process is started, or correct the option");
    }
}
