using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CourseKit.Grading;

/// <summary>
/// What a student's code is shut in: bubblewrap with namespaces of its own for users, processes, files, network and host name. Of the
/// machine's files it sees the system's libraries, .NET, this program, and the data sets, none of which it can write; expected values,
/// hidden checks, other submissions and the gradebook are not there. In a container that has no namespaces to give, and only where that
/// was prepared, <see cref="WorkerUser"/> takes its place.
/// </summary>
internal static class Sandbox
{
    /// <summary>Where the course stands inside.</summary>
    public const string Root = "/course", WorkingDirectory = Root + "/notebooks";

    private const string Program = "bwrap";
    private const long TemporaryBytes = 128 << 20;
    // Soft and hard: no core files, files of 256 MB (counted in blocks of 512 bytes), 4096 tasks. dash says -p where bash says -u.
    public const string LimitAndRun = "ulimit -c 0; ulimit -f 524288; ulimit -u 4096 2>/dev/null || ulimit -p 4096 2>/dev/null; exec \"$@\"";

    // Memory that no process is charged with, as in files of memory, escapes the watch: should the machine run out, the kernel ends these first.
    // Bubblewrap reads the filter of system calls from descriptor 9.
    private const string OfferAndRun = "echo 1000 > /proc/self/oom_score_adj; filter=$1; shift; exec /usr/bin/env -i \"$@\" 9< \"$filter\"";

    // Installed is not enough: a container often forbids the namespaces that it needs.
    private static readonly Lazy<bool> Runs = new(() =>
    {
        if (Find() is not string program) return false;
        using Process trial = Process.Start(new ProcessStartInfo(program, ["--unshare-all", "--unshare-user", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "/bin/true"]) { RedirectStandardError = true })!;
        trial.StandardError.ReadToEnd();
        trial.WaitForExit();
        return trial.ExitCode == 0;
    });

    /// <summary>What shuts code in here, for people.</summary>
    public static string Kind => IsForWorkerUser ? $"a user of its own ({WorkerUser.Id}) and a filter of system calls" : "bubblewrap";

    private static bool IsForWorkerUser => WorkerUser.Id is not null && !Runs.Value;

    /// <summary>The program's path; null where it is not installed.</summary>
    public static string? Find() => OperatingSystem.IsLinux() ? SearchPath.Find(Program) : null;

    /// <summary>Refuses, with the ways to go on, where student code could not be shut in.</summary>
    public static void Require()
    {
        if (Find() is null && WorkerUser.Id is null)
            throw new CourseKitException(
                "student code must not run unguarded, and bubblewrap is not installed: install it (on Linux; Debian and Ubuntu: apt install bubblewrap), or accept the risk with --allow-unsandboxed");
    }

    /// <summary>A worker's command, shut in.</summary>
    /// <param name="datasets">The course's data sets; left out where there are none.</param>
    /// <param name="memoryMegabytes">For the managed heap and all else; <see cref="ProcessWatch"/> sees to the rest.</param>
    /// <param name="environment">Variables beyond the few that there are.</param>
    public static ProcessStartInfo Wrap(ProcessStartInfo worker, string? datasets, int memoryMegabytes, IReadOnlyDictionary<string, string>? environment = null)
    {
        Require();
        if (IsForWorkerUser) return WorkerUser.Wrap(worker, datasets, memoryMegabytes);
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Bubblewrap stays as process 1 inside, where its own environment could be read.
        start.Environment.Clear();
        foreach (string argument in new[] { "-c", OfferAndRun, "sandbox", SystemCallFilter.Path ?? "/dev/null", Find()! }) start.ArgumentList.Add(argument);
        foreach (string argument in Arguments(datasets, Variables(memoryMegabytes).Concat(environment ?? new Dictionary<string, string>()))) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(worker.FileName);
        foreach (string argument in worker.ArgumentList) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(FileWall.Option);
        return start;
    }

    private static List<string> Arguments(string? datasets, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var arguments = new List<string>
        {
            "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--hostname", "grader", "--cap-drop", "ALL",
            "--die-with-parent", "--new-session", "--clearenv",
        };
        if (SystemCallFilter.Path is not null) arguments.AddRange(["--seccomp", "9"]);
        foreach ((string name, string value) in environment) arguments.AddRange(["--setenv", name, value]);
        foreach (string folder in new[] { "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/bin", "/usr/share/zoneinfo" }) arguments.AddRange(["--ro-bind-try", folder, folder]);
        foreach (string folder in new[] { "/bin", "/lib", "/lib32", "/lib64" })
            if (new DirectoryInfo(folder) is { Exists: true } real)
                arguments.AddRange(real.LinkTarget is string target ? ["--symlink", target, folder] : ["--ro-bind", folder, folder]);
        arguments.AddRange(["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--ro-bind-try", "/etc/alternatives", "/etc/alternatives"]);
        // Before what may lie in it: a course tried out in /tmp is graded like any other.
        arguments.AddRange(Scratch("/tmp"));
        foreach (string folder in new[] { DotnetRoot, Path.GetDirectoryName(typeof(Sandbox).Assembly.Location)! }) arguments.AddRange(["--ro-bind", folder, folder]);
        if (datasets is not null) arguments.AddRange(["--ro-bind-try", datasets, Root + "/datasets"]);
        arguments.AddRange([
            "--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev", .. Scratch("/dev/shm"), "--remount-ro", "/dev",
            .. Scratch(WorkingDirectory), "--remount-ro", "/", "--chdir", WorkingDirectory,
            "--", "/bin/sh", "-c", LimitAndRun, "sandbox",
        ]);
        return arguments;
    }

    /// <summary>What limits a .NET process from within: three quarters for its heap, so that student code meets an OutOfMemoryException before the whole is ended.</summary>
    public static IReadOnlyDictionary<string, string> Limits(int memoryMegabytes) => new Dictionary<string, string>
    {
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_GCHeapHardLimit"] = ((long)memoryMegabytes * 3 / 4 << 20).ToString("X", CultureInfo.InvariantCulture),
    };

    /// <summary>All variables that a worker gets.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables(int memoryMegabytes) =>
        Limits(memoryMegabytes).Append(new("DOTNET_EnableWriteXorExecute", "0")).Append(new("PATH", "/usr/bin:/bin")).Append(new("HOME", "/tmp")).Append(new("LANG", "C.UTF-8")).Append(new("DOTNET_ROOT", DotnetRoot));

    /// <summary>…/shared/Microsoft.NETCore.App/10.0.0/ lies three below it.</summary>
    public static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string[] Scratch(string folder) => ["--size", TemporaryBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", folder];
}
