namespace ZeekAmqp.Fuzz.Engine;

/// <summary>Something that has to hold whatever it is given. One thread at a time; what one case leaves must not matter to the next.</summary>
internal interface IFuzzTarget
{
    /// <summary>Its name, as people ask for it.</summary>
    string Name { get; }

    /// <summary>How many bytes a large case takes.</summary>
    int CaseBytes { get; }

    /// <summary>Runs a case. Any exception is a finding.</summary>
    void Run(Choices choices);
}
