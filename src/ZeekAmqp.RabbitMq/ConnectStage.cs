namespace ZeekAmqp.RabbitMq;

/// <summary>How far an attempt to connect came; the order is that of the way.</summary>
public enum ConnectStage
{
    /// <summary>Files and variables of the options: user, password, certificates.</summary>
    Settings,

    /// <summary>The resolver.</summary>
    Resolve,

    /// <summary>TCP.</summary>
    Connect,

    /// <summary>TLS.</summary>
    Tls,

    /// <summary>AMQP.</summary>
    Protocol,

    /// <summary>User and password were seen, and refused.</summary>
    Login,

    /// <summary>The login was good, and the broker did not let it into the vhost.</summary>
    VirtualHost,
}
