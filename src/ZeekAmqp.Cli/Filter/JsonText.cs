using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>Gets texts out of JSON.</summary>
internal static class JsonText
{
    /// <summary>The text of a string; of one that is no Unicode (half of a surrogate pair), what is written for it.</summary>
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    /// <summary>Whether a string is this text.</summary>
    public static bool IsEqual(JsonElement value, string text)
    {
        try
        {
            return value.ValueEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
