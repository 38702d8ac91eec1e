using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Routing;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Core;

/// <summary>
/// Any text is a template or refused in words. A template's text is the same template, and what fills it in is not read as one.
/// </summary>
internal sealed class TemplateTarget : IFuzzTarget
{
    private static readonly string[] Pieces =
        ["{", "}", "{{", "}}", "path", "{path}", "{node}", "{env:A}", "{env:", "{field:", "{field:uid}", "{partition}", ":", "x", "\0", "\ud800", "\u20ac", ""];

    private static readonly LogSchema Schema = new("{{path}") { Node = "}"u8.ToArray() };

    public string Name => "name templates";

    public int CaseBytes => 64;

    public void Run(Choices choices)
    {
        int count = choices.Below(12);
        string text = "";
        for (int i = 0; i < count; i++)
            text += choices.OneIn(5) ? ((char)choices.Below(65536)).ToString() : Pieces[choices.Below(Pieces.Length)];
        var allowed = (Placeholders)choices.Below(32);
        if (NameTemplate.TryParse(text, allowed, out NameTemplate? template) is { } fault)
        {
            FindingException.Unless(fault.Length > 0 && template is null, "it is refused without a word");
            return;
        }

        FindingException.Unless((template!.Kinds & ~allowed) == 0, "it has places that are not allowed");
        FindingException.Unless(template.ToString() == text, "its text is another");
        if (template.IsConstant)
            FindingException.Unless(NameTemplate.Escape(template.Render()) == text, "text does not stand for itself");
        if (template.TryFill(Schema, name => name == "A" ? "{node}" : null, out NameTemplate filled) is not null)
            return;
        FindingException.Unless((filled.Kinds & Placeholders.Fixed) == 0, "something is not filled in");
        FindingException.Unless(filled.Render(3, _ => "{") == NameTemplate.Parse(filled.ToString()).Render(3, _ => "{"), "a value is read as a template");
    }
}
