using System.Globalization;
using CsCheck;

namespace ZeekAmqp.Cli.Tests.Filter;

/// <summary>Records and conditions, made at random from few names and values, so that they meet; and what the conditions mean.</summary>
internal static class FilterModel
{
    private static readonly Gen<string> Names = Gen.OneOf("a", "b", "id.orig_h", "c_1");

    private static readonly Gen<object> Simple = Gen.OneOf<object>(
        Gen.Int[-2, 2].Select(number => (object)number),
        Gen.OneOf<object>(true, false),
        Gen.OneOf<object>("", "x", "xy", "10.0.0.1", "10.2.0.1"));

    private static readonly Gen<object> Values = Gen.OneOf(Simple, Simple.Array[0, 3].Select(array => (object)array));

    private static readonly Gen<Condition> Leaves = Gen.OneOf(
        Names.Select(name => new Condition(name, record => record.Fields.ContainsKey(name))),
        Gen.Select(Names, Simple).Select((name, value) => Any(name, $"== {Text(value)}", value.Equals)),
        Gen.Select(Names, Simple).Select((name, value) => new Condition(
            $"{name} != {Text(value)}",
            record => record.Fields.TryGetValue(name, out object? found) && !Elements(found).Contains(value))),
        Gen.Select(Names, Gen.Int[-2, 2]).Select((name, value) => Any(name, $"< {Text(value)}", found => found is int number && number < value)),
        Gen.Select(Names, Gen.OneOf("", "x", "y")).Select((name, value) => Any(
            name, $">= {Text(value)}", found => found is string text && string.CompareOrdinal(text, value) >= 0)),
        Gen.Select(Names, Simple.Array[1, 3]).Select((name, list) => Any(name, $"in [ {string.Join(" , ", list.Select(Text))} ]", list.Contains)),
        Names.Select(name => Any(name, "in 10.0.0.0/15", found => found is "10.0.0.1")),
        Names.Select(name => Any(name, "=~ /^x.?$/", found => found is "x" or "xy")));

    /// <summary>Records of up to four fields.</summary>
    public static Gen<Record> Records { get; } =
        Gen.Select(Names, Values).Array[0, 4].Select(fields => new Record(fields.DistinctBy(field => field.Item1).ToDictionary(field => field.Item1, field => field.Item2)));

    /// <summary>Conditions of some depth.</summary>
    public static Gen<Condition> Conditions { get; } = Gen.Recursive<Condition>(
        (depth, inner) => depth > 3
            ? Leaves
            : Gen.OneOf(
                Leaves,
                inner.Select(one => new Condition($"!({one.Text})", record => !one.Holds(record))),
                Gen.Select(inner, inner).Select((a, b) => new Condition($"({a.Text} && {b.Text})", record => a.Holds(record) && b.Holds(record))),
                Gen.Select(inner, inner).Select((a, b) => new Condition($"({a.Text} || {b.Text})", record => a.Holds(record) || b.Holds(record)))));

    private static Condition Any(string name, string rest, Func<object, bool> holds) => new(
        $"{name} {rest}",
        record => record.Fields.TryGetValue(name, out object? found) && Elements(found).Any(holds));

    private static object[] Elements(object value) => value as object[] ?? [value];

    private static string Text(object value) => value switch
    {
        object[] array => $"[{string.Join(',', array.Select(Text))}]",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A record.</summary>
    public sealed record Record(Dictionary<string, object> Fields)
    {
        /// <summary>As Zeek writes it.</summary>
        public string Json => $"{{{string.Join(',', Fields.Select(pair => $"\"{pair.Key}\":{Text(pair.Value)}"))}}}";

        public override string ToString() => Json;
    }

    /// <summary>A condition.</summary>
    /// <param name="Text">In the language of filters.</param>
    /// <param name="Holds">What it means.</param>
    public sealed record Condition(string Text, Func<Record, bool> Holds)
    {
        public override string ToString() => Text;
    }
}
