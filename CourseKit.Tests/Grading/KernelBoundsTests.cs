using System.Diagnostics;
using System.Globalization;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

/// <summary>Control groups of a kernel, where it hands them to this process. <c>.ci/cgroup</c> runs these in a machine that does.</summary>
[Trait("Category", "Slow"), Collection("hostile")]
public sealed class KernelBoundsTests : IDisposable
{
    private const string NeedsSandbox = "needs bubblewrap; install it (apt install bubblewrap) to run this";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string Told;
    private static readonly ControlGroups? Groups = ControlGroups.Take(out Told);

    private readonly SmallCourse course = new();

    public KernelBoundsTests() => Directory.Delete(course.Course.Answers, recursive: true);

    public void Dispose() => course.Dispose();

    [SkippableTheory]
    [InlineData("exec head -c 100000000 /dev/zero > /tmp/file")]
    [InlineData("exec dd if=/dev/zero of=/dev/null bs=100000000 count=1")]
    public async Task A_sandbox_that_goes_over_its_memory_is_ended_by_the_kernel(string fill)
    {
        await using ControlGroup group = Begin(out Process process, fill, 64);
        string said = await Ended(process);
        Assert.NotEqual(0, process.ExitCode);
        Assert.True(group.HasRunOut, said);
        // Kernels before 5.19 do not tell.
        if (File.Exists(Path.Combine(group.Folder, "memory.peak"))) Assert.InRange(Number(group, "memory.peak"), 60L << 20, 64L << 20);
    }

    [SkippableFact]
    public async Task What_keeps_to_its_memory_ends_by_itself()
    {
        await using ControlGroup group = Begin(out Process process, "exec head -c 30000000 /dev/zero > /tmp/file", 64);
        string said = await Ended(process);
        Assert.Equal((0, ""), (process.ExitCode, said));
        Assert.False(group.HasRunOut);
    }

    /// <summary>Without the sandbox, which lets nothing be started at all. Where there were no bound, there would be a few too many, and an end.</summary>
    [SkippableFact]
    public async Task Tasks_are_bounded_and_end_with_their_group()
    {
        const int fewer = 40;
        Skip.If(Groups is null, Told);
        ControlGroup group = Groups!.Create(512)!;
        Assert.Equal(ControlGroups.MostTasks, Number(group, "pids.max"));
        File.WriteAllText(Path.Combine(group.Folder, "pids.max"), fewer.ToString(CultureInfo.InvariantCulture));
        string script = $"exec 3<&0; i=0; while [ $i -le {fewer} ]; do (read wait <&3) & i=$((i + 1)); done; wait";
        using Process process = Process.Start(group.Wrap(Shell(script), strictly: true))!;
        Assert.True(SpinWait.SpinUntil(() => Number(group, "pids.events") > 0 || process.HasExited, Patience));
        Assert.InRange(Number(group, "pids.current"), 0, fewer);
        Assert.True(Number(group, "pids.events") > 0);
        await group.DisposeAsync();
        Assert.False(Directory.Exists(group.Folder));
        Assert.True(process.WaitForExit(Patience));
    }

    [SkippableFact]
    public async Task A_class_is_graded_in_groups_and_a_hog_is_told_of()
    {
        Skip.If(Groups is null, Told);
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        const string hog = """
            byte[] bytes = new byte[1 << 20];
            for (int i = 0; i < 120; i++)
                foreach (string folder in new[] { "/tmp", "/dev/shm", "." }) File.WriteAllBytes($"{folder}/{i}", bytes);
            """;
        NotebookFile.Write(SmallCourse.Solved, Path.Combine(course.Root, "submitted", "honest", "01-sums.ipynb"));
        NotebookFile.Write(SmallCourse.SolvedBut(("01.1", hog + "\nint Add(int a, int b) => a + b;")), Path.Combine(course.Root, "submitted", "hog", "01-sums.ipynb"));
        var limits = new RunLimits(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), 300);
        var options = new GradeOptions(Path.Combine(course.Root, "submitted"), Path.Combine(course.Root, "grades"), null, 2, limits, AllowUnsandboxed: false);
        ClassGrades graded = await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None);
        Assert.EndsWith(Told, graded.Guard, StringComparison.Ordinal);
        Assert.Contains("control groups bound its memory", graded.Guard, StringComparison.Ordinal);
        SubmissionResult honest = graded.Grades.Single(grade => grade.Student == "honest").Result, hogs = graded.Grades.Single(grade => grade.Student == "hog").Result;
        Assert.Equal((6, 0), (honest.Score, honest.Flags.Count));
        Assert.Contains(hogs.Flags, flag => flag.Kind == Flag.Died && flag.Message.EndsWith("it used more than 300 MB of memory (died twice, the second time alone)", StringComparison.Ordinal));
        await using ControlGroup next = Groups!.Create(64)!;
        Assert.Equal([Path.GetFileName(next.Folder)], Directory.GetDirectories(Path.GetDirectoryName(next.Folder)!, "coursekit-*-*-*").Select(Path.GetFileName));
    }

    private static ControlGroup Begin(out Process process, string script, int memory)
    {
        Skip.If(Groups is null, Told);
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        ControlGroup group = Groups!.Create(memory)!;
        process = Process.Start(group.Wrap(Sandbox.Wrap(Shell(script), null, memory)))!;
        return group;
    }

    /// <summary>In the sandbox it can start nothing: what it runs takes its place, with exec.</summary>
    private static ProcessStartInfo Shell(string script) =>
        new("/bin/sh") { ArgumentList = { "-c", script }, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task<string> Ended(Process process)
    {
        string said = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return said;
    }

    /// <summary>The last number of a file: "max 3", "27".</summary>
    private static long Number(ControlGroup group, string file) =>
        long.Parse(File.ReadAllText(Path.Combine(group.Folder, file)).Trim().Split(' ')[^1], CultureInfo.InvariantCulture);
}
