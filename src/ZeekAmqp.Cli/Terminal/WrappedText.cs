namespace ZeekAmqp.Cli.Terminal;

/// <summary>Text broken into lines between its words.</summary>
internal static class WrappedText
{
    /// <summary>Lines of at most so many characters; a word that is longer has a line of its own, and is left whole for who copies it.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        int begin = 0;
        while (text.Length - begin > width)
        {
            int end = text.LastIndexOf(' ', begin + width, width + 1);
            if (end <= begin)
                end = text.IndexOf(' ', begin + width);
            if (end < 0)
                break;
            yield return text[begin..end];
            begin = end + 1;
        }

        yield return text[begin..];
    }
}
