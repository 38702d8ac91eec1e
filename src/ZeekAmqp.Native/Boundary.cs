using System.Text.Unicode;
using ZeekAmqp.Core.Json;
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
            RecordTooLargeException large => (Abi.ErrorArgument, large.Message),
            _ => (Abi.ErrorInternal, $"a defect of the ZeekAmqp library, please report it: {exception.GetType().Name}: {exception.Message}"),
        };
        WriteText(text, error, errorSize);
        return result;
    }

    /// <summary>The result of a call in a forked child. Allocates nothing, see <see cref="ProcessIdentity.IsFirst"/>.</summary>
    public static int RefuseFork(byte* error, nuint errorSize)
    {
        ReadOnlySpan<byte> text = "this process was forked from the one that first used the library; its delivery threads are not in this process"u8;
        if (error is not null && errorSize != 0)
        {
            int length = (int)Math.Min(errorSize - 1, (nuint)text.Length);
            text[..length].CopyTo(new Span<byte>(error, length));
            error[length] = 0;
        }

        return Abi.ErrorProcess;
    }

    /// <summary>Writes a text, cut at a whole character, and its NUL.</summary>
    public static void WriteText(string text, byte* target, nuint targetSize)
    {
        if (target is null || targetSize == 0)
            return;
        var span = new Span<byte>(target, checked((int)Math.Min(targetSize, int.MaxValue)));
        // Stops before a character that does not fit; an Encoder would throw where not even the first one does.
        Utf8.FromUtf16(text, span[..^1], out _, out int written);
        span[written] = 0;
    }

    /// <summary>Refuses a NULL array that is to be filled, unless it has room for nothing, and a NULL place for the number of its entries.</summary>
    public static void RequireRoom(void* array, uint room, uint* count, string name)
    {
        RequireNotNull(count, "count");
        if (room != 0)
            RequireNotNull(array, name);
    }

    /// <summary>Refuses a NULL pointer.</summary>
    public static void RequireNotNull(void* pointer, string name)
    {
        if (pointer is null)
            throw new AbiException(Abi.ErrorArgument, $"{name} is NULL");
    }
}
