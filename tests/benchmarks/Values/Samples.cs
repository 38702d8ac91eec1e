using System.Text;

namespace ZeekAmqp.Benchmarks.Values;

/// <summary>Makes the values of each kind, always the same ones.</summary>
internal static class Samples
{
    /// <summary>How many there are of a kind.</summary>
    public const int Count = 256;

    private const double Start = 1_700_000_000.123456;

    /// <summary>The values of a kind.</summary>
    public static ISamples Of(ValueKind kind) => kind switch
    {
        ValueKind.Times => Doubles(random => (1_700_000_000_000_000L + random.NextInt64(100_000_000_000_000L)) / 1e6),
        ValueKind.Microseconds => Doubles(random => random.Next(1, 10_000) / 1e6),
        ValueKind.Durations => Doubles(random => Start + (random.NextDouble() * 60) - Start),
        ValueKind.RandomDoubles => Doubles(random => BitConverter.Int64BitsToDouble(random.NextInt64()) is var any && double.IsFinite(any) ? any : 1.5),
        ValueKind.Counts => new CountSamples(Make(random => (ulong)random.NextInt64(1L << random.Next(1, 33)))),
        ValueKind.AddressesV4 => new AddressSamples(Make(random => Bytes(random, 4))),
        ValueKind.AddressesV6 => new AddressSamples(Make(random => random.Next(2) == 0 ? Bytes(random, 16) : [.. Bytes(random, 4), .. new byte[8], .. Bytes(random, 4)])),
        ValueKind.ShortStrings => Texts(random => Letters(random, random.Next(2, 19))),
        ValueKind.LongStrings => Texts(random => Letters(random, 200)),
        ValueKind.Escapes => Texts(random => $"{Letters(random, 20)}\"{Letters(random, 20)}\\{Letters(random, 18)}"),
        ValueKind.Utf8Strings => Texts(random => string.Concat(Enumerable.Range(0, 15).Select(_ => $"{Letters(random, 3)}{(char)(0xe0 + random.Next(30))}"))),
        _ => new TextSamples(Make(random => (byte[])[0xff, .. Bytes(random, 59)])),
    };

    private static DoubleSamples Doubles(Func<Random, double> next) => new(Make(next));

    private static TextSamples Texts(Func<Random, string> next) => new(Make(random => Encoding.UTF8.GetBytes(next(random))));

    private static T[] Make<T>(Func<Random, T> next)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Count).Select(_ => next(random))];
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Letters(Random random, int length) => new(random.GetItems<char>("abcdefghijklmnopqrstuvwxyzABCDEF0123456789.-_/ ", length));
}
