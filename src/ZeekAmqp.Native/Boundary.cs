using System.Text;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Native;

/// <summary>The line that no exception crosses: an escaping one would abort the process around it.</summary>
internal static unsafe class Boundary
{
    /// <summary>The result that stands for an exception; its reason goes into the caller's buffer.</summary>
    public static int Fail(Exception exception, byte* error, nuint errorSize)
    {
        (int result, string text) = exception switch
        {
            AbiException abi => (abi.Result, abi.Message),
            OptionException option => (Abi.ErrorConfig, option.Message),
            _ => (Abi.ErrorInternal, $"a defect of the ZeekAmqp library, please report it: {exception.GetType().Name}: {exception.Message}"),
        };
        WriteText(text, error, errorSize);
        return result;
    }

    /// <summary>Writes a text, cut at a whole character, and its NUL.</summary>
    public static void WriteText(string text, byte* target, nuint targetSize)
    {
        if (target is null || targetSize == 0)
            return;
        var span = new Span<byte>(target, checked((int)Math.Min(targetSize, int.MaxValue)));
        Encoding.UTF8.GetEncoder().Convert(text, span[..^1], flush: true, out _, out int written, out _);
        span[written] = 0;
    }

    /// <summary>Refuses a NULL pointer.</summary>
    public static void RequireNotNull(void* pointer, string name)
    {
        if (pointer is null)
            throw new AbiException(Abi.ErrorArgument, $"{name} is NULL");
    }
}
