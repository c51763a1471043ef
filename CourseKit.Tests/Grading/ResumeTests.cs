using System.Collections.Concurrent;
using System.Diagnostics;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Worker;

namespace CourseKit.Tests.Grading;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class ResumeTests : IDisposable
{
    private readonly SmallCourse course = new();

    public void Dispose() => course.Dispose();

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_where_it_was()
    {
        Directory.Delete(course.Course.Answers, recursive: true);
        string submissions = Path.Combine(course.Root, "submitted");
        Directory.CreateDirectory(submissions);
        foreach (string student in new[] { "a", "b", "c" }) NotebookFile.Write(SmallCourse.Stub, Path.Combine(submissions, student, "01-sums.ipynb"));
        GradeOptions options = new(submissions, Path.Combine(course.Root, "grades"), "01", 1, new RunLimits(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), 1024), Sandbox.Find() is null);

        using var stop = new CancellationTokenSource();
        var first = new Heard { OnGraded = stop.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ClassGrader(course.Course, options, first).RunAsync(stop.Token));
        Assert.Equal(["a"], first.New);

        var second = new Heard();
        ClassGrades whole = await new ClassGrader(course.Course, options, second).RunAsync(CancellationToken.None);
        Assert.Equal(3, whole.Grades.Count);
        Assert.Empty(whole.Changes);
        Assert.Equal(["a"], second.Old);
        Assert.Equal(["b", "c"], second.New);

        NotebookFile.Write(SmallCourse.Solved, Path.Combine(submissions, "b", "01-sums.ipynb"));
        var third = new Heard();
        ClassGrades results = await new ClassGrader(course.Course, options, third).RunAsync(CancellationToken.None);
        Assert.Equal(["b"], third.New);
        Assert.Equal([0d, 6d, 0d], results.Grades.Select(grade => grade.Score));
        Assert.Equal(["b, 01-sums: 0 → 6 (01.1 +3, 01.2 +2, 01.3 +1)"], results.Changes);

        // What a check is worth is no reason to run anything again; a mark by hand stays; who left is gone.
        Assert.Equal(0, MarkCommand.Run(options.Output, "a", "01.1", 2.5, "Nice <try>.", remove: false, TextWriter.Null));
        Directory.Delete(Path.Combine(submissions, "c"), recursive: true);
        string source = Path.Combine(course.Course.Sources, SmallCourse.Name + ".md");
        File.WriteAllText(source, File.ReadAllText(source).Replace("role=\"check\" points=3", "role=\"check\" points=6"));
        var fourth = new Heard();
        ClassGrades reweighted = await new ClassGrader(course.Course, options with { Late = LatePolicy.None with { Due = new Dictionary<string, DateTimeOffset> { [SmallCourse.Name] = DateTimeOffset.UnixEpoch }, PerDay = 0.5 } }, fourth).RunAsync(CancellationToken.None);
        Assert.Equal([2.5, 9d], reweighted.Grades.Select(grade => grade.Score));
        Assert.All(reweighted.Grades, grade => Assert.Equal(9, grade.Result.Points));
        Assert.Equal(["b, 01-sums: 6 → 9 (01.1 +3)"], reweighted.Changes);
        Assert.All(reweighted.Grades, grade => Assert.Contains(results.Grades, before => before.Student == grade.Student && before.Result.Seconds == grade.Result.Seconds));
        string page = File.ReadAllText(Path.Combine(options.Output, "feedback", "a.html"));
        Assert.Contains("Nice &lt;try&gt;.", page);
        Assert.Contains("2.5 of 6, marked by hand", page);
        Assert.Equal(3 + 3 + 3 + 2 - 2, File.ReadLines(Path.Combine(options.Output, "log.jsonl")).Count());
        Assert.Contains("01.2", File.ReadAllText(Path.Combine(options.Output, "class.html")));
    }

    [SkippableFact]
    public async Task A_run_that_was_killed_leaves_a_whole_gradebook_and_the_next_ends_as_if_nothing_had_been()
    {
        Skip.If(OperatingSystem.IsWindows(), "kills with SIGKILL; run it on Linux or macOS");
        Directory.Delete(course.Course.Answers, recursive: true);
        Directory.CreateDirectory(course.Course.Datasets);
        string submissions = Path.Combine(course.Root, "submitted"), killed = Path.Combine(course.Root, "killed"), calm = Path.Combine(course.Root, "calm");
        foreach (string student in new[] { "a", "b", "c", "d", "e" })
            NotebookFile.Write(student is "a" or "b" ? SmallCourse.Solved : SmallCourse.SolvedBut(("01.2", "double Double(double x) { System.Threading.Thread.Sleep(2000); return 2 * x; }")), Path.Combine(submissions, student, "01-sums.ipynb"));
        string[] arguments = ["exec", typeof(WorkerLaunch).Assembly.Location, "grade", submissions, "--jobs", "2", .. Sandbox.Find() is null ? ["--allow-unsandboxed"] : Array.Empty<string>(), "-o"];
        Process Start(string output)
        {
            var start = new ProcessStartInfo(WorkerLaunch.Host(), [.. arguments, output]) { WorkingDirectory = course.Course.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            return Process.Start(start)!;
        }

        using (Process first = Start(killed))
        {
            string? line;
            while ((line = await first.StandardOutput.ReadLineAsync()) is not null && !line.StartsWith("[1/5]", StringComparison.Ordinal)) { }
            if (line is null) Assert.Fail(await first.StandardError.ReadToEndAsync());
            first.Kill();
            await first.WaitForExitAsync();
        }
        using (var gradebook = new Gradebook(killed)) Assert.InRange(gradebook.Results().Count, 1, 4);
        foreach (string output in new[] { killed, calm })
        {
            using Process run = Start(output);
            string text = await run.StandardOutput.ReadToEndAsync();
            await run.WaitForExitAsync();
            Assert.True(run.ExitCode == 0, text);
            Assert.Equal(output == killed, text.Contains("(as before)", StringComparison.Ordinal));
        }
        Assert.Equal(File.ReadAllText(Path.Combine(calm, "gradebook.csv")), File.ReadAllText(Path.Combine(killed, "gradebook.csv")));
        Assert.Equal([6d, 6d, 6d, 6d, 6d], new Gradebook(killed).Results().Select(result => result.Score));
    }

    [Fact]
    public void A_result_belongs_to_its_submission_its_oracle_and_its_limits()
    {
        string key = SubmissionKey.Of("notebook"u8, "origin", 1, "x");
        Assert.Equal(key, SubmissionKey.Of("notebook"u8, "origin", 1, "x"));
        Assert.NotEqual(key, SubmissionKey.Of("notebook "u8, "origin", 1, "x"));
        Assert.NotEqual(key, SubmissionKey.Of("notebook"u8, "origin2", 1, "x"));
        Assert.NotEqual(key, SubmissionKey.Of("notebook"u8, "origin", 2, "x"));
    }

    [Theory]
    [InlineData("Muster, Erika")]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("<script>")]
    public void A_students_name_never_leads_out_of_the_folder(string name)
    {
        string file = FeedbackPage.FileName(name);
        Assert.Equal(file, Path.GetFileName(file));
        Assert.NotEmpty(file);
        Assert.DoesNotContain("..", file);
        Assert.DoesNotContain('<', file);
    }

    [Fact]
    public void Different_names_have_different_files()
    {
        string[] names = ["a", "A b", "a/b", "a\\b", "a_b", "a:b", new string('x', 300), new string('x', 301), "學生"];
        Assert.Equal(names.Length, names.Select(FeedbackPage.FileName).Distinct().Count());
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  =1+1", "\"'  =1+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("+49", "\"'+49\"")]
    [InlineData("nu\0ll", "null")]
    public void A_field_of_the_table_is_quoted_and_never_a_formula(string text, string field) => Assert.Equal(field, GradebookTables.Text(text));

    private sealed class Heard : IGradingProgress
    {
        public ConcurrentQueue<string> New { get; } = [];

        public ConcurrentQueue<string> Old { get; } = [];

        public Action? OnGraded { get; init; }

        public void Recording(string notebook) { }

        public void Begin(int students) { }

        public void Graded(SubmissionResult result, bool isNew)
        {
            (isNew ? New : Old).Enqueue(result.Student);
            OnGraded?.Invoke();
        }
    }
}
