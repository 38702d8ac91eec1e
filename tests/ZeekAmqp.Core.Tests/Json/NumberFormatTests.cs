using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

public class NumberFormatTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.0, "-1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.5, "1.5")]
    [InlineData(100.0, "100.0")]
    [InlineData(123456789.0, "123456789.0")]
    [InlineData(1300475167.096535, "1300475167.096535")]
    [InlineData(1300475167.0, "1300475167.0")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.000999, "0.000999")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.0000123, "0.0000123")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.25e-7, "1.25e-7")]
    [InlineData(4294967295.999999, "4294967295.999999")]
    [InlineData(4294967296.000001, "4294967296.000001")]
    [InlineData(1073741824.0, "1073741824.0")]
    [InlineData(1073741823.999999, "1073741823.999999")]
    [InlineData(2147483648.0, "2147483648.0")]
    [InlineData(2147483647.9999998, "2147483647.9999998")]
    [InlineData(1700000000.000001, "1700000000.000001")]
    [InlineData(1700000000.1, "1700000000.1")]
    [InlineData(1700000000.9999998, "1700000000.9999998")]
    [InlineData(1700000000.1234562, "1700000000.1234562")]
    [InlineData(-1700000000.123456, "-1700000000.123456")]
    [InlineData(4294967295.9999995, "4294967295.9999995")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(123456789012345678.0, "123456789012345680.0")]
    [InlineData(1e20, "100000000000000000000.0")]
    [InlineData(1e21, "1e21")]
    [InlineData(1.5e22, "1.5e22")]
    [InlineData(-2.5e-10, "-2.5e-10")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e308")]
    [InlineData(double.NaN, "null")]
    [InlineData(double.PositiveInfinity, "null")]
    [InlineData(double.NegativeInfinity, "null")]
    public void A_double_is_laid_out_as_RapidJSON_does(double value, string expected) => Assert.Equal(expected, Text(value));

    [Theory]
    // A tie at the last digit is rounded up, not to even.
    [InlineData(0.008234024047851563, "0.008234024047851563")]
    [InlineData(2.9802322387695313e-8, "2.9802322387695313e-8")]
    // One digit more than need be.
    [InlineData(1343424814.044505, "1343424814.0445049")]
    public void Where_RapidJSON_differs_from_the_shortest_digits_its_digits_are_written(double value, string expected) =>
        Assert.Equal(expected, Text(value));

    [Fact]
    public void Any_finite_double_reads_back_as_itself() =>
        Gen.Double.Where(double.IsFinite).Sample(
            value => BitConverter.DoubleToInt64Bits(double.Parse(Text(value), CultureInfo.InvariantCulture))
                     == BitConverter.DoubleToInt64Bits(value),
            iter: 100_000);

    [Fact]
    public void A_time_with_microseconds_reads_back_as_itself_and_nearly_always_has_just_its_decimals()
    {
        int longer = 0;
        const int Times = 100_000;
        for (int i = 0; i < Times; i++)
        {
            double value = (1_300_475_167_096_535L + (i * 104_729L)) / 1e6;
            string text = Text(value);
            Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
            longer += text.Length > 17 ? 1 : 0;
        }

        Assert.InRange(longer, 0, Times / 100);
    }

    [Fact]
    public void The_short_cut_for_times_finds_the_digits_of_the_long_way()
    {
        var random = new Random(1);
        int taken = 0;
        const int Times = 500_000;
        for (int i = 0; i < Times; i++)
        {
            // Times with microseconds, their neighbours, and any double of the range.
            double value = random.NextInt64(1L << 30, 1L << 32) + (random.Next(1_000_000) / 1e6);
            value = (i % 4) switch { 0 => value, 1 => Math.BitIncrement(value), 2 => Math.BitDecrement(value), _ => value + random.NextDouble() };
            Span<byte> shortCut = new byte[EpochDigits.Room];
            int length = EpochDigits.Write(shortCut, value);
            if (length == 0)
                continue;
            taken++;
            Assert.Equal(Positional(value), Encoding.ASCII.GetString(shortCut[..length]));
        }

        Assert.InRange(taken, Times / 4 * 9 / 10, Times);
    }

    [Fact]
    public void The_powers_of_ten_are_exact_to_64_bits()
    {
        for (int i = 0; i < GrisuDigits.Powers.Length; i++)
        {
            int power = -348 + (8 * i);
            // 10^power · 2^-e, with e such that 64 bits stand before the point.
            int exponent = ((power * 217706) >> 16) - 63;
            BigInteger numerator = BigInteger.Pow(10, Math.Max(power, 0)) << Math.Max(-exponent, 0);
            BigInteger denominator = BigInteger.Pow(10, Math.Max(-power, 0)) << Math.Max(exponent, 0);
            BigInteger rounded = ((2 * numerator) + denominator) / (2 * denominator);
            Assert.Equal((BigInteger)GrisuDigits.Powers[i], rounded);
        }
    }

    /// <summary>The digits of <see cref="GrisuDigits"/> with ten of them before the point.</summary>
    private static string Positional(double value)
    {
        Span<byte> digits = new byte[NumberFormat.MaxLength];
        int count = GrisuDigits.Find(value, digits, out int exponent);
        Assert.Equal(10, exponent);
        string text = Encoding.ASCII.GetString(digits[..count]).PadRight(11, '0');
        return $"{text[..10]}.{text[10..]}";
    }

    private static string Text(double value)
    {
        Span<byte> target = stackalloc byte[NumberFormat.MaxLength];
        return Encoding.ASCII.GetString(target[..NumberFormat.Write(target, value)]);
    }
}
