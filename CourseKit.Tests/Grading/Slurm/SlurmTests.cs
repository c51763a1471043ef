using System.Diagnostics;
using System.Text.RegularExpressions;
using CourseKit.Grading.Slurm;
using CourseKit.Notebooks;
using CourseKit.Slurm;
using CourseKit.Worker;

namespace CourseKit.Tests.Grading.Slurm;

/// <summary>A class graded by a real Slurm with two nodes.</summary>
[Trait("Category", "Slow")]
public sealed partial class SlurmTests : IClassFixture<SlurmCluster>, IDisposable
{
    private readonly SlurmCluster cluster;
    private readonly SmallCourse course = new();

    public SlurmTests(SlurmCluster cluster)
    {
        this.cluster = cluster;
        // Recording an oracle with known answers takes longer than all that these tests are about.
        Directory.Delete(course.Course.Answers, recursive: true);
    }

    public void Dispose() => course.Dispose();

    private string Submitted => Path.Combine(course.Root, "submitted");

    [SkippableFact]
    public async Task An_array_gives_what_one_machine_gives()
    {
        cluster.RequireIt();
        WriteClass(60);
        (int code, string local) = await GradeAsync("local");
        Assert.True(code == 0, local);
        (code, string said) = await GradeAsync("slurm", "--engine", "slurm", "--tasks", "8");
        Assert.True(code == 0, said);
        Assert.Contains("60 submissions in 8 tasks", said);
        AssertSame("local", "slurm");
        Assert.False(Directory.Exists(Path.Combine(course.Root, "slurm", "jobs")));
        // Nothing has changed, so nothing is submitted.
        (code, said) = await GradeAsync("slurm", "--engine", "slurm");
        Assert.True(code == 0, said);
        Assert.DoesNotContain("job ", said);
    }

    [SkippableFact]
    public async Task Nothing_is_lost_or_graded_twice_whatever_dies()
    {
        cluster.RequireIt();
        WriteClass(30);
        string jobs = Path.Combine(course.Root, "slurm", "jobs");
        using (Process front = Process.Start(Command("slurm", "--engine", "slurm", "--tasks", "6"))!)
        {
            await SlurmCluster.UntilAsync(() => Task.FromResult(Results(jobs) >= 3), "three results");
            front.Kill();
        }
        string job = JobFolder.All(jobs).Single().Array.Job!;
        (int code, string said) = await GradeAsync("slurm", "--engine", "slurm");
        Assert.Equal(2, code);
        Assert.Contains($"job {job} of this folder is still grading; follow it with --attach", said);

        Task<(int Code, string Said)> attached = GradeAsync("slurm", "--engine", "slurm", "--attach");
        await cluster.SaysAsync("scancel", $"{job}_5");
        await cluster.SaysAsync("scontrol", "requeue", $"{job}_0");
        cluster.LoseNode("two");
        await SlurmCluster.UntilAsync(async () => (await cluster.SaysAsync("sinfo", "--noheader", "--nodes=two", "--format=%T")).Contains("down"), "node two to be missed");
        cluster.StartNode("two");
        (code, said) = await attached;
        Assert.Equal(1, code);
        Assert.Matches("its task was cancelled before it began|task 5 was cancelled", File.ReadAllText(Path.Combine(course.Root, "slurm", "gradebook.json")));
        string[] graded = [.. Directory.EnumerateFiles(jobs, "*.log", SearchOption.AllDirectories).SelectMany(File.ReadLines).Select(line => Graded().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
        Assert.Equal(graded.Distinct().Count(), graded.Length);

        (code, said) = await GradeAsync("slurm", "--engine", "slurm");
        Assert.True(code == 0, said);
        Assert.Contains($"{30 - graded.Length} submissions in 1 task", said);
        (code, string local) = await GradeAsync("local");
        Assert.True(code == 0, local);
        AssertSame("local", "slurm");
    }

    [SkippableFact]
    public async Task What_urgent_work_pushes_aside_goes_on_behind_it()
    {
        cluster.RequireIt();
        WriteClass(14);
        string jobs = Path.Combine(course.Root, "slurm", "jobs");
        Task<(int Code, string Said)> front = GradeAsync("slurm", "--engine", "slurm", "--tasks", "2", "--sbatch", "--exclusive");
        await SlurmCluster.UntilAsync(() => Task.FromResult(Results(jobs) >= 2), "two results");
        JobFolder job = JobFolder.All(jobs).Single();
        string urgent = await cluster.SaysAsync("sbatch", "--parsable", "--partition=urgent", "--nodes=2", "--exclusive", "--output=/dev/null", "--wrap", "sleep 3");
        await SlurmCluster.UntilAsync(
            async () => (await cluster.SaysAsync("scontrol", "show", "job", job.Array.Job!)).Contains("Restarts=1"), $"the preemption by {urgent}");
        int before = job.ResultNames().Count();
        (int code, string said) = await front;
        Assert.True(code == 0, said);
        Assert.InRange(before, 2, 13);
        (code, string local) = await GradeAsync("local");
        Assert.True(code == 0, local);
        AssertSame("local", "slurm");
    }

    [SkippableFact]
    public async Task What_was_found_before_a_job_is_cancelled_is_kept()
    {
        cluster.RequireIt();
        WriteClass(8);
        string jobs = Path.Combine(course.Root, "slurm", "jobs");
        using (Process front = Process.Start(Command("slurm", "--engine", "slurm", "--tasks", "1"))!)
        {
            await SlurmCluster.UntilAsync(() => Task.FromResult(Results(jobs) >= 1), "a result");
            using (Process interrupt = Process.Start("kill", $"-INT {front.Id}")) await interrupt.WaitForExitAsync();
            string told = await front.StandardError.ReadToEndAsync();
            await front.WaitForExitAsync();
            Assert.Equal(CourseKitException.Interrupted, front.ExitCode);
            Assert.Contains("goes on; the same command with --attach follows it", told);
        }
        (int code, string said) = await GradeAsync("slurm", "--engine", "slurm", "--cancel");
        Assert.Equal(1, code);
        Assert.Matches("[1-7] graded", said);
        Assert.DoesNotContain("RUNNING", await cluster.SaysAsync("squeue", "--noheader", "--format=%T"));
    }

    [SkippableFact]
    public async Task What_keeps_a_job_from_running_is_one_line()
    {
        cluster.RequireIt();
        WriteClass(2);
        async Task FailsAsync(string expected, int expectedCode, string output, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
        {
            (int code, string said) = await GradeAsync(output, environment, arguments is ["--tasks", ..] ? arguments : ["--engine", "slurm", .. arguments]);
            Assert.True(code == expectedCode && said.Contains(expected), $"exit code {code} instead of {expectedCode}, and not '{expected}': {said}");
            Assert.DoesNotContain("   at ", said);
        }
        await FailsAsync("invalid partition specified: nowhere", 2, "a", null, "--partition", "nowhere");
        await FailsAsync("there is no 's", 2, "b", new Dictionary<string, string> { ["PATH"] = course.Root });
        await FailsAsync("--tasks goes with --engine slurm", 2, "c", null, "--tasks", "3");
        string hidden = Directory.CreateDirectory(Path.Combine(cluster.Private, Path.GetRandomFileName())).FullName;
        await FailsAsync($"does not see '{hidden}", 1, hidden, null);

        // The nodes get the front's PATH, in which there is no bubblewrap then.
        string tools = Directory.CreateDirectory(Path.Combine(course.Root, "tools")).FullName;
        foreach (string tool in new[] { "sbatch", "squeue", "scancel" }) File.CreateSymbolicLink(Path.Combine(tools, tool), SlurmCluster.Find(tool)!);
        await FailsAsync("2 not graded", 1, "d", new Dictionary<string, string> { ["PATH"] = tools });
        Assert.Contains("bubblewrap", File.ReadAllText(Path.Combine(course.Root, "d", "gradebook.json")));
    }

    [SkippableFact]
    public async Task On_a_full_disk_nothing_is_submitted()
    {
        cluster.RequireIt();
        WriteClass(6);
        string grades = Directory.CreateDirectory(Path.Combine(course.Root, "grades")).FullName;
        Assert.Equal(1, (await GradeAsync("grades", "--engine", "slurm", "--cancel")).Code);
        // The gradebook and the oracle have their room; the job has none.
        ProcessStartInfo inner = Command("grades", "--engine", "slurm");
        string[] script = ["--mount", "/bin/sh", "-c", """
            cp -r "$0" kept && mount -t tmpfs -o size=3m none "$0" && cp -r kept/. "$0" && head -c 3M /dev/zero >"$0/filler" 2>/dev/null
            truncate -s -8K "$0/filler"
            exec "$@"
            """, grades, inner.FileName, .. inner.ArgumentList];
        ProcessStartInfo full = cluster.Command("unshare", script);
        full.WorkingDirectory = course.Course.Root;
        (int code, string said) = await RunAsync(full);
        Assert.True(code == 1 && said.Contains("cannot write") && said.Contains("the free space"), $"{code}: {said}");
        Assert.DoesNotContain("job ", said);
    }

    [Theory]
    [InlineData("3                               RUNNING                         0               ", 3, "RUNNING", 0)]
    [InlineData("17                              FAILED                          16896           ", 17, "FAILED", 66)]
    [InlineData("0                               CANCELLED                       9               ", 0, "CANCELLED", 9)]
    public void A_line_of_the_queue_is_a_task(string line, int index, string state, int exit)
    {
        SlurmTask task = SlurmQueue.Read(line + "two".PadRight(256) + "None".PadRight(256))!;
        Assert.Equal(new SlurmTask(index, state, exit, "two", "None"), task);
    }

    [Theory]
    [InlineData("")]
    [InlineData("N/A                             PENDING")]
    [InlineData("slurm_load_jobs error: Unable to contact slurm controller (connect failure)")]
    public void A_line_that_is_none_is_passed_over(string line) => Assert.Null(SlurmQueue.Read(line));

    /// <summary>Right, wrong, untouched and unreadable in turn; no two alike.</summary>
    private void WriteClass(int students)
    {
        for (int i = 0; i < students; i++)
        {
            string file = Path.Combine(Submitted, $"s{i:00}", SmallCourse.Name + ".ipynb");
            Notebook notebook = (i % 5) switch
            {
                0 => SmallCourse.Stub,
                1 => SmallCourse.SolvedBut(("01.1", $"int Add(int a, int b) => a - b + 0 * {i};")),
                2 => SmallCourse.SolvedBut(("01.3", "double Mean(double[] x) => x.Average();")),
                _ => SmallCourse.SolvedBut(("01.2", $"double Double(double x) => 2 * x + 0 * {i};")),
            };
            NotebookFile.Write(notebook, file);
            if (i % 15 == 14) File.WriteAllText(file, $"no notebook {i}");
        }
    }

    private static int Results(string jobs) =>
        JobFolder.All(jobs) is [JobFolder only, ..] ? only.ResultNames().Count() : 0;

    /// <summary>All that people read of two runs, byte for byte.</summary>
    private void AssertSame(string one, string other)
    {
        string[] Files(string folder) => [.. new[] { "gradebook.csv", "gradebook.json", "class.html" }.Concat(
            Directory.EnumerateFiles(Path.Combine(course.Root, folder, "feedback"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Path.Combine(course.Root, folder), file)).Order(StringComparer.Ordinal))];
        Assert.Equal(Files(one), Files(other));
        Assert.All(Files(one), file => Assert.Equal(
            File.ReadAllText(Path.Combine(course.Root, one, file)), File.ReadAllText(Path.Combine(course.Root, other, file))));
    }

    private Task<(int Code, string Said)> GradeAsync(string output, params string[] arguments) => GradeAsync(output, null, arguments);

    private Task<(int Code, string Said)> GradeAsync(string output, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        ProcessStartInfo start = Command(output, arguments);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return RunAsync(start);
    }

    private ProcessStartInfo Command(string output, params string[] arguments)
    {
        string[] guard = GradedClass.IsSandboxed ? [] : ["--allow-unsandboxed"];
        ProcessStartInfo start = cluster.Command(
            WorkerLaunch.Host(), ["exec", typeof(WorkerLaunch).Assembly.Location, "grade", Submitted, "-o", Path.Combine(course.Root, output), .. guard, .. arguments]);
        start.WorkingDirectory = course.Course.Root;
        return start;
    }

    private static async Task<(int Code, string Said)> RunAsync(ProcessStartInfo start)
    {
        using Process command = Process.Start(start)!;
        Task<string> output = command.StandardOutput.ReadToEndAsync(), error = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, await output + await error);
    }

    [GeneratedRegex("^[-0-9]+ [:0-9]+Z (s[0-9]+), 01-sums: [0-9]")]
    private static partial Regex Graded();
}
