using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Probing;

/// <summary>How a probe is told from records: by the property <c>type</c>, and by the tag of its body.</summary>
internal static class ProbeMark
{
    /// <summary>Both.</summary>
    public const string Type = "zeek-amqp-check";

    /// <summary>After this, a queue drops one that nobody has taken.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>The target of a probe: all as for records, but for the marks.</summary>
    public static PublishTarget Of(PublishTarget target) =>
        target with { Properties = target.Properties with { Type = Type, Expiration = Lifetime, IsMandatory = true } };
}
