namespace ZeekAmqp.Core.Diagnostics;

/// <summary>Numbers of things, for sentences.</summary>
public static class Quantity
{
    /// <summary><c>1 record</c>, <c>2 records</c>.</summary>
    public static string Records(long count) => count == 1 ? "1 record" : $"{count} records";
}
