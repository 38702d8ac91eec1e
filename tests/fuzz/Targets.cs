using ZeekAmqp.Fuzz.Cli;
using ZeekAmqp.Fuzz.Core;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz;

/// <summary>All targets there are. A new one is a class, a line here, and a test that runs it for a moment.</summary>
internal static class Targets
{
    public static IFuzzTarget[] All { get; } =
    [
        new JsonWriterTarget(),
        new JsonTextTarget(),
        new OptionTarget(),
        new TemplateTarget(),
        new SpoolReaderTarget(),
        new TsvReaderTarget(),
        new TsvRoundTripTarget(),
        new JsonReaderTarget(),
    ];
}
