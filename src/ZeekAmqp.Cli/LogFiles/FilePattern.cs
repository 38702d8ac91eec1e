namespace ZeekAmqp.Cli.LogFiles;

/// <summary>
/// Names with <c>*</c>, <c>?</c> and <c>[a-z]</c> in them, and <c>**</c> for any folders, none included: as shells have them, for who quotes
/// them. A dot at a name's beginning has to be there.
/// </summary>
internal static class FilePattern
{
    private const string AnyFolders = "**";

    /// <summary>Whether a text has anything of a pattern in it.</summary>
    public static bool IsOne(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>The files whose names match, in no order.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IEnumerable<string> Find(string pattern)
    {
        string[] parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Find(pattern.StartsWith('/') ? "/" : "", parts);
    }

    /// <summary>Whether one name, without folders, matches.</summary>
    public static bool Matches(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        if (name.StartsWith(".") && !pattern.StartsWith("."))
            return false;
        return MatchesRest(name, pattern);
    }

    private static IEnumerable<string> Find(string folder, ReadOnlyMemory<string> parts)
    {
        string part = parts.Span[0];
        ReadOnlyMemory<string> rest = parts[1..];
        if (part == AnyFolders)
        {
            // Behind the last folders stand all files.
            ReadOnlyMemory<string> below = rest.IsEmpty ? new[] { "*" } : rest;
            return FolderWalk.AllFolders(folder).SelectMany(each => Find(each, below));
        }

        if (!IsOne(part))
        {
            string name = Path.Combine(folder, part);
            if (!rest.IsEmpty)
                return Directory.Exists(name) ? Find(name, rest) : [];
            return File.Exists(name) ? [name] : [];
        }

        IEnumerable<string> entries = rest.IsEmpty ? FolderWalk.Files(folder) : FolderWalk.Folders(folder);
        IEnumerable<string> matching = entries.Where(entry => Matches(Path.GetFileName(entry), part));
        return rest.IsEmpty ? matching : matching.SelectMany(each => Find(each, rest));
    }

    private static bool MatchesRest(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        // Where the last * stood, and up to where it reached: it is made longer by one when what follows does not match.
        int star = -1;
        int reached = 0;
        int n = 0;
        int p = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                reached = n;
            }
            else if (p < pattern.Length && MatchesOne(name[n], pattern[p..], out int length))
            {
                n++;
                p += length;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++reached;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    private static bool MatchesOne(char c, ReadOnlySpan<char> pattern, out int length)
    {
        length = 1;
        if (pattern[0] == '?')
            return true;
        // A ] that comes first is one of the characters.
        int end = pattern.Length > 2 && pattern[0] == '[' ? pattern[2..].IndexOf(']') + 2 : 1;
        if (end < 2)
            return c == pattern[0];
        length = end + 1;
        ReadOnlySpan<char> set = pattern[1..end];
        bool isNegated = set.Length > 1 && set[0] is '!' or '^';
        return IsIn(c, isNegated ? set[1..] : set) != isNegated;
    }

    private static bool IsIn(char c, ReadOnlySpan<char> set)
    {
        for (int i = 0; i < set.Length; i++)
        {
            bool isRange = i + 2 < set.Length && set[i + 1] == '-';
            if (isRange ? c >= set[i] && c <= set[i + 2] : c == set[i])
                return true;
            i += isRange ? 2 : 0;
        }

        return false;
    }
}
