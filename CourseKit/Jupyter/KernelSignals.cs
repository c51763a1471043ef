using System.Runtime.InteropServices;

namespace CourseKit.Jupyter;

/// <summary>
/// What signals mean to a kernel. Ctrl-C in the terminal of a front end reaches the kernel too, and Jupyter interrupts with the same signal where it is
/// not told otherwise: it means the cell, and never the kernel. Who wants its end asks for it.
/// </summary>
internal static class KernelSignals
{
    private const int Interrupt = 2, Quit = 3, Alarm = 14;
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
        if (!IsHangupIgnored()) Take(PosixSignal.SIGHUP, end);
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
            if (SetAction(signal, DefaultAction) is var before and not IgnoreAction) SetAction(signal, before);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetAction(int signal, nint action);

    private static bool IsHangupIgnored()
    {
        const string mask = "SigIgn:";
        return OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(mask, StringComparison.Ordinal)) is string ignored
            && (Convert.ToUInt64(ignored[mask.Length..].Trim(), 16) & 1) != 0;
    }
}
