using ZeekAmqp.Cli.Management;

namespace ZeekAmqp.Cli.Check.Overseeing;

/// <summary>Says what the management API tells of the whole broker, and what is known without it.</summary>
internal static class OverseerSteps
{
    // As far as times in records are compared with those of the broker's machines, more than this confuses people.
    private static readonly TimeSpan TolerableDifference = TimeSpan.FromSeconds(2);

    /// <summary>Whether the API is there.</summary>
    public static CheckStep Management(ManagementSight sight, bool isAsked)
    {
        if (sight.Failure is null)
            return CheckStep.Ok(StepName.Management, $"{sight.Place} answers user '{sight.User?.Name}'") with { Data = [("place", sight.Place), ("tags", sight.User?.Tags)] };
        // Who has not asked for it may have none: the plugin needs none.
        CheckStep step = isAsked
            ? CheckStep.Failed(StepName.Management, sight.Failure, "rabbitmqctl list_users shows users and their tags; without the API, leave --management out")
            : CheckStep.Skipped(
                StepName.Management,
                sight.IsUnreachable ? $"none is reached at {sight.Place}" : sight.Failure,
                "the plugin does not need it, but it knows of bindings, alarms and the clock; --management URL says where it is");
        return step with { Data = [("place", sight.Place), ("failure", sight.Failure)] };
    }

    /// <summary>Whether the broker takes messages at all.</summary>
    /// <param name="sight">What the API tells.</param>
    /// <param name="blockedReason">Why the broker has asked us to pause; null if it has not.</param>
    /// <param name="isConfirmed">Whether it has confirmed a message just now; with an alarm, none does.</param>
    public static CheckStep Alarms(ManagementSight sight, string? blockedReason, bool isConfirmed)
    {
        string[] alarms = [.. (sight.Nodes ?? []).SelectMany(AlarmsOf)];
        (string, object?)[] data = [("blocked", blockedReason), ("alarms", alarms)];
        if (blockedReason is not null || alarms.Length > 0)
        {
            string text = string.Join("; ", alarms.Prepend(blockedReason is null ? "" : $"the broker has asked to pause: {blockedReason}").Where(part => part.Length > 0));
            return CheckStep.Failed(
                StepName.Alarms,
                text,
                "no publisher gets on until it is over: rabbitmq-diagnostics alarms names the node; let consumers empty the queues, free the disk, or raise vm_memory_high_watermark or disk_free_limit") with
            { Data = data };
        }

        string[] odd = [.. (sight.Nodes ?? []).SelectMany(OdditiesOf)];
        if (odd.Length > 0)
            return CheckStep.Warning(StepName.Alarms, string.Join("; ", odd), "rabbitmqctl cluster_status shows the nodes; start the one that is missing, and see RabbitMQ's guide on partitions") with { Data = data };
        return (sight.Nodes, isConfirmed) switch
        {
            ({ Count: var count }, _) => CheckStep.Ok(StepName.Alarms, $"none, says the management API of {count} node{(count == 1 ? "" : "s")}") with { Data = data },
            (null, true) => CheckStep.Ok(StepName.Alarms, "none: with a memory or disk alarm, the probe would not have been confirmed") with { Data = data },
            _ => CheckStep.Skipped(StepName.Alarms, $"not known: nothing was published, and {sight.NodesFailure ?? "the management API was not reached"}", "rabbitmq-diagnostics alarms, at the broker, tells") with { Data = data },
        };
    }

    /// <summary>Whether the broker's clock is that of this machine.</summary>
    public static CheckStep Clock(ManagementSight sight)
    {
        if (sight.Clock is not { } clock)
            return CheckStep.Skipped(StepName.Clock, "not known: AMQP tells no time, and the management API was not reached");
        // The nearest to none that is possible.
        TimeSpan least = clock.Least > TimeSpan.Zero ? clock.Least : clock.Most < TimeSpan.Zero ? clock.Most : TimeSpan.Zero;
        (string, object?)[] data = [("least_seconds", clock.Least.TotalSeconds), ("most_seconds", clock.Most.TotalSeconds)];
        string text = least == TimeSpan.Zero
            ? "the broker's is that of this machine, to a second"
            : $"the broker's is {Math.Abs(least.TotalSeconds):0.0} s or more {(least > TimeSpan.Zero ? "ahead of" : "behind")} that of this machine";
        CheckStep step = least.Duration() <= TolerableDifference
            ? CheckStep.Ok(StepName.Clock, text)
            : CheckStep.Warning(StepName.Clock, text, "let both machines follow NTP; certificates and the times in records depend on it");
        return step with { Data = data };
    }

    private static IEnumerable<string> AlarmsOf(NodeState node)
    {
        if (node.HasMemoryAlarm)
            yield return $"node {node.Name} is out of memory ({Megabytes(node.MemoryUsed)} of {Megabytes(node.MemoryLimit)})";
        if (node.HasDiskAlarm)
            yield return $"the disk of node {node.Name} is full ({Megabytes(node.DiskFree)} free, {Megabytes(node.DiskFreeLimit)} needed)";
    }

    private static IEnumerable<string> OdditiesOf(NodeState node)
    {
        if (!node.IsRunning)
            yield return $"node {node.Name} does not run";
        if (node.Partitions.Count > 0)
            yield return $"node {node.Name} has lost sight of {string.Join(", ", node.Partitions)}";
    }

    private static string Megabytes(long? bytes) => bytes is { } known ? $"{known / (1024 * 1024)} MiB" : "?";
}
