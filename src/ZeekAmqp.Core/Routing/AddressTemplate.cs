using System.Text;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Routing;

/// <summary>The names of a target whose fixed places are filled in, and what of them each message has another value for. Immutable.</summary>
public sealed class AddressTemplate
{
    private readonly NameTemplate _exchange;
    private readonly NameTemplate _routingKey;
    private readonly NameTemplate _queueName;
    private readonly int _partitions;

    /// <param name="target">Where messages go, after <see cref="TargetPlaces"/>.</param>
    public AddressTemplate(PublishTarget target)
    {
        _exchange = NameTemplate.Parse(target.Exchange);
        _routingKey = NameTemplate.Parse(target.RoutingKey);
        _queueName = NameTemplate.Parse(target.QueueName);
        _partitions = target.Partitions;
        Fields = [.. new[] { _exchange, _routingKey, _queueName }
            .SelectMany(name => name.Parts).Where(part => part.Kind == Placeholders.Field).Select(part => part.Text).Distinct()];
    }

    /// <summary>The columns whose values are in the names, each once.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Whether exchange or queue have another name for each record.</summary>
    public bool NamesPlaces => ((_exchange.Kinds | _queueName.Kinds) & Placeholders.Field) != 0;

    /// <summary>The partition that a message belongs to. By number and not by chance: one that is sent again, by whatever process, goes the same way.</summary>
    public int PartitionOf(ulong sequence) => (int)(sequence % (ulong)_partitions);

    /// <summary>Where a message goes.</summary>
    /// <param name="values">The values of <see cref="Fields"/>, see <see cref="RoutingValues"/>; empty if there are none.</param>
    /// <param name="partition">Its partition.</param>
    public Address At(ReadOnlySpan<byte> values, int partition)
    {
        string[] texts = RoutingValues.Read(values, Fields.Count);
        return new Address(Name(_exchange), Name(_routingKey), Name(_queueName));

        string Name(NameTemplate name) => Cut(name.Render(partition, Value));

        string Value(string field)
        {
            for (int i = 0; i < texts.Length; i++)
            {
                if (Fields[i] == field)
                    return texts[i];
            }

            return NameTemplate.Unset;
        }
    }

    // A record is not lost because somebody sends a long name; where its text ends is not for the sender to say either way.
    private static string Cut(string name)
    {
        if (name.Length <= OptionText.MaxNameBytes / 3 || Encoding.UTF8.GetByteCount(name) <= OptionText.MaxNameBytes)
            return name;
        int bytes = 0;
        int length = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > OptionText.MaxNameBytes)
                break;
            length += rune.Utf16SequenceLength;
        }

        return name[..length];
    }
}
