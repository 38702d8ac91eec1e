using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>The fields of one record.</summary>
internal interface IRecordFields
{
    /// <summary>Finds a field by the name that it has in the record.</summary>
    /// <param name="name">The name: <c>id.orig_h</c>.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False if the record has none, or one that is not set (<c>null</c>).</returns>
    bool TryFind(string name, out JsonElement value);
}
