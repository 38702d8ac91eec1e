using System.Net;
using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Connecting;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tests.Check;

public class TlsStepTests
{
    private static readonly NewYear Time = new();

    [Theory]
    [InlineData(30, StepStatus.Ok, "expires in 30 days, on 2026-01-31")]
    [InlineData(29, StepStatus.Warning, "expires in 29 days, on 2026-01-30")]
    [InlineData(1, StepStatus.Warning, "expires in 1 day,")]
    public void A_certificate_that_expires_within_a_month_is_a_warning(int days, object status, string text) =>
        Of(days).AssertIs((StepStatus)status, text, (StepStatus)status == StepStatus.Ok ? "" : "renew the broker's certificate");

    [Fact]
    public void What_was_agreed_on_is_told_with_names_and_chain() =>
        Of(100).AssertIs(StepStatus.Ok, "TLS 1.3, TLS_AES_256_GCM_SHA384; certificate for 'mq1', 'mq2' expires in 100 days, on 2026-04-11, chain CN=mq1 < CN=CA");

    [Fact]
    public void A_client_certificate_that_expires_soon_is_a_warning() =>
        Of(100, clientDays: 3).AssertIs(StepStatus.Warning, "our own certificate expires in 3 days", "tls_certificate_file");

    [Fact]
    public void A_certificate_that_is_not_verified_is_a_warning_that_says_whether_it_would_pass()
    {
        Of(100, settings: "tls_verify=none").AssertIs(StepStatus.Warning, "not verified (tls_verify is none), and would pass", "set tls_verify to full");
        Of(100, fault: ("it is for 'x'", "set hostname"), settings: "tls_verify=none").AssertIs(StepStatus.Warning, "would not pass: it is for 'x'", "set hostname; then set tls_verify to full");
    }

    [Fact]
    public void What_the_handshake_died_of_is_told_with_the_certificate_that_was_shown()
    {
        HostSight sight = Sight(-3, null);
        sight.Failed(ConnectStage.Tls, null, "its certificate expired on 2025-12-29", "renew it");
        CheckStep step = Step(sight);
        step.AssertIs(StepStatus.Failed, "its certificate expired on 2025-12-29", "renew it");
        Assert.Contains(("days_left", (object?)-3), step.Data);
    }

    private static CheckStep Of(int days, int? clientDays = null, (string, string)? fault = null, params string[] settings)
    {
        HostSight sight = Sight(days, fault);
        sight.Secured(new TlsSight("TLS 1.3", "TLS_AES_256_GCM_SHA384", clientDays is { } client ? Time.GetUtcNow().AddDays(client) : null));
        return Step(sight, settings);
    }

    private static HostSight Sight(int days, (string, string)? fault)
    {
        var sight = new HostSight(Time);
        sight.Connected(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5671));
        sight.Shown(new CertificateSight
        {
            Names = ["mq1", "mq2"],
            Chain = ["CN=mq1", "CN=CA"],
            NotBefore = default,
            NotAfter = Time.GetUtcNow().AddDays(days),
            Fault = fault,
        });
        return sight;
    }

    private static CheckStep Step(HostSight sight, params string[] settings) =>
        new TlsStep(Steps.Options(["tls=T", .. settings]).Broker, Time).Of(new HostExamination(new BrokerAddress("mq1", 5671), sight, null));

    /// <summary>A clock that stands.</summary>
    private sealed class NewYear : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
