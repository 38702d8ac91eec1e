namespace ZeekAmqp.Core.Options;

/// <summary>Makes of texts where a writer's messages go, and refuses what cannot be meant together.</summary>
internal static class TargetParser
{
    /// <summary>Where messages go, and how they are marked.</summary>
    /// <exception cref="OptionException">Options contradict each other; the message names them.</exception>
    public static PublishTarget Target(OptionValues values)
    {
        var target = new PublishTarget(values["exchange"], values["routing_key"], values["queue_name"])
        {
            IsPersistent = OptionText.IsPersistent(values["delivery_mode"])!.Value,
            Partitions = (int)OptionText.Count(values["partitions"])!.Value,
        };
        if (target.Partitions > 1 && !target.RoutingKey.Contains(PublishTarget.PartitionPlace, StringComparison.Ordinal))
        {
            throw new OptionException(
                $"option 'partitions' has the value '{target.Partitions}', which needs {PublishTarget.PartitionPlace} in option 'routing_key', "
                + $"but that is '{target.RoutingKey}'; put it there, or leave 'partitions' out");
        }

        // The last partition's number has the most digits.
        int bytes = OptionText.NameBytes(target.RoutingKeyOf(target.Partitions - 1));
        if (bytes > OptionText.MaxNameBytes)
        {
            throw new OptionException(
                $"option 'routing_key' has the value '{target.RoutingKey}', which makes keys of up to {bytes} bytes with option 'partitions' at "
                + $"'{target.Partitions}'; allowed are {OptionText.MaxNameBytes}");
        }

        return target;
    }
}
