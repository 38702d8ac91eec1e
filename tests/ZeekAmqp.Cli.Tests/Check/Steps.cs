using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Places;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Check;

/// <summary>Shorter words for tests of steps.</summary>
internal static class Steps
{
    public static WriterOptions Options(params string[] settings) => OptionParser.Parse(settings.Select(setting =>
    {
        string[] parts = setting.Split('=', 2);
        return new RawOption(parts[0], parts[1]);
    }));

    public static Destination Destination(params string[] settings) => new(Options(settings).Target, "conn", "", _ => null);

    public static void AssertIs(this CheckStep step, StepStatus status, string text, string advice = "")
    {
        Assert.True(step.Status == status, $"{step.Status}: {step.Text}");
        Assert.Contains(text, step.Text);
        Assert.Contains(advice, step.Advice);
        Assert.True(status is StepStatus.Ok or StepStatus.Skipped || step.Advice.Length > 0, "what is wrong needs advice");
    }
}
