using System.Text.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>What holds for each option there is.</summary>
public class EveryOptionTests
{
    public static TheoryData<string> Names => [.. OptionTable.All.Where(option => !option.IsOfScripts).Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_an_effect_globally_and_the_same_for_a_filter_which_wins(string name)
    {
        OptionSample sample = SampleOf(name);
        string preset = OptionTable.All.Single(option => option.Name == name).Default;
        string without = Parsed(sample);
        string global = Parsed(sample, new RawOption(name, sample.Value));
        Assert.NotEqual(without, global);
        Assert.Equal(global, Parsed(sample, new RawOption(name, sample.Value, OptionOrigin.Filter)));
        Assert.Equal(without, Parsed(sample, new(name, preset, OptionOrigin.Filter), new(name, sample.Value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bad_value_is_refused_with_the_option_the_value_and_what_is_allowed(string name)
    {
        OptionSample sample = SampleOf(name);
        if (sample.Bad is null)
        {
            Parsed(sample, new RawOption(name, "any text, \u00e9 {x} \0"));
            return;
        }

        foreach (OptionOrigin origin in Enum.GetValues<OptionOrigin>())
        {
            var refused = Assert.Throws<OptionException>(() => Parsed(sample, new RawOption(name, sample.Bad, origin)));
            Assert.Contains($"'{name}'", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"'{sample.Bad}'", refused.Message, StringComparison.Ordinal);
            Assert.Contains("allowed", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_for_scripts_alone_is_refused_in_a_filter_and_ignored_globally()
    {
        foreach (OptionDefinition option in OptionTable.All.Where(option => option.IsOfScripts))
        {
            OptionParser.Parse([new(option.Name, option.Default)]);
            var refused = Assert.Throws<OptionException>(() => OptionParser.Parse([new(option.Name, option.Default, OptionOrigin.Filter)]));
            Assert.Contains($"'{option.Name}'", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_sample_is_for_an_option_that_does_not_exist() =>
        Assert.Empty(OptionSample.All.Select(sample => sample.Name).Except(OptionTable.All.Select(option => option.Name)));

    // One sample is also missing if this finds two.
    private static OptionSample SampleOf(string name) => OptionSample.All.Single(sample => sample.Name == name);

    // All that was made of the options, as one text: records with lists in them are not equal otherwise. Where an option was set is no difference.
    private static string Parsed(OptionSample sample, params RawOption[] options)
    {
        WriterOptions parsed = OptionParser.Parse([.. sample.With, .. options]);
        return JsonSerializer.Serialize(parsed with { Texts = [], Broker = parsed.Broker with { OwnSettings = "" } });
    }
}
