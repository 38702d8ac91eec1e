namespace ZeekAmqp.Core.Routing;

/// <summary>A piece of a <see cref="NameTemplate"/>.</summary>
/// <param name="Kind">What it stands for; <see cref="Placeholders.None"/> for itself.</param>
/// <param name="Text">The text itself, the variable's or the column's name; else empty.</param>
internal readonly record struct NamePart(Placeholders Kind, string Text);
