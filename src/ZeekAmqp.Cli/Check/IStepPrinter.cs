namespace ZeekAmqp.Cli.Check;

/// <summary>Shows steps.</summary>
internal interface IStepPrinter
{
    /// <summary>Shows one, as soon as it is known.</summary>
    void Print(CheckStep step);

    /// <summary>There are no more.</summary>
    void Finish();
}
