using ZeekAmqp.Cli.Check.Places;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check;

/// <summary>Says in a line what the options come to.</summary>
internal static class OptionsText
{
    /// <summary>The step.</summary>
    public static CheckStep Step(BrokerOptions broker, Destination destination)
    {
        string queue = destination.Target.QueueName.Length == 0 ? "" : $", queue '{destination.Queue ?? destination.Target.QueueName}'";
        string text = $"log '{destination.Path}' goes to {broker} as {Who(broker.Credentials)}: {destination.ExchangeText}, {destination.KeyText}{queue}";
        return CheckStep.Ok(StepName.Options, text) with
        {
            Data =
            [
                ("hosts", broker.Addresses.Select(address => address.ToString())),
                ("vhost", broker.VirtualHost),
                ("tls", broker.Tls is not null),
                ("exchange", destination.Exchange ?? destination.Target.Exchange),
                ("routing_key", destination.Target.RoutingKey),
                ("queue", destination.Queue ?? destination.Target.QueueName),
                ("path", destination.Path),
            ],
        };
    }

    /// <summary>The options that name files, as far as they are set; empty for none.</summary>
    public static string Files(BrokerOptions broker)
    {
        (string Name, string File)[] files =
        [
            ("username_file", broker.Credentials.UsernameFile),
            ("password_file", broker.Credentials.PasswordFile),
            ("tls_ca_file", broker.Tls?.AuthorityFile ?? ""),
            ("tls_certificate_file", broker.Tls?.CertificateFile ?? ""),
            ("tls_key_file", broker.Tls?.KeyFile ?? ""),
            ("tls_key_password_file", broker.Tls?.KeyPasswordFile ?? ""),
        ];
        return string.Join(", ", files.Where(file => file.File.Length > 0).Select(file => $"{file.Name} '{file.File}'"));
    }

    private static string Who(CredentialOptions credentials) => credentials switch
    {
        { Mechanism: AuthMechanism.External } => "the user of the client certificate",
        { UsernameFile.Length: > 0 } => "the user of username_file",
        { UsernameVariable.Length: > 0 } => $"the user of variable {credentials.UsernameVariable}",
        _ => $"user '{credentials.Username}'",
    };
}
