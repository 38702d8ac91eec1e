using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Check;

/// <summary>The steps so far.</summary>
/// <param name="printer">Shows them.</param>
internal sealed class CheckReport(IStepPrinter printer)
{
    private bool _hasFailed;

    /// <summary>What the process ends with, unless it was interrupted.</summary>
    public int Status => _hasFailed ? ExitStatus.Incomplete : ExitStatus.Success;

    /// <summary>Takes one and shows it.</summary>
    public void Add(CheckStep step)
    {
        _hasFailed |= step.Status == StepStatus.Failed;
        printer.Print(step);
    }

    /// <summary>Says of steps that they are not tried.</summary>
    /// <param name="names">Which.</param>
    /// <param name="because">The step that they need.</param>
    public void Skip(IEnumerable<string> names, string because)
    {
        foreach (string name in names)
            Add(CheckStep.NotTried(name, because));
    }

    /// <summary>There are no more.</summary>
    public void Finish() => printer.Finish();
}
