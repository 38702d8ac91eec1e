using System.Text.Json;
using CsCheck;
using ZeekAmqp.Cli.Filter;

namespace ZeekAmqp.Cli.Tests.Filter;

/// <summary>What holds for any filter and any record.</summary>
public class FilterPropertyTests
{
    [Fact]
    public void A_filter_means_what_a_plain_reading_of_its_parts_means() =>
        Gen.Select(FilterModel.Records, FilterModel.Conditions).Sample((record, condition) =>
        {
            using JsonDocument json = JsonDocument.Parse(record.Json);
            return FilterExpression.Parse(condition.Text).Matches(new JsonFields(json.RootElement, null)) == condition.Holds(record);
        });

    [Fact]
    public void Negation_is_the_opposite() =>
        Gen.Select(FilterModel.Records, FilterModel.Conditions).Sample((record, condition) =>
            Matches($"!({condition.Text})", record) != Matches(condition.Text, record));

    [Fact]
    public void De_Morgan_is_right() =>
        Gen.Select(FilterModel.Records, FilterModel.Conditions, FilterModel.Conditions).Sample((record, a, b) =>
            Matches($"!(({a.Text}) && ({b.Text}))", record) == Matches($"!({a.Text}) || !({b.Text})", record));

    [Fact]
    public void Blanks_between_the_parts_mean_nothing() =>
        Gen.Select(FilterModel.Records, FilterModel.Conditions).Sample((record, condition) =>
            Matches(condition.Text.Replace(" ", " \t\n ", StringComparison.Ordinal), record) == Matches(condition.Text, record));

    [Fact]
    public void Any_text_is_a_filter_or_is_refused_with_a_place_in_it()
    {
        Gen<string> piece = Gen.OneOf(
            Gen.OneOf("&&", "||", "!", "(", ")", "==", "!=", "<", "<=", "=~", "in", "[", "]", ",", "\"", "/", "`", "true", "1.5", "10.0.0.0/8", "::1", "a", "id.orig_h", " "),
            Gen.String[0, 3]);
        piece.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            try
            {
                FilterExpression.Parse(text);
                return true;
            }
            catch (FilterException exception)
            {
                exception.Show(text);
                return exception.Position >= 0 && exception.Position <= text.Length && exception.Message.Length > 0;
            }
        });
    }

    [Fact]
    public void Any_text_in_quotes_is_found_again() =>
        Gen.String.Where(text => text.EnumerateRunes().All(rune => rune.Value != 0xfffd)).Sample(text =>
        {
            using JsonDocument json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["a"] = text }));
            string quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            return FilterExpression.Parse($"a == \"{quoted}\"").Matches(new JsonFields(json.RootElement, null));
        });

    [Fact]
    public void An_address_is_in_the_subnets_that_begin_as_it_does() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Int[0, 32]).Sample((address, other, bits) =>
        {
            uint mask = bits == 0 ? 0 : uint.MaxValue << (32 - bits);
            uint net = (address & mask) | (other & ~mask);
            using JsonDocument json = JsonDocument.Parse($$"""{"a":"{{Dotted(address)}}"}""");
            var fields = new JsonFields(json.RootElement, null);
            return FilterExpression.Parse($"a in {Dotted(net)}/{bits}").Matches(fields)
                && FilterExpression.Parse($"a in {Dotted(other)}/{bits}").Matches(fields) == ((address & mask) == (other & mask));
        });

    private static string Dotted(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";

    private static bool Matches(string filter, FilterModel.Record record)
    {
        using JsonDocument json = JsonDocument.Parse(record.Json);
        return FilterExpression.Parse(filter).Matches(new JsonFields(json.RootElement, null));
    }
}
