using System.Text;

namespace ZeekAmqp.Cli.Tail;

/// <summary>What a terminal is told to make texts stand out (ECMA-48, the 16 colours that each has).</summary>
internal static class Colours
{
    private const string Normal = "\u001b[0m";

    // Green, yellow, magenta, cyan, and the bright ones with red and blue; plain blue is hard to read on black, plain red looks like an error.
    private static readonly int[] Palette = [36, 32, 33, 35, 96, 92, 93, 95, 94, 91];

    // Those that most lines are of, which are not to share one.
    private static readonly string[] Usual = ["conn", "dns", "http", "ssl", "files", "x509", "notice", "weird", "quic", "ntp"];

    /// <summary>Heads of columns.</summary>
    public static string Bold(string text) => $"\u001b[1m{text}{Normal}";

    /// <summary>A text in the colour of a log, which is the same in each process.</summary>
    public static string OfLog(string log, string text)
    {
        int usual = Array.IndexOf(Usual, log);
        int colour = Palette[(usual >= 0 ? usual : (int)(Hash(log) % (uint)Palette.Length)) % Palette.Length];
        return $"\u001b[{colour}m{text}{Normal}";
    }

    // FNV-1a; .NET's own hash is another one in each process.
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 16777619;
        return hash;
    }
}
