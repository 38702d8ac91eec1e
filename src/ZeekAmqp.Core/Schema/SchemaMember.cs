namespace ZeekAmqp.Core.Schema;

/// <summary>A member of a record in its schema.</summary>
/// <param name="Key">The name as it stands in a record: quoted, escaped, with its colon.</param>
/// <param name="Json">The schema of its value.</param>
/// <param name="IsAlways">Whether each record has it.</param>
internal readonly record struct SchemaMember(string Key, string Json, bool IsAlways);
