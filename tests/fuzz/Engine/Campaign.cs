using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ZeekAmqp.Fuzz.Engine;

/// <summary>Runs random cases of one target, all of them, whatever is found.</summary>
internal sealed class Campaign(IFuzzTarget target, ulong seed)
{
    private const int MaxShown = 5;

    // xorshift128+ (Vigna): a case costs microseconds, its bytes must not.
    private ulong _a = seed ^ 0x9e3779b97f4a7c15;
    private ulong _b = (seed << 1) | 1;

    /// <summary>How many cases did not hold.</summary>
    public long Findings { get; private set; }

    /// <summary>How long all of them took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Runs so many cases, and shows the first findings with their bytes.</summary>
    public void Run(long cases, TextWriter output)
    {
        var words = new ulong[(target.CaseBytes + 7) / 8];
        var bytes = new byte[words.Length * 8];
        var choices = new Choices();
        long start = Stopwatch.GetTimestamp();
        for (long i = 0; i < cases; i++)
        {
            // Small cases are the likelier ones to meet the edges of small things.
            int length = (i & 3) == 0 ? 1 + (int)(Next() % 64) : target.CaseBytes;
            int count = (length + 7) / 8;
            for (int w = 0; w < count; w++)
                words[w] = Next();
            MemoryMarshal.AsBytes(words.AsSpan(0, count)).CopyTo(bytes);
            choices.Restart(bytes, length);
            try
            {
                target.Run(choices);
            }
            catch (Exception exception)
            {
                if (Findings++ < MaxShown)
                {
                    output.WriteLine($"{target.Name}, case {i}: {exception.GetType().Name}: {exception.Message}");
                    output.WriteLine($"  replay with: --target '{target.Name}' --case {Convert.ToHexString(bytes, 0, length)}");
                }
            }
        }

        Elapsed = Stopwatch.GetElapsedTime(start);
    }

    private ulong Next()
    {
        ulong x = _a;
        ulong y = _b;
        _a = y;
        x ^= x << 23;
        _b = x ^ y ^ (x >> 17) ^ (y >> 26);
        return _b + y;
    }
}
