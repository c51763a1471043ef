using System.Runtime.InteropServices;

namespace CourseKit.Jupyter;

/// <summary>
/// What signals mean to a kernel. Ctrl-C in the terminal of a front end reaches the kernel too, and Jupyter interrupts with the same signal where it is
/// not told otherwise: it means the cell, and never the kernel. Who wants its end asks for it.
/// </summary>
internal static class KernelSignals
{
    private const int Hangup = 1, Interrupt = 2, Quit = 3, Alarm = 14;
    private const nint DefaultAction = 0, IgnoreAction = 1;

    /// <summary>Held for as long as the process lives: a signal that comes while it ends still has this meaning.</summary>
    private static readonly List<PosixSignalRegistration> Registrations = [];

    /// <param name="interrupt">May be called at any time, on any thread, any number of times.</param>
    /// <param name="end">The same.</param>
    public static void Take(Action interrupt, Action end)
    {
        HearWhatAScriptSilenced();
        Take(PosixSignal.SIGINT, interrupt);
        Take(PosixSignal.SIGTERM, end);
        Take(PosixSignal.SIGQUIT, end);
        // Under nohup the terminal may go.
        if (!IsIgnored(Hangup)) Take(PosixSignal.SIGHUP, end);
        // These would end a process that has no use for them.
        if (OperatingSystem.IsWindows()) return;
        foreach (int unused in OperatingSystem.IsMacOS() ? (int[])[Alarm, 30, 31] : [Alarm, 10, 12]) Take((PosixSignal)unused, () => { });
    }

    private static void Take(PosixSignal signal, Action meaning) => Registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        meaning();
    }));

    /// <summary>A shell script starts what it leaves in the background with these two ignored, which .NET then keeps; a kernel there is interrupted all the same.</summary>
    private static void HearWhatAScriptSilenced()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (int signal in (int[])[Interrupt, Quit])
            if (IsIgnored(signal)) SetAction(signal, DefaultAction);
    }

    private static bool IsIgnored(int signal) => !OperatingSystem.IsWindows() && sigaction(signal, 0, out SignalAction now) == 0 && now.Handler == IgnoreAction;

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetAction(int signal, nint action);

    [DllImport("libc")]
    private static extern int sigaction(int signal, nint action, out SignalAction before);

    /// <summary>The kernel's answer begins with the handler, on Linux as on macOS; the rest is nobody's concern here.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct SignalAction
    {
        public nint Handler;
    }
}
