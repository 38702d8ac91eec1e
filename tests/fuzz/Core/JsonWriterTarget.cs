using ZeekAmqp.Fuzz.Engine;
using ZeekAmqp.Fuzz.Records;

namespace ZeekAmqp.Fuzz.Core;

/// <summary>Any record of any log is JSON, and a parser finds in it what was written.</summary>
internal sealed class JsonWriterTarget : IFuzzTarget
{
    private readonly ExpectedJson _expected = new();

    public string Name => "JSON writer";

    public int CaseBytes => 384;

    public void Run(Choices choices) => _expected.Check(new RandomRecord(choices, _expected, isAlwaysTagged: false).Write());
}
