using System.Runtime.InteropServices;

namespace CourseKit.Grading;

/// <summary>
/// Shuts a worker out of <c>/proc</c>, where a process finds its own memory and descriptors as files. .NET needs that folder to start and not afterwards, so
/// the worker gives it up itself, before the first cell, with the kernel's Landlock: the rest of the sandbox stays as it is, and there is no way back.
/// </summary>
/// <remarks>Kernels before 5.13 have none; there the refusals of what a cell may call stand alone.</remarks>
internal static class FileWall
{
    /// <summary>What a worker is started with that is to install it.</summary>
    public const string Option = "--walled";

    private const nint CreateRuleset = 444, AddRule = 445, RestrictSelf = 446;
    private const int AskVersion = 1, PathBeneath = 1, NoNewPrivileges = 38, OpenPath = 0x200000, CloseOnExec = 0x80000;

    /// <summary>Reading a file, reading a folder.</summary>
    private const ulong ReadFile = 1 << 2, ReadFolder = 1 << 3;

    /// <summary>What the machine as a whole looks like; .NET reads some of them when it counts its memory.</summary>
    private static readonly string[] OfTheMachine = ["/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/loadavg", "/proc/uptime"];

    /// <summary>Whether the kernel has what it takes.</summary>
    public static bool IsThere => OperatingSystem.IsLinux() && Version() > 0;

    /// <summary>Call once, before any other thread is started: what a thread starts later is shut out as it is. The finaliser's thread is there already.</summary>
    public static void Install()
    {
        // A pipe has no place that a rule could name; opened already, it serves on, and nobody opens it again.
        for (int stream = 0; OperatingSystem.IsLinux() && stream <= 2; stream++) _ = fchmod(stream, 0);
        if (!OperatingSystem.IsLinux() || Version() is not (> 0 and long version)) return;
        // All that the first version knows; the second adds files moved to another folder, the third files cut short.
        ulong handled = 0x1FFF | (version >= 2 ? 1UL << 13 : 0) | (version >= 3 ? 1UL << 14 : 0);
        int rules = (int)create(CreateRuleset, ref handled, sizeof(ulong), 0);
        if (rules < 0) return;
        foreach (string folder in Directory.GetDirectories("/").Where(folder => folder is not ("/proc" or "/sys"))) Allow(rules, folder, handled);
        foreach (string file in OfTheMachine) Allow(rules, file, ReadFile);
        Allow(rules, "/proc/sys", ReadFile | ReadFolder);
        _ = prctl(NoNewPrivileges, 1, 0, 0, 0);
        Restrict(rules);
        RestrictFinaliser(rules);
        _ = close(rules);
    }

    private static long Version()
    {
        try { return syscall(CreateRuleset, 0, 0, AskVersion); }
        catch (EntryPointNotFoundException) { return 0; }
    }

    private static void Allow(int rules, string path, ulong rights)
    {
        int place = open(path, OpenPath | CloseOnExec);
        if (place < 0) return;
        var rule = new Rule { Rights = rights, Place = place };
        _ = add(AddRule, rules, PathBeneath, ref rule, 0);
        _ = close(place);
    }

    private static void Restrict(int rules)
    {
        if (syscall(RestrictSelf, rules, 0, 0) != 0) throw new CourseKitException($"the kernel does not shut the worker out of /proc (error {Marshal.GetLastPInvokeError()})");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void RestrictFinaliser(int rules)
    {
        Drop(rules);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (!Restriction.IsDone) throw new CourseKitException("the finaliser's thread could not be shut out of /proc");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Drop(int rules) => GC.KeepAlive(new Restriction(rules));

    private sealed class Restriction(int rules)
    {
        public static bool IsDone { get; private set; }

        ~Restriction()
        {
            Restrict(rules);
            IsDone = true;
        }
    }

    /// <summary>The kernel's <c>landlock_path_beneath_attr</c>, which is packed.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Rule
    {
        public ulong Rights;
        public int Place;
    }

    [DllImport("libc", SetLastError = true)] private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
    [DllImport("libc", SetLastError = true)] private static extern int close(int descriptor);
    [DllImport("libc", SetLastError = true)] private static extern int fchmod(int descriptor, uint mode);
    [DllImport("libc", SetLastError = true)] private static extern int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);
    [DllImport("libc", SetLastError = true)] private static extern long syscall(nint number, nint first, nint second, nint third);
    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)] private static extern long create(nint number, ref ulong handled, nint size, nint flags);
    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)] private static extern long add(nint number, nint rules, nint kind, ref Rule rule, nint flags);
}
