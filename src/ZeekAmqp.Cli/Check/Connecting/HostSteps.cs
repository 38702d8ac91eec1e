using System.Net;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check.Connecting;

/// <summary>Says what was found on the way to one host. Later steps are not tried where an earlier one has failed.</summary>
/// <param name="broker">The broker.</param>
/// <param name="isOneOfSeveral">Whether the host has to be named in each line.</param>
/// <param name="time">The clock.</param>
internal sealed class HostSteps(BrokerOptions broker, bool isOneOfSeveral, TimeProvider time)
{
    /// <summary>All steps of <see cref="StepName.OfHost"/>.</summary>
    public IEnumerable<CheckStep> Of(HostExamination examination)
    {
        bool isOver = false;
        string failed = "";
        foreach (string name in StepName.OfHost)
        {
            CheckStep step = isOver ? CheckStep.NotTried(name, failed) : Of(name, examination);
            if (step.Status == StepStatus.Failed)
                (isOver, failed) = (true, name);
            yield return isOneOfSeveral ? Named(step, examination.Host) : step;
        }
    }

    private static CheckStep Named(CheckStep step, BrokerAddress host) =>
        step with { Text = $"{host}: {step.Text}", Data = [("host", host.ToString()), .. step.Data] };

    private CheckStep Of(string name, HostExamination examination)
    {
        HostSight sight = examination.Sight;
        return name switch
        {
            StepName.Host => ResolveStep(examination.Host, sight),
            StepName.Tcp => TcpStep(examination.Host, sight),
            StepName.Tls => new TlsStep(broker, time).Of(examination),
            StepName.Login => LoginStep(examination),
            StepName.VirtualHost => VirtualHostStep(sight),
            StepName.Broker => GreetingSteps.Broker(examination.Questions!.Greeting),
            _ => GreetingSteps.Heartbeat(examination.Questions!.Greeting),
        };
    }

    private static CheckStep ResolveStep(BrokerAddress host, HostSight sight)
    {
        if (sight.Failure is { Stage: ConnectStage.Resolve } failure)
            return CheckStep.Failed(StepName.Host, $"'{host.Host}': {failure.Why}", failure.Advice);
        string[] addresses = [.. sight.Addresses.Select(address => address.ToString())];
        bool isLiteral = IPAddress.TryParse(host.Host, out _);
        return CheckStep.Ok(StepName.Host, isLiteral ? $"{host.Host} is an address" : $"'{host.Host}' is {string.Join(", ", addresses)}") with
        {
            Elapsed = isLiteral ? null : sight.ResolveTime,
            Data = [("name", host.Host), ("addresses", addresses)],
        };
    }

    private static CheckStep TcpStep(BrokerAddress host, HostSight sight)
    {
        (string, object?)[] data = [("port", host.Port), ("address", sight.Remote?.Address.ToString()), ("dead", sight.DeadAddresses.Select(dead => dead.Remote.ToString()))];
        if (sight.Remote is null)
        {
            (_, string why, string advice) = sight.Failure ?? (ConnectStage.Connect, "no answer", "check hostname and amqp_port");
            string tried = sight.DeadAddresses.Count == 0 ? host.ToString() : string.Join(", ", sight.DeadAddresses.Select(dead => dead.Remote));
            return CheckStep.Failed(StepName.Tcp, $"{tried}: {why}", advice) with { Data = data };
        }

        CheckStep step = CheckStep.Ok(StepName.Tcp, $"{sight.Remote} takes connections");
        if (sight.DeadAddresses.Count > 0)
        {
            string dead = string.Join(", ", sight.DeadAddresses.Select(dead => $"{dead.Remote} does not ({dead.Why})"));
            // localhost has two addresses everywhere, and to be refused by one of them costs nothing.
            step = sight.Addresses.All(IPAddress.IsLoopback)
                ? step with { Text = $"{step.Text}; {dead}" }
                : CheckStep.Warning(StepName.Tcp, $"{step.Text}; {dead}", "let the broker listen there, or take the address from the name: each attempt may begin with it");
        }

        return step with { Elapsed = sight.ConnectTime, Data = data };
    }

    private CheckStep LoginStep(HostExamination examination)
    {
        HostSight sight = examination.Sight;
        string mechanism = broker.Credentials.Mechanism == AuthMechanism.External ? "EXTERNAL" : "PLAIN";
        if (!sight.IsLoggedIn && sight.Failure is { Stage: < ConnectStage.VirtualHost } failure)
        {
            // Where it was no login that was refused, the broker's users are not to blame.
            string more = failure.Stage != ConnectStage.Login || mechanism == "EXTERNAL"
                ? ""
                : "; at the broker: rabbitmqctl authenticate_user USER asks for the password and says whether it is right, rabbitmqctl change_password USER sets it";
            return CheckStep.Failed(StepName.Login, failure.Why, failure.Advice + more) with { Data = [("mechanism", mechanism)] };
        }

        string user = examination.Questions?.User ?? "accepted";
        return CheckStep.Ok(StepName.Login, $"{user}, by {mechanism}") with { Elapsed = sight.LoginTime, Data = [("mechanism", mechanism), ("user", user)] };
    }

    private CheckStep VirtualHostStep(HostSight sight)
    {
        string name = broker.VirtualHost;
        if (sight.Failure is not { } failure)
            return CheckStep.Ok(StepName.VirtualHost, $"'{name}' is there and open to the user") with { Elapsed = sight.OpenTime, Data = [("vhost", name)] };
        string advice = failure.Why switch
        {
            _ when failure.Why.Contains("not found", StringComparison.Ordinal) =>
                $"correct vhost, or make it: rabbitmqctl add_vhost '{name}', and then set_permissions -p '{name}' USER CONFIGURE WRITE READ; rabbitmqctl list_vhosts shows those that there are",
            _ when failure.Why.Contains("limit", StringComparison.Ordinal) => "rabbitmqctl list_vhost_limits and list_user_limits show the limits; set_vhost_limits and set_user_limits set them",
            _ when failure.Why.Contains("refused", StringComparison.Ordinal) =>
                $"rabbitmqctl set_permissions -p '{name}' USER CONFIGURE WRITE READ gives the user permissions in it; list_permissions -p '{name}' shows those that there are",
            _ => failure.Advice,
        };
        return CheckStep.Failed(StepName.VirtualHost, failure.Why, advice) with { Data = [("vhost", name)] };
    }
}
