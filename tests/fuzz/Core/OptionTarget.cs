using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Core;

/// <summary>Options are parsed or refused by an <see cref="OptionException"/>, and no message has a secret in it.</summary>
internal sealed class OptionTarget : IFuzzTarget
{
    // Not part of any name, default or sentence.
    private const string Secret = "Xq7#secret-of-this-run";

    private static readonly string[] Texts =
    [
        "", " ", "0", "1", "-1", "+1", "65535", "65536", "1048575", "1048576", "9223372036854775807", "9223372036854775808", "1e3", "0x10", "T", "F",
        "true", "auto", "/", "/tmp", "relative", "memory", "disk", "keep", "drop", "block", "drop_oldest", "drop_newest", "2sec", "2 sec", "500msec",
        "1hr", "sec", ".", "1.", ".5", "1e308", "1e999", "NaN", "Infinity", "-Infinity", "-NaN", "\u221e", "-\u221e", "-Infinity hr", "922337203685.4775",
        "922337203685.4776", "256204778.8015", "256204778.8016 hrs", "JSON::TS_EPOCH", "TS_ISO8601", "\0", "\ud800", "\u00e9", "localhost", "::1",
        new('x', 255), new('x', 256), new('\u20ac', 85), new('\u20ac', 86), "{partition}",
        "{path}", "{node}.{{", "{env:HOME}", "{field:uid}", "{", "}", "{}", "a,{path}", "passive", "topic", "x-y", "{\"a\":[1,{\"b\":null}]}", "{\"a\":\"{path}\"}", "{\"a\":\"{\"}", "[1]", "{\"records\":1}",
        new string('x', 254) + "{partition}", "4096", "4097", "64", "transient", "١", "\u00a02", "2\u00a0sec", "1 0",
        "{\"a\": 1}", "{\"_path\": [\"\u00e9\", {}]}", "{\"a\": 1, \"a\": 2}", "{\"a\": \"\\ud800\"}", "{", "_path,_write_ts", "_node, _path", "PUA", "STRING_ESCAPE_POLICY_TSV",
    ];

    private static readonly TargetPlaces Places = new(new LogSchema("{path}", new LogField("uid"u8, LogType.String)), name => name == "HOME" ? "/home/{" : null);

    private readonly List<RawOption> _options = [];

    public string Name => "option parser";

    public int CaseBytes => 160;

    public void Run(Choices choices)
    {
        _options.Clear();
        int count = choices.Below(6);
        for (int i = 0; i < count; i++)
            _options.Add(choices.OneIn(4) ? Password(choices) : Option(choices));
        try
        {
            WriterOptions parsed = OptionParser.Parse(_options);
            FindingException.Unless(parsed.Broker.Port is >= 1 and <= 65535, "the port is out of its range");
            FindingException.Unless(parsed.Broker.Connections is >= 1 and <= 64, "the number of connections is out of its range");
            FindingException.Unless(parsed.Broker.MaxQueueBytes >= 1 << 20, "the queue is too small");
            FindingException.Unless(parsed.Broker.SpoolSyncInterval > TimeSpan.Zero, "the sync interval is nothing");
            FindingException.Unless(parsed.Delivery.MaxWaitOnShutdown >= TimeSpan.Zero, "the wait is negative");
            FindingException.Unless(parsed.Broker.Host.Length > 0, "there is no host");
            FindingException.Unless(NameTemplate.Parse(parsed.Target.RoutingKey).MinBytes(parsed.Target.Partitions) <= 255, "a routing key is too long");
            Fill(parsed.Target);
            Check(parsed.Broker.ToString());
            Check(parsed.Target.ToString());
        }
        catch (OptionException refused)
        {
            FindingException.Unless(refused.Message.Contains("option '", StringComparison.Ordinal), "the message names no option");
            Check(refused.Message);
        }
    }

    // As a writer does when it opens: after that, there is nothing left to fill in.
    private static void Fill(PublishTarget target)
    {
        PublishTarget filled = Places.Fill(target);
        FindingException.Unless(filled == Places.Fill(filled), "what was filled in is filled in once more");
    }

    private static void Check(string text) =>
        FindingException.Unless(!text.Contains(Secret, StringComparison.Ordinal), "a message has the password in it");

    private static RawOption Option(Choices choices)
    {
        string name = choices.OneIn(8) ? Text(choices) : OptionTable.All[choices.Below(OptionTable.All.Count)].Name;
        return new RawOption(choices.OneIn(8) ? Misspelt(name, choices) : name, Text(choices), (OptionOrigin)choices.Below(2));
    }

    /// <summary>The password, under its own name or one that is a slip of the finger away from it.</summary>
    private static RawOption Password(Choices choices)
    {
        string name = choices.Below(4) switch
        {
            0 => "password",
            1 => "PASSWORD",
            2 => "broker_password",
            _ => "Password",
        };
        string value = choices.OneIn(4) ? Secret + Text(choices) : Secret;
        return new RawOption(choices.OneIn(3) ? name : Misspelt(name, choices), value, (OptionOrigin)choices.Below(2));
    }

    private static string Misspelt(string name, Choices choices)
    {
        if (name.Length < 2)
            return name + "_";
        int at = choices.Below(name.Length - 1);
        var letter = (char)(' ' + choices.Below(95));
        return choices.Below(4) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, letter.ToString()),
            2 => $"{name[..at]}{letter}{name[(at + 1)..]}",
            _ => $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}",
        };
    }

    private static string Text(Choices choices)
    {
        if (!choices.OneIn(3))
            return Texts[choices.Below(Texts.Length)];
        var text = new char[choices.Below(12)];
        for (int i = 0; i < text.Length; i++)
            text[i] = choices.OneIn(4) ? (char)choices.Below(65536) : "0123456789.eE+- msechr"[choices.Below(22)];
        return choices.OneIn(3) ? new string(text) + Texts[choices.Below(Texts.Length)] : new string(text);
    }
}
