using CsCheck;
using ZeekAmqp.Fuzz.Cli;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Cli.Tests.Fuzz;

/// <summary>The targets of tests/fuzz for a moment each. A case is its bytes: what CsCheck makes fewer and smaller is the simplest case.</summary>
public class ReaderFuzzTests
{
    [Fact]
    public void Any_TSV_log_however_damaged_is_read_to_its_end() => Run(new TsvReaderTarget(), 30_000);

    [Fact]
    public void Any_JSON_log_however_damaged_is_read_to_its_end() => Run(new JsonReaderTarget(), 30_000);

    [Fact]
    public void Any_record_written_as_TSV_reads_back_as_the_JSON_of_it() => Run(new TsvRoundTripTarget(), 20_000);

    private static void Run(IFuzzTarget target, long cases) =>
        Gen.Byte.Array[0, target.CaseBytes].Sample(bytes => target.Run(new Choices(bytes)), iter: cases, threads: 1);
}
