using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Options;

/// <summary>All that a user can say about one writer, parsed.</summary>
/// <param name="Broker">Which broker.</param>
/// <param name="Target">Where inside the broker.</param>
/// <param name="Format">Form of the records.</param>
/// <param name="MaxWaitOnShutdown">How long a finishing writer waits for a confirm that does not come.</param>
public sealed record WriterOptions(BrokerOptions Broker, PublishTarget Target, RecordFormat Format, TimeSpan MaxWaitOnShutdown);
