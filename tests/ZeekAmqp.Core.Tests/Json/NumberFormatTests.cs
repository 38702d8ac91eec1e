using System.Globalization;
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

    [Fact]
    public void Any_finite_double_reads_back_as_itself_and_is_as_short_as_can_be() =>
        Gen.Double.Where(double.IsFinite).Sample(
            value =>
            {
                string text = Text(value);
                Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
                Assert.Equal(Digits(value.ToString("R", CultureInfo.InvariantCulture)), Digits(text));
            },
            iter: 20_000);

    [Fact]
    public void A_time_with_microseconds_is_written_with_just_its_decimals() =>
        Gen.Long[1_000, 4_294_967_296_000_000].Sample(
            micros =>
            {
                double value = micros / 1e6;
                string text = Text(value);
                Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
                Assert.Equal(Digits(value.ToString("R", CultureInfo.InvariantCulture)), Digits(text));
            },
            iter: 20_000);

    private static string Text(double value)
    {
        Span<byte> target = stackalloc byte[NumberFormat.MaxLength];
        return Encoding.ASCII.GetString(target[..NumberFormat.Write(target, value)]);
    }

    /// <summary>The significant digits, without sign, point, exponent and zeros at both ends.</summary>
    private static string Digits(string text)
    {
        string mantissa = text.Split('e', 'E')[0].TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        return mantissa.Trim('0');
    }
}
