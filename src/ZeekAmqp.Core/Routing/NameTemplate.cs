using System.Globalization;
using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Routing;

/// <summary>
/// A name with places for values: <c>zeek.{path}</c>. <c>{{</c> and <c>}}</c> stand for braces. Its text is a template again, whatever of
/// it was filled in. Immutable.
/// </summary>
public sealed class NameTemplate
{
    /// <summary>What stands for a value that is not there, as in Zeek's own logs: an unset field, the node outside a cluster.</summary>
    public const string Unset = "-";

    private const string FieldPrefix = "field:";
    private const string VariablePrefix = "env:";

    // Room for ordinary names; longer ones grow.
    private const int UsualLength = 64;

    private NameTemplate(IReadOnlyList<NamePart> parts)
    {
        Parts = parts;
        foreach (NamePart part in parts)
            Kinds |= part.Kind;
    }

    /// <summary>Which placeholders are in it.</summary>
    public Placeholders Kinds { get; }

    /// <summary>Whether it stands for itself alone.</summary>
    public bool IsConstant => Kinds == Placeholders.None;

    internal IReadOnlyList<NamePart> Parts { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="allowed">What may be in it.</param>
    /// <param name="template">The template, or null.</param>
    /// <returns>What is wrong with the text, in words for people; null if nothing is.</returns>
    public static string? TryParse(string text, Placeholders allowed, out NameTemplate? template)
    {
        template = null;
        var parts = new List<NamePart>();
        var literal = new StringBuilder();
        for (int at = 0; at < text.Length; at++)
        {
            char letter = text[at];
            if (letter is not ('{' or '}'))
            {
                literal.Append(letter);
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == letter)
            {
                literal.Append(letter);
                at++;
                continue;
            }

            if (letter == '}')
                return "a } has no { before it; write }} for one that stands for itself";
            int end = text.IndexOf('}', at);
            if (end < 0)
                return "a { is not closed; write {{ for one that stands for itself";
            string inside = text[(at + 1)..end];
            if (TryReadPlace(inside, allowed) is not { } part)
                return $"{{{inside}}} stands for nothing here; write {{{{ for a brace that stands for itself";
            TakeLiteral(literal, parts);
            parts.Add(part);
            at = end;
        }

        TakeLiteral(literal, parts);
        template = new NameTemplate(parts);
        return null;
    }

    /// <summary>Bytes of UTF-8 that it has at least, whatever its values; of the partitions' numbers, the longest counts.</summary>
    public int MinBytes(int partitions = 1) => Parts.Sum(part => part.Kind switch
    {
        Placeholders.None => Encoding.UTF8.GetByteCount(part.Text),
        Placeholders.Partition => (partitions - 1).ToString(CultureInfo.InvariantCulture).Length,
        _ => 0,
    });

    /// <summary>Reads a template that is known to be one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static NameTemplate Parse(string text) =>
        TryParse(text, ~Placeholders.None, out NameTemplate? template) is { } fault ? throw new ArgumentException(fault) : template!;

    /// <summary>The template that stands for a text as it is.</summary>
    public static string Escape(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>Fills in all that has one value as long as a writer lives.</summary>
    /// <param name="schema">The log, and where it is written.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <param name="filled">The template, with no other places than those of <see cref="Placeholders.Partition"/> and <see cref="Placeholders.Field"/>.</param>
    /// <returns>What is missing, in words for people; null if nothing is.</returns>
    public string? TryFill(LogSchema schema, Func<string, string?> variable, out NameTemplate filled)
    {
        filled = this;
        var parts = new List<NamePart>();
        var literal = new StringBuilder();
        foreach (NamePart part in Parts)
        {
            string? value = part.Kind switch
            {
                Placeholders.None => part.Text,
                Placeholders.Path => schema.Path,
                Placeholders.Node => schema.Node.Length == 0 ? Unset : Encoding.UTF8.GetString(schema.Node),
                Placeholders.Variable => variable(part.Text),
                _ => null,
            };
            if (value is not null)
            {
                literal.Append(value);
                continue;
            }

            if (part.Kind == Placeholders.Variable)
                return $"the environment of this process has no variable '{part.Text}'; set it where the process is started";
            TakeLiteral(literal, parts);
            parts.Add(part);
        }

        TakeLiteral(literal, parts);
        filled = new NameTemplate(parts);
        return null;
    }

    /// <summary>The name that it makes.</summary>
    /// <param name="partition">Number of the message's partition.</param>
    /// <param name="field">Gives the value of a column by its name.</param>
    public string Render(int partition = 0, Func<string, string>? field = null)
    {
        if (Parts.Count == 1 && IsConstant)
            return Parts[0].Text;
        var name = new StringBuilder(UsualLength);
        foreach (NamePart part in Parts)
        {
            _ = part.Kind switch
            {
                Placeholders.None => name.Append(part.Text),
                Placeholders.Partition => name.Append(partition),
                Placeholders.Field when field is not null => name.Append(field(part.Text)),
                _ => name.Append(Shown(part)),
            };
        }

        return name.ToString();
    }

    /// <summary>The name with a text for each place, which need not be a value.</summary>
    /// <param name="place">What is to stand for a place: told its kind, and the variable's or the column's name.</param>
    public string RenderPlaces(Func<Placeholders, string, string> place) =>
        string.Concat(Parts.Select(part => part.Kind == Placeholders.None ? part.Text : place(part.Kind, part.Text)));

    /// <summary>The template's text.</summary>
    public override string ToString() => string.Concat(Parts.Select(part => part.Kind == Placeholders.None ? Escape(part.Text) : Shown(part)));

    private static string Shown(NamePart part) => part.Kind switch
    {
        Placeholders.Path => "{path}",
        Placeholders.Node => "{node}",
        Placeholders.Partition => "{partition}",
        Placeholders.Variable => $"{{{VariablePrefix}{part.Text}}}",
        _ => $"{{{FieldPrefix}{part.Text}}}",
    };

    private static NamePart? TryReadPlace(string inside, Placeholders allowed)
    {
        NamePart? part = inside switch
        {
            "path" => new NamePart(Placeholders.Path, ""),
            "node" => new NamePart(Placeholders.Node, ""),
            "partition" => new NamePart(Placeholders.Partition, ""),
            _ when inside.StartsWith(VariablePrefix, StringComparison.Ordinal) => new NamePart(Placeholders.Variable, inside[VariablePrefix.Length..]),
            _ when inside.StartsWith(FieldPrefix, StringComparison.Ordinal) => new NamePart(Placeholders.Field, inside[FieldPrefix.Length..]),
            _ => null,
        };
        return part is { } found && (allowed & found.Kind) != 0 && (found.Text.Length > 0 || found.Kind is not (Placeholders.Variable or Placeholders.Field))
            ? part
            : null;
    }

    private static void TakeLiteral(StringBuilder literal, List<NamePart> parts)
    {
        if (literal.Length == 0)
            return;
        parts.Add(new NamePart(Placeholders.None, literal.ToString()));
        literal.Clear();
    }
}
