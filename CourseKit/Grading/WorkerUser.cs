using System.Diagnostics;
using System.Globalization;

namespace CourseKit.Grading;

/// <summary>
/// What a student's code is shut in where a container has no namespaces to give, as Gradescope's: the worker becomes a user who owns
/// nothing, and <see cref="SystemCallFilter"/> keeps processes, sockets and other processes' memory from it before the first cell. The
/// secrets are files that only root may read; whoever prepares the container sees to that, and says so with <see cref="Variable"/>.
/// </summary>
/// <remarks>
/// Weaker than bubblewrap: the code sees the names of processes and all files that everybody may read, and can fill /tmp. It is for
/// containers that hold one student's work and are thrown away.
/// </remarks>
internal static class WorkerUser
{
    /// <summary>Holds the number of a user who has no files; this process must be root's.</summary>
    public const string Variable = "COURSEKIT_WORKER_UID";

    // Should memory run out, the kernel ends the worker and not the grader.
    private const string OfferAndRun = "echo 1000 > /proc/self/oom_score_adj; exec /usr/bin/env -i \"$@\"";

    private static readonly Lazy<string> Course = new(MakeCourse);

    /// <summary>Null where it is not prepared.</summary>
    public static int? Id =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 0 ? id : null;

    /// <inheritdoc cref="Sandbox.Wrap"/>
    public static ProcessStartInfo Wrap(ProcessStartInfo worker, string? datasets, int memoryMegabytes)
    {
        string link = Path.Combine(Course.Value, "datasets"), work = Path.Combine(Course.Value, "notebooks"), user = Id!.Value.ToString(CultureInfo.InvariantCulture);
        if (datasets is not null && !Directory.Exists(link)) Directory.CreateSymbolicLink(link, datasets);
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] variables = [.. Sandbox.Variables(memoryMegabytes).Select(variable => $"{variable.Key}={variable.Value}")];
        foreach (string argument in new[] { "-c", OfferAndRun, "worker" }.Concat(variables)
            .Concat(["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs", "/bin/sh", "-c", Sandbox.LimitAndRun, "worker", worker.FileName])
            .Concat(worker.ArgumentList).Append("--filtered").Append(FileWall.Option))
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>A folder to work in, with the data sets beside it, as in a course.</summary>
    private static string MakeCourse()
    {
        string root = Directory.CreateTempSubdirectory("coursekit-worker-").FullName, work = Directory.CreateDirectory(Path.Combine(root, "notebooks")).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, (UnixFileMode)Convert.ToInt32("755", 8));
            File.SetUnixFileMode(work, (UnixFileMode)Convert.ToInt32("777", 8));
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    }
}
