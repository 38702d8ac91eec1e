using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Replay;

namespace ZeekAmqp.Cli.Tests.Replay;

public class TimeTextTests
{
    // 2026-01-31T12:00:00Z.
    private const double Now = 1769860800;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1769860800.25", Now + 0.25)]
    [InlineData("2026-01-31T12:00:00Z", Now)]
    [InlineData("2026-01-31T12:00Z", Now)]
    [InlineData("2026-01-31T14:00:00.5+02:00", Now + 0.5)]
    [InlineData("2026-01-31 12:00:00Z", Now)]
    [InlineData("2026-01-31T14:00:00", Now - 3600)]
    [InlineData("2026-01-31 14:00", Now - 3600)]
    [InlineData("2026-01-31", Now - (15 * 3600))]
    [InlineData("2h", Now - 7200)]
    [InlineData("30m ago", Now - 1800)]
    [InlineData("1d12h", Now - (36 * 3600))]
    [InlineData("0.5s", Now - 0.5)]
    [InlineData("2w", Now - (14 * 86400))]
    public void Text_names_a_moment(string text, double seconds) => Assert.Equal(seconds, TimeText.Parse("--since", text, Clock()));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-1")]
    [InlineData("12:00")]
    [InlineData("2x")]
    [InlineData("h")]
    [InlineData("-1")]
    [InlineData("1e9")]
    public void Other_text_is_refused_with_what_is_allowed(string text)
    {
        string message = Assert.Throws<UsageException>(() => TimeText.Parse("--since", text, Clock())).Message;

        Assert.StartsWith($"--since '{text}' is no time; allowed: seconds since 1970, ", message);
    }

    private static FakeTimeProvider Clock()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds((long)Now));
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(3), "east", "east"));
        return clock;
    }
}
