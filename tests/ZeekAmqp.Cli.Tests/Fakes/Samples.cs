using System.IO.Compression;
using System.Text;

namespace ZeekAmqp.Cli.Tests.Fakes;

/// <summary>Small logs.</summary>
internal static class Samples
{
    /// <summary>The head that Zeek writes.</summary>
    public static string Head(string path, string fields, string types) =>
        $"#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t{path}\n#open\t2026-01-01-00-00-00\n"
        + $"#fields\t{fields}\n#types\t{types}\n";

    /// <summary>A conn.log of so many records; those of the TSV and the JSON one are the same.</summary>
    public static string ConnTsv(int records) =>
        Head("conn", "ts\tuid\tid.orig_h\tid.orig_p\tservice", "time\tstring\taddr\tport\tstring")
        + string.Concat(Enumerable.Range(0, records).Select(i => $"{1700000000 + i}.250000\tC{i}\t192.0.2.1\t{1024 + i % 60000}\t-\n"))
        + "#close\t2026-01-01-01-00-00\n";

    public static string ConnJson(int records) => string.Concat(Enumerable.Range(0, records).Select(i => ConnRecord(i) + "\n"));

    public static string ConnRecord(int i) =>
        $$"""{"ts":{{1700000000 + i}}.25,"uid":"C{{i}}","id.orig_h":"192.0.2.1","id.orig_p":{{1024 + i % 60000}}}""";

    public static string[] ConnBodies(int records) => [.. Enumerable.Range(0, records).Select(i => $$"""{"conn": {{ConnRecord(i)}}}""")];

    public static byte[] Gzip(string text)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }
}
