using System.Diagnostics;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Worker;

namespace CourseKit.Tests.Grading;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class FullDiskTests : IDisposable
{
    private readonly SmallCourse course = new();

    public void Dispose() => course.Dispose();

    /// <summary>The grades go to a disk of four megabytes of its own, in which at first only some kilobytes are free: it cannot begin a gradebook, cannot make its tables, or cannot enter the next student.</summary>
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(192)]
    public async Task On_a_full_disk_it_says_so_in_one_line_and_goes_on_when_there_is_room(int kilobytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Run("unshare", ["-rm", "mount", "-t", "tmpfs", "none", course.Course.Datasets]).Code == 0,
            "needs a user and mount namespace for a small disk (unshare -rm mount); run it on Linux where these are allowed");
        Directory.Delete(course.Course.Answers, recursive: true);
        string submissions = Path.Combine(course.Root, "submitted"), grades = Directory.CreateDirectory(Path.Combine(course.Root, "grades")).FullName;
        foreach (string student in new[] { "a", "b", "c" }) NotebookFile.Write(student == "b" ? SmallCourse.Stub : SmallCourse.Solved, Path.Combine(submissions, student, "01-sums.ipynb"));
        // Says what happens between two runs, and copies what came of it to where it outlives the namespace.
        const string script = """
            mount -t tmpfs -o size=4m none "$grades" || exit 9
            head -c $((4096 - kilobytes))K /dev/zero >"$grades/filler" 2>/dev/null
            "$@" >out1 2>err1; echo "first $?"
            rm "$grades/filler"
            "$@" >out2 2>err2; echo "second $?"
            cp -r "$grades" kept
            """;
        string[] command = [WorkerLaunch.Host(), "exec", typeof(WorkerLaunch).Assembly.Location, "grade", submissions, "--jobs", "1", .. Sandbox.Find() is null ? ["--allow-unsandboxed"] : Array.Empty<string>(), "-o", grades];
        (int code, string said) = await Task.Run(() => Run("unshare", ["-rm", "/bin/sh", "-c", script, "sh", .. command], ("grades", grades), ("kilobytes", $"{kilobytes}")));

        string Said(string file) => File.ReadAllText(Path.Combine(course.Course.Root, file));
        string error = Said("err1");
        Assert.True(code == 0 && said == "first 1\nsecond 0\n", $"{said}\n{Said("out1")}\n{error}\n{Said("out2")}\n{Said("err2")}");
        Assert.Matches("^coursekit: [^\n]*(space|full)[^\n]*\n$", error);
        Assert.Equal("", Said("err2"));
        using var gradebook = new Gradebook(Path.Combine(course.Course.Root, "kept"), create: false);
        Assert.Equal([6d, 0d, 6d], gradebook.Results().Select(result => result.Score));
        Assert.Equal(4, File.ReadLines(Path.Combine(course.Course.Root, "kept", "gradebook.csv")).Count());
    }

    private (int Code, string Said) Run(string program, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = course.Course.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
