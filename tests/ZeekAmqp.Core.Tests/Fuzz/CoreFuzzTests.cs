using CsCheck;
using ZeekAmqp.Fuzz.Core;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Core.Tests.Fuzz;

/// <summary>The targets of tests/fuzz for a moment each. A case is its bytes: what CsCheck makes fewer and smaller is the simplest case.</summary>
public class CoreFuzzTests
{
    [Fact]
    public void Any_record_is_JSON_and_a_parser_finds_in_it_what_was_written() => Run(new JsonWriterTarget(), 30_000);

    [Fact]
    public void Any_string_is_written_as_the_slow_reference_writes_it() => Run(new JsonTextTarget(), 100_000);

    [Fact]
    public void Any_options_are_parsed_or_refused_by_name_and_no_message_has_a_secret() => Run(new OptionTarget(), 50_000);

    [Fact]
    public void Any_text_is_a_template_or_refused_and_its_values_are_none() => Run(new TemplateTarget(), 50_000);

    [Fact]
    public void Any_spool_however_damaged_is_read_to_its_end_and_what_comes_was_written() => Run(new SpoolReaderTarget(), 20_000);

    private static void Run(IFuzzTarget target, long cases) =>
        Gen.Byte.Array[0, target.CaseBytes].Sample(bytes => target.Run(new Choices(bytes)), iter: cases, threads: 1);
}
