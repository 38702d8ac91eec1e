using System.Runtime.InteropServices;
using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Terminal;

/// <summary>Ctrl-C and SIGTERM: the first asks to come to an end, the second not to wait any more. Thread-safe.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signal;

    /// <summary>Cancelled when no more is to be begun.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled when what was begun is to be given up.</summary>
    public CancellationToken Abandon => _abandon.Token;

    /// <summary>What the process ends with; null if nothing has interrupted it.</summary>
    public int? Status => Volatile.Read(ref _signal) is > 0 and int signal ? ExitStatus.SignalBase + signal : null;

    /// <summary>Listens to the process's signals from now on.</summary>
    public void Listen()
    {
        // Numbers of Linux.
        Listen(PosixSignal.SIGINT, 2);
        Listen(PosixSignal.SIGTERM, 15);
    }

    /// <summary>A signal has come.</summary>
    public void Interrupt(int signal)
    {
        if (Interlocked.CompareExchange(ref _signal, signal, 0) == 0)
            _stop.Cancel();
        else
            _abandon.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _abandon.Dispose();
    }

    private void Listen(PosixSignal signal, int number) =>
        _registrations.Add(PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                Interrupt(number);
            }));
}
