using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>Numbers, those at the edges above all.</summary>
internal static class RandomNumbers
{
    private static readonly double[] Edges =
    [
        0.0, -0.0, 1, -1, 0.1, 1e21, 1e22, 1e-6, 1e-7, 9.999999999999999e20, 9007199254740992, 9007199254740993, double.NaN,
        double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
        2.2250738585072014e-308, 2.225073858507201e-308, 1700000000.000001, 253402300799, 253402300800, 253402300799.9999999, -62135596800,
        -62135596801, 9223372036854775.807, 1.8446744073709552e16, 9.2233720368547758e18, -0.0000001, 0.9999995, 1.9999999,
    ];

    /// <summary>A double of any kind.</summary>
    public static double Double(Choices choices) => choices.Below(4) switch
    {
        0 => Edges[choices.Below(Edges.Length)],
        1 => BitConverter.UInt64BitsToDouble(choices.Bits()),
        2 => (long)choices.Bits() / 1e6,
        _ => (uint)choices.Bits() + ((double)(uint)choices.Bits() / uint.MaxValue),
    };

    /// <summary>Any 64 bits, in any magnitude.</summary>
    public static ulong Bits(Choices choices)
    {
        int shift = choices.Below(65);
        return shift == 64 ? ulong.MaxValue : choices.Bits() >> shift;
    }
}
