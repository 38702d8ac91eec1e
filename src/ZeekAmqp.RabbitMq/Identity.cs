using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>All that is read anew each time that a connection is made: who we are, and whom we trust.</summary>
/// <param name="login">As whom to log in.</param>
/// <param name="certificates">For TLS; null without it.</param>
internal sealed class Identity(Login login, Certificates? certificates) : IDisposable
{
    // A network file system may be away; the connection is tried again anyway.
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(5);

    /// <summary>As whom to log in.</summary>
    public Login Login { get; } = login;

    /// <summary>For TLS; null without it.</summary>
    public Certificates? Certificates { get; } = certificates;

    /// <summary>Reads files and variables; waits a bounded time.</summary>
    /// <exception cref="SettingException">One is missing, or is not what it should be.</exception>
    public static async Task<Identity> ReadAsync(BrokerOptions broker, Action<string> warn, CancellationToken cancellation)
    {
        Task<Identity> reading = Task.Run(() => Read(broker, new SettingFile(warn)), cancellation);
        try
        {
            return await reading.WaitAsync(ReadTimeout, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _ = reading.ContinueWith(late => late.Result.Dispose(), default, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellation.ThrowIfCancellationRequested();
            throw new SettingException(
                $"the files of password, user or certificates could not be read within {ReadTimeout.TotalSeconds:0} s",
                "look after the file system that they are on");
        }
    }

    public void Dispose() => Certificates?.Dispose();

    private static Identity Read(BrokerOptions broker, SettingFile files)
    {
        var login = Login.Read(broker.Credentials, files);
        return new Identity(login, broker.Tls is { } tls ? Certificates.Read(tls, files) : null);
    }
}
