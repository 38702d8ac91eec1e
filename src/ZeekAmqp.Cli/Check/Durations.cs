using System.Globalization;

namespace ZeekAmqp.Cli.Check;

/// <summary>Times as people read them.</summary>
internal static class Durations
{
    /// <summary><c>0.4 ms</c>, <c>12 ms</c>, <c>3.1 s</c>.</summary>
    public static string Text(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };
}
