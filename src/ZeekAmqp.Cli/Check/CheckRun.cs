using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Cli.Check.Connecting;
using ZeekAmqp.Cli.Check.Overseeing;
using ZeekAmqp.Cli.Check.Places;
using ZeekAmqp.Cli.Check.Probing;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check;

/// <summary>Goes the way to the broker step by step. Used once.</summary>
/// <param name="request">What to check.</param>
/// <param name="hosts">Connects.</param>
/// <param name="overseer">Asks the management API.</param>
/// <param name="publisher">Publishes probes.</param>
/// <param name="report">Takes the steps.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckRun(
    CheckRequest request, IHostAccess hosts, IOverseer overseer, ProbePublisher publisher, CheckReport report, TimeProvider time)
{
    private readonly Lock _warningLock = new();
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);

    private BrokerOptions Broker => request.Options.Broker;

    /// <summary>Does it all.</summary>
    /// <param name="destination">Where records go.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Destination destination, CancellationToken cancellation)
    {
        IReadOnlyList<BrokerAddress> addresses = Broker.Addresses;
        var examining = addresses.Select(host => hosts.ExamineAsync(Broker, host, Warn, cancellation)).ToList();
        try
        {
            HostExamination? first = await ReportHostsAsync(examining).ConfigureAwait(false);
            if (first?.Questions is { } questions)
                await AskAsync(questions, first.Host, destination, cancellation).ConfigureAwait(false);
            else
                report.Skip(StepName.OfConnection, "the way to the broker");
        }
        finally
        {
            foreach (Task<HostExamination> task in examining)
                await CloseAsync(task).ConfigureAwait(false);
        }
    }

    private static async Task CloseAsync(Task<HostExamination> task)
    {
        try
        {
            if ((await task.ConfigureAwait(false)).Questions is { } questions)
                await questions.DisposeAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was interrupted, and has nothing to close.
        }
    }

    // Returns the first that was connected to.
    private async Task<HostExamination?> ReportHostsAsync(List<Task<HostExamination>> examining)
    {
        var steps = new HostSteps(Broker, examining.Count > 1, time);
        HostExamination? first = null;
        bool isBegun = false;
        foreach (Task<HostExamination> task in examining)
        {
            HostExamination examination = await task.ConfigureAwait(false);
            if (!isBegun)
                ReportFiles(examination.Sight.Failure);
            isBegun = true;
            // Files and variables are the same for all hosts.
            if (examination.Sight.Failure is { Stage: ConnectStage.Settings })
            {
                report.Skip(StepName.OfHost, StepName.Files);
                return null;
            }

            foreach (CheckStep step in steps.Of(examination))
                report.Add(step);
            if (examination.Questions is not null)
                first ??= examination;
        }

        return first;
    }

    private void ReportFiles((ConnectStage Stage, string Why, string Advice)? failure)
    {
        string[] warnings;
        lock (_warningLock)
            warnings = [.. _warnings];
        if (failure is { Stage: ConnectStage.Settings } fault)
            report.Add(CheckStep.Failed(StepName.Files, fault.Why, fault.Advice));
        else if (warnings.Length > 0)
            report.Add(CheckStep.Warning(StepName.Files, string.Join("; ", warnings), "let Zeek's user alone read it"));
        else if (OptionsText.Files(Broker) is { Length: > 0 } files)
            report.Add(CheckStep.Ok(StepName.Files, $"{files} can be read"));
    }

    private async Task AskAsync(IBrokerQuestions questions, BrokerAddress host, Destination destination, CancellationToken cancellation)
    {
        ManagementSight sight = await overseer.LookAsync(Broker, destination.Exchange, Warn, cancellation).ConfigureAwait(false);
        report.Add(OverseerSteps.Management(sight, overseer.IsAsked));
        var places = new PlaceSteps(questions, destination);
        report.Add(await places.ExchangeAsync(cancellation).ConfigureAwait(false));
        report.Add(await places.QueueAsync(cancellation).ConfigureAwait(false));
        report.Add(await new BindingStep(questions, destination, places, sight).AskAsync(cancellation).ConfigureAwait(false));
        report.Add(await new PermissionStep(questions, destination, places, Broker.VirtualHost).AskAsync(cancellation).ConfigureAwait(false));
        var probes = new ProbeSteps(questions, publisher, destination, places, sight, Broker with { Host = host.ToString() }, time);
        report.Add(await probes.ProbeAsync(cancellation).ConfigureAwait(false));
        report.Add(request.ProbesRoute
            ? await probes.RouteAsync(cancellation).ConfigureAwait(false)
            : CheckStep.Skipped(StepName.Route, "not tried: --probe-route sends a marked record where records go"));
        report.Add(OverseerSteps.Alarms(sight, questions.BlockedReason ?? probes.BlockedReason, probes.IsConfirmed));
        report.Add(OverseerSteps.Clock(sight));
    }

    private void Warn(string text)
    {
        lock (_warningLock)
            _warnings.Add(text);
    }
}
