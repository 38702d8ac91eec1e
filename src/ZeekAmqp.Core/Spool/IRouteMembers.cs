namespace ZeekAmqp.Core.Spool;

/// <summary>
/// The members of a route's JSON, one after the other: each takes the value that there is, and gives that which is to be. So one list of
/// them does for both ways. Whoever writes gives back what it took; whoever reads does not look at it.
/// </summary>
/// <remarks>Whoever reads throws a <see cref="System.Text.Json.JsonException"/> for a member that is missing, or of another type.</remarks>
internal interface IRouteMembers
{
    /// <summary>A text.</summary>
    string Text(string name, string value);

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number that there is.</param>
    /// <param name="min">The least that may be read.</param>
    /// <param name="max">The greatest that may be read.</param>
    long Number(string name, long value, long min, long max);

    /// <summary>Whether something is so.</summary>
    bool Flag(string name, bool value);
}
