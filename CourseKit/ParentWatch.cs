using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CourseKit;

/// <summary>
/// Notices the death of the program that started this one for itself, however it died. A kernel or server that nobody can reach only eats
/// memory.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Calls <paramref name="onDeath"/> once when the parent is gone.</summary>
    public static void Start(Action onDeath)
    {
        Func<bool>? parentIsGone = OperatingSystem.IsWindows() ? GoneOnWindows() : GoneOnUnix();
        if (parentIsGone is null) return;
        new Thread(() =>
        {
            while (!parentIsGone()) Thread.Sleep(Interval);
            onDeath();
        })
        { IsBackground = true, Name = "parent watch" }.Start();
    }

    /// <summary>
    /// An orphan gets another parent. JPY_PARENT_PID, which jupyter-client sets, tells of a parent that was gone before we looked.
    /// </summary>
    private static Func<bool>? GoneOnUnix()
    {
        int first = getppid();
        bool named = int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture, out int parent) && parent > 1;
        const int probe = 0, noSuchProcess = 3;
        return () => getppid() != first || (named && kill(parent, probe) != 0 && Marshal.GetLastPInvokeError() == noSuchProcess);
    }

    /// <summary>On Windows an orphan keeps the number of its dead parent, so the parent itself is held on to.</summary>
    private static Func<bool>? GoneOnWindows()
    {
        var information = new ProcessBasicInformation();
        try
        {
            using var self = Process.GetCurrentProcess();
            if (NtQueryInformationProcess(self.Handle, 0, ref information, Marshal.SizeOf<ProcessBasicInformation>(), out _) != 0) return null;
            var parent = Process.GetProcessById((int)information.InheritedFromUniqueProcessId);
            return () => parent.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessBasicInformation
    {
        public nint ExitStatus, PebBaseAddress, AffinityMask, BasePriority, UniqueProcessId, InheritedFromUniqueProcessId;
    }

    [DllImport("libc")] private static extern int getppid();
    [DllImport("libc", SetLastError = true)] private static extern int kill(int process, int signal);
    [DllImport("ntdll")]
    private static extern int NtQueryInformationProcess(nint process, int kind, ref ProcessBasicInformation information, int length, out int returned);
}
