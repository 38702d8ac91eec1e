using System.Globalization;
using System.Net;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check.Connecting;

/// <summary>Says what was agreed on with TLS, and for how long its certificates are good.</summary>
/// <param name="broker">The broker.</param>
/// <param name="time">The clock.</param>
internal sealed class TlsStep(BrokerOptions broker, TimeProvider time)
{
    // A month: certificates of a year are renewed by then, and there is time to ask for one.
    private const int EarlyDays = 30;

    /// <summary>The step.</summary>
    public CheckStep Of(HostExamination examination)
    {
        HostSight sight = examination.Sight;
        if (broker.Tls is not { } options)
            return WithoutTls(sight);
        if (sight.Failure is { Stage: ConnectStage.Tls } failure)
            return CheckStep.Failed(StepName.Tls, failure.Why, failure.Advice) with { Data = DataOf(sight) };
        if (sight.Tls is not { } tls)
            return CheckStep.Failed(StepName.Tls, "TLS was not agreed on", "see the broker's log") with { Data = DataOf(sight) };

        var faults = new List<(string Text, string Advice)>();
        if (!options.IsVerified)
        {
            faults.Add(sight.Certificate?.Fault is { } fault
                ? ($"the certificate is not verified (tls_verify is none), and would not pass: {fault.Why}", $"{fault.Advice}; then set tls_verify to full")
                : ("the certificate is not verified (tls_verify is none), and would pass", "set tls_verify to full"));
        }

        if (sight.Certificate is { } certificate && Days(certificate.NotAfter) < EarlyDays)
            faults.Add(("the certificate expires soon", "renew the broker's certificate"));
        if (tls.ClientNotAfter is { } own && Days(own) < EarlyDays)
            faults.Add(($"our own certificate {Expires(own)}", "renew the certificate of tls_certificate_file"));

        string text = string.Join("; ", faults.Select(fault => fault.Text).Prepend(Describe(tls, sight.Certificate)));
        CheckStep step = faults.Count == 0
            ? CheckStep.Ok(StepName.Tls, text)
            : CheckStep.Warning(StepName.Tls, text, string.Join("; ", faults.Select(fault => fault.Advice)));
        return step with { Elapsed = sight.TlsTime, Data = DataOf(sight) };
    }

    private static CheckStep WithoutTls(HostSight sight)
    {
        CheckStep step = sight.Remote is { } remote && !IPAddress.IsLoopback(remote.Address)
            ? CheckStep.Warning(StepName.Tls, "none: who is on the way can read password and records", "set tls to T, and amqp_port to the broker's port for TLS, usually 5671")
            : CheckStep.Ok(StepName.Tls, "none, and nothing leaves this machine");
        return step with { Data = [("tls", false)] };
    }

    private string Describe(TlsSight tls, CertificateSight? certificate)
    {
        string about = certificate is null
            ? "no certificate"
            : $"certificate for {(certificate.Names.Count == 0 ? "no host at all" : string.Join(", ", certificate.Names.Select(name => $"'{name}'")))} "
                + $"{Expires(certificate.NotAfter)}, chain {string.Join(" < ", certificate.Chain)}";
        return $"{tls.Protocol}, {tls.Cipher}; {about}";
    }

    private (string, object?)[] DataOf(HostSight sight) =>
    [
        ("tls", true),
        ("protocol", sight.Tls?.Protocol),
        ("cipher", sight.Tls?.Cipher),
        ("names", sight.Certificate?.Names),
        ("chain", sight.Certificate?.Chain),
        ("not_after", sight.Certificate?.NotAfter),
        ("days_left", sight.Certificate is { } certificate ? Days(certificate.NotAfter) : null),
        ("client_not_after", sight.Tls?.ClientNotAfter),
    ];

    private int Days(DateTimeOffset moment) => (int)Math.Floor((moment - time.GetUtcNow()).TotalDays);

    private string Expires(DateTimeOffset moment)
    {
        int days = Days(moment);
        string day = moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return days < 0 ? $"expired on {day}" : $"expires in {days} day{(days == 1 ? "" : "s")}, on {day}";
    }
}
