namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A private node that speaks TLS too, and the authority that has issued its certificate. For a class's tests.</summary>
public class TlsNode : IAsyncLifetime
{
    private readonly string[] _options;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zeekamqp-tls-");
    private PrivateNode? _node;
    private (TestAuthority, string, DateTimeOffset?, bool) _certified;

    public TlsNode()
        : this([])
    {
    }

    protected TlsNode(params string[] options) => _options = options;

    internal TestAuthority Authority { get; } = new();

    internal PrivateNode Node => _node ?? throw new InvalidOperationException("the node has not been started");

    /// <summary>File of the authority that the broker's clients should trust.</summary>
    internal string AuthorityFile => Path("trusted.pem");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path("broker"));
        Authority.WriteBroker(Path("broker"));
        _certified = (Authority, "localhost", null, false);
        await File.WriteAllTextAsync(AuthorityFile, Authority.Pem);
        _node = await PrivateNode.StartAsync(["--tls", Path("broker"), .. _options]);
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
        Authority.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A file of the tests' own.</summary>
    internal string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Gives the broker a certificate, unless it has such a one.</summary>
    internal async Task CertifyAsync(TestAuthority authority, string name = "localhost", DateTimeOffset? notAfter = null, bool isSelfSigned = false)
    {
        if (_certified == (authority, name, notAfter, isSelfSigned))
            return;
        _certified = (authority, name, notAfter, isSelfSigned);
        authority.WriteBroker(Path("broker"), name, notAfter, isSelfSigned);
        await Node.CertifyAsync();
    }
}
