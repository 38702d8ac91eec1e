namespace ZeekAmqp.Core.Options;

/// <summary>Makes of texts how to log in and how to speak TLS, and refuses what cannot be meant together.</summary>
internal static class ConnectionParser
{
    private static readonly string[] TlsNames = [.. OptionTable.All.Select(option => option.Name).Where(name => name.StartsWith("tls_", StringComparison.Ordinal))];

    /// <summary>As whom to log in.</summary>
    public static CredentialOptions Credentials(OptionValues values) => new()
    {
        Username = values["username"],
        UsernameFile = values["username_file"],
        UsernameVariable = values["username_env"],
        Password = values["password"],
        PasswordFile = values["password_file"],
        PasswordVariable = values["password_env"],
        Mechanism = OptionText.Mechanism(values["auth_mechanism"])!.Value,
    };

    /// <summary>How to speak TLS, or null.</summary>
    /// <exception cref="OptionException">Options contradict each other; the message names them.</exception>
    public static TlsOptions? Tls(OptionValues values)
    {
        bool isExternal = OptionText.Mechanism(values["auth_mechanism"]) == AuthMechanism.External;
        if (OptionText.Bool(values["tls"]) == false)
        {
            // A filter may turn off what is on for all other logs, without naming each of its options.
            string? idle = TlsNames.FirstOrDefault(name => values.IsSet(name) && values.OriginOf(name) >= values.OriginOf("tls"));
            if (idle is not null)
                throw new OptionException($"option '{idle}' is set, but 'tls' is F; set tls to T, or leave '{idle}' out");
            if (isExternal)
                throw Missing("auth_mechanism", "EXTERNAL", "a client certificate", "tls is F; set tls to T and tls_certificate_file");
            return null;
        }

        if (values["tls_certificate_file"].Length == 0)
        {
            if (isExternal)
                throw Missing("auth_mechanism", "EXTERNAL", "a client certificate", "tls_certificate_file is empty; set it");
            foreach (string name in new[] { "tls_key_file", "tls_key_password_file" }.Where(values.IsSet))
                throw Missing(name, values[name], "a client certificate", "tls_certificate_file is empty; set it too");
        }

        string serverName = values["tls_server_name"];
        return new TlsOptions
        {
            AuthorityFile = values["tls_ca_file"],
            CertificateFile = values["tls_certificate_file"],
            KeyFile = values["tls_key_file"],
            KeyPasswordFile = values["tls_key_password_file"],
            ServerName = serverName.Length == 0 ? "" : HostList.Parse(serverName, 0)[0].Host,
            IsVerified = OptionText.Verification(values["tls_verify"])!.Value,
            Requires13 = OptionText.Requires13(values["tls_min_version"])!.Value,
        };
    }

    private static OptionException Missing(string name, string value, string what, string but) =>
        new($"option '{name}' has the value '{value}', which needs {what}, but {but}");
}
