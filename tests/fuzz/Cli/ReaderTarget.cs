using System.IO.Compression;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;
using ZeekAmqp.Fuzz.Records;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>
/// An input that is random, damaged, cut off or badly compressed is read to its end: with messages that are JSON, problems that can be
/// shown to people, no exception and no memory that is out of proportion.
/// </summary>
internal abstract class ReaderTarget : IFuzzTarget
{
    // A header of 20 bytes costs two buffers of 4 KB, a line of two bytes that is no JSON an exception; nothing costs more for its size.
    private const int MemoryPerByte = 1000;
    private const int MemoryAtLeast = 1 << 20;

    public abstract string Name { get; }

    public int CaseBytes => 512;

    /// <summary>What may be put into an input by mutation.</summary>
    protected abstract byte[][] Tokens { get; }

    public void Run(Choices choices)
    {
        byte[] content = choices.OneIn(8) ? RandomLines(choices) : Mutation.Of(Valid(choices), Tokens, choices);
        if (choices.OneIn(32))
            content = Mutation.Of(Compressed(content), [[0x1f, 0x8b], [0x1f, 0x8b, 8, 0], [0xff, 0xff, 0xff, 0xff]], choices);
        int maxLineBytes = choices.OneIn(4) ? 16 + choices.Below(256) : 4096;
        string? path = choices.OneIn(2) ? "fallback" : null;
        RecordFormat format = RandomFormat.Next(choices);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long read = ReadAll.From(new TricklingStream(content, choices), maxLineBytes, path, format);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (taken > MemoryAtLeast + (MemoryPerByte * Math.Max(content.Length, read)))
            throw new FindingException($"{content.Length} bytes of input, {read} bytes of text, took {taken} bytes of memory");
    }

    /// <summary>A log that nothing is wrong with.</summary>
    protected abstract byte[] Valid(Choices choices);

    private byte[] RandomLines(Choices choices)
    {
        var content = new List<byte>();
        int count = choices.Below(6);
        for (int i = 0; i < count; i++)
        {
            content.AddRange(choices.OneIn(2) ? RandomBytes.Next(choices) : Tokens[choices.Below(Tokens.Length)]);
            if (choices.OneIn(2))
                content.Add((byte)'\n');
        }

        return [.. content];
    }

    private static byte[] Compressed(byte[] content)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }
}
