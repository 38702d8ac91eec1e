using System.Runtime.InteropServices;

namespace ZeekAmqp.Cli.Terminal;

/// <summary>How large the terminal is.</summary>
/// <remarks>
/// Asked of the kernel each time: .NET's console keeps what it knows until it hears of a change, and before it answers it switches the
/// terminal's keypad to another mode, in which it leaves it.
/// </remarks>
internal static class TerminalSize
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    // Linux, asm-generic/ioctls.h.
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Columns and rows of the terminal that is standard output, or standard error; 0 where it does not say, or there is none.</summary>
    public static (int Columns, int Rows) Read()
    {
        // struct winsize: rows, columns, and two numbers of pixels.
        ushort[] size = new ushort[4];
        return ioctl(StandardOutput, GetWindowSize, size) == 0 || ioctl(StandardError, GetWindowSize, size) == 0 ? (size[1], size[0]) : (0, 0);
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ioctl(int descriptor, nuint request, [Out] ushort[] size);
}
