namespace ZeekAmqp.Cli.Check.Places;

/// <summary>Matches keys as a topic exchange does: words between dots, <c>*</c> for one of them, <c>#</c> for any number.</summary>
internal static class TopicPattern
{
    /// <summary>Whether a binding's pattern takes a routing key.</summary>
    public static bool Takes(string pattern, string key)
    {
        string[] words = Words(key);
        // Whether what of the pattern has been looked at takes the first so many words.
        bool[] takes = new bool[words.Length + 1];
        takes[0] = true;
        foreach (string part in Words(pattern))
        {
            bool[] next = new bool[takes.Length];
            for (int count = 0; count <= words.Length; count++)
            {
                next[count] = part == "#"
                    ? takes[count] || (count > 0 && next[count - 1])
                    : count > 0 && takes[count - 1] && (part == "*" || part == words[count - 1]);
            }

            takes = next;
        }

        return takes[words.Length];
    }

    // RabbitMQ takes an empty key for no words at all.
    private static string[] Words(string key) => key.Length == 0 ? [] : key.Split('.');
}
