using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

public class TimeFormatTests
{
    [Theory]
    [InlineData(1300475167.096535, TimestampFormat.Epoch, "1300475167.096535")]
    [InlineData(1300475167.096535, TimestampFormat.Millis, "1300475167096")]
    [InlineData(-1.5, TimestampFormat.Millis, "-1500")]
    [InlineData(-0.0005, TimestampFormat.Millis, "0")]
    [InlineData(1300475167.096535, TimestampFormat.MillisUnsigned, "1300475167096")]
    [InlineData(-1.0, TimestampFormat.MillisUnsigned, "18446744073709550616")]
    [InlineData(double.NaN, TimestampFormat.Millis, "-9223372036854775808")]
    [InlineData(1300475167.096535, TimestampFormat.Iso8601, "\"2011-03-18T19:06:07.096535Z\"")]
    [InlineData(0.0, TimestampFormat.Iso8601, "\"1970-01-01T00:00:00.000000Z\"")]
    [InlineData(-0.25, TimestampFormat.Iso8601, "\"1969-12-31T23:59:59.750000Z\"")]
    [InlineData(1.9999999, TimestampFormat.Iso8601, "\"1970-01-01T00:00:01.1000000Z\"")]
    [InlineData(253402300799.5, TimestampFormat.Iso8601, "\"9999-12-31T23:59:59.500000Z\"")]
    [InlineData(253402300800.0, TimestampFormat.Iso8601, "\"2000-01-01T00:00:00.000000\"")]
    [InlineData(-62135596800.0, TimestampFormat.Iso8601, "\"0001-01-01T00:00:00.000000Z\"")]
    [InlineData(-62135596800.5, TimestampFormat.Iso8601, "\"2000-01-01T00:00:00.000000\"")]
    [InlineData(1e18, TimestampFormat.Iso8601, "\"2000-01-01T00:00:00.000000\"")]
    public void A_time_is_written_in_each_of_Zeeks_formats(double seconds, TimestampFormat format, string expected)
    {
        Span<byte> target = stackalloc byte[TimeFormat.MaxLength];
        int length = TimeFormat.Write(target, seconds, format);
        Assert.Equal(expected, Encoding.ASCII.GetString(target[..length]));
    }
}
