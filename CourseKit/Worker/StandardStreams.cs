using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CourseKit.Worker;

/// <summary>
/// Takes descriptors 0 and 1 away from everything else in the process: the protocol moves to private descriptors, 0 becomes the
/// null device and 1 becomes what 2 is. What native code or a child process prints then reaches the front as error text.
/// </summary>
internal static class StandardStreams
{
    private const int Kill9 = 9;

    /// <summary>Call once, before any code of a cell.</summary>
    public static (Stream Input, Stream Output) TakeOver() => OperatingSystem.IsWindows() ? TakeOverWindows() : TakeOverUnix();

    /// <summary>
    /// Puts the process into a group of its own, so that a Ctrl-C in the terminal is for the front alone, and so that
    /// <see cref="EndNow"/> reaches the processes that a cell started. Crashes leave no core files.
    /// </summary>
    public static void LeaveGroup()
    {
        if (OperatingSystem.IsWindows()) return;
        _ = setpgid(0, 0);
        const int core = 4;
        _ = setrlimit(core, new ulong[2]);
    }

    /// <summary>Ends this process, and those it started, without asking any code of a cell for its consent.</summary>
    public static void EndNow()
    {
        if (!OperatingSystem.IsWindows() && getpgrp() == Environment.ProcessId) _ = kill(0, Kill9);
        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }

    /// <summary>Ends every process of the group that <paramref name="leader"/> founded with <see cref="LeaveGroup"/>.</summary>
    public static void EndGroup(int leader)
    {
        if (!OperatingSystem.IsWindows() && leader > 1) _ = kill(-leader, Kill9);
    }

    private static (Stream, Stream) TakeOverUnix()
    {
        int input = Private(0), output = Private(1), nothing = open("/dev/null", 0);
        if (input < 0 || output < 0 || nothing < 0 || dup2(nothing, 0) < 0 || dup2(2, 1) < 0)
            throw new IOException($"cannot take over the standard streams (error {Marshal.GetLastPInvokeError()})");
        return (new FileStream(new SafeFileHandle(input, ownsHandle: true), FileAccess.Read, 1),
            new FileStream(new SafeFileHandle(output, ownsHandle: true), FileAccess.Write, 0));
    }

    /// <summary>A duplicate that child processes do not inherit (fcntl takes its third argument as a plain one only on Linux).</summary>
    private static int Private(int descriptor)
    {
        const int duplicateCloseOnExec = 1030;
        return OperatingSystem.IsLinux() ? fcntl(descriptor, duplicateCloseOnExec, 3) : dup(descriptor);
    }

    private static (Stream, Stream) TakeOverWindows()
    {
        const int standardInput = -10, standardOutput = -11, standardError = -12;
        var input = new FileStream(new SafeFileHandle(GetStdHandle(standardInput), ownsHandle: false), FileAccess.Read, 1);
        var output = new FileStream(new SafeFileHandle(GetStdHandle(standardOutput), ownsHandle: false), FileAccess.Write, 0);
        SetStdHandle(standardInput, IntPtr.Zero);
        SetStdHandle(standardOutput, GetStdHandle(standardError));
        return (input, output);
    }

    [DllImport("libc", SetLastError = true)] private static extern int dup(int descriptor);
    [DllImport("libc", SetLastError = true)] private static extern int dup2(int from, int to);
    [DllImport("libc", SetLastError = true)] private static extern int fcntl(int descriptor, int command, int argument);
    [DllImport("libc", SetLastError = true)] private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
    [DllImport("libc", SetLastError = true)] private static extern int setpgid(int process, int group);
    [DllImport("libc")] private static extern int getpgrp();
    [DllImport("libc", SetLastError = true)] private static extern int kill(int process, int signal);
    [DllImport("libc", SetLastError = true)] private static extern int setrlimit(int resource, ulong[] softAndHard);
    [DllImport("kernel32", SetLastError = true)] private static extern IntPtr GetStdHandle(int which);
    [DllImport("kernel32", SetLastError = true)] private static extern bool SetStdHandle(int which, IntPtr handle);
}
