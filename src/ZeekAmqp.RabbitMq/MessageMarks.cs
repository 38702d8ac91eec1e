using System.Globalization;
using RabbitMQ.Client;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.RabbitMq;

/// <summary>The properties of one writer's messages. One object for all of them: it has been written to the frame when the publish call returns.</summary>
internal sealed class MessageMarks
{
    private readonly BasicProperties _properties;
    private readonly string _idPrefix;
    private readonly Dictionary<string, object?>? _recordHeaders;
    private readonly Dictionary<string, object?> _batchHeaders;

    public MessageMarks(MessageRoute route)
    {
        MessageProperties wanted = route.Target.Properties;
        _idPrefix = route.WriterInstance + "-";
        _properties = new BasicProperties
        {
            DeliveryMode = route.Target.IsPersistent ? DeliveryModes.Persistent : DeliveryModes.Transient,
            // These are made of what has no bound; the body has all of it.
            Type = ShortText.Of(Text(wanted.Type)),
            AppId = ShortText.Of(Text(wanted.AppId)),
        };
        if (_properties.AppId.Length == 0)
            _properties.ClearAppId();
        if (_properties.Type.Length == 0)
            _properties.ClearType();
        if (wanted.Priority > 0)
            _properties.Priority = wanted.Priority;
        if (wanted.Expiration > TimeSpan.Zero)
            _properties.Expiration = ((long)wanted.Expiration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        if (wanted.UserId.Length > 0)
            _properties.UserId = wanted.UserId;
        _recordHeaders = FieldTable.Of(wanted.Headers, Text);
        _batchHeaders = FieldTable.Of(wanted.Headers, Text) ?? [];
    }

    /// <summary>The properties of this message, until the next call.</summary>
    public BasicProperties Of(in OutboundMessage message)
    {
        _properties.MessageId = _idPrefix + message.Sequence.ToString(CultureInfo.InvariantCulture);
        _properties.Timestamp = new AmqpTimestamp(message.AcceptedUnixSeconds);
        _properties.ContentType = BodyEncoding.ContentType(message.Form);
        _properties.ContentEncoding = BodyEncoding.ContentEncoding(message.Form);
        _properties.Headers = BodyEncoding.IsBatch(message.Form) ? _batchHeaders : _recordHeaders;
        if (BodyEncoding.IsBatch(message.Form))
            _batchHeaders[BodyEncoding.RecordsHeader] = message.Records;
        return _properties;
    }

    /// <summary>The number of a message of this writer that came back; null if it is not one.</summary>
    public ulong? SequenceOf(IReadOnlyBasicProperties returned) =>
        returned.MessageId is { } id && id.StartsWith(_idPrefix, StringComparison.Ordinal)
        && ulong.TryParse(id.AsSpan(_idPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out ulong sequence)
            ? sequence
            : null;

    private static string Text(string template) => NameTemplate.Parse(template).Render();
}
