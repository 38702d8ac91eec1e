namespace ZeekAmqp.Fuzz.Engine;

/// <summary>What has to hold does not.</summary>
internal sealed class FindingException(string message) : Exception(message)
{
    /// <summary>Reports a finding unless the condition holds.</summary>
    public static void Unless(bool holds, string message)
    {
        if (!holds)
            throw new FindingException(message);
    }
}
