using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Schema;

/// <summary>A log and what its messages are.</summary>
/// <param name="Name">What it is called in the document: its path, unless another one has it already.</param>
/// <param name="Path">Its path.</param>
/// <param name="Options">Where its messages go, and their form.</param>
/// <param name="Schema">JSON Schema of one record, as one line of UTF-8.</param>
internal sealed record DescribedLog(string Name, string Path, WriterOptions Options, byte[] Schema);
