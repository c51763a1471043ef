using System.Collections.Concurrent;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

[Collection("graders")]
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

        // A file that was cut short is no result.
        File.WriteAllText(Path.Combine(options.Output, "results", "b--01-sums.json"), "{\"student\":");
        var second = new Heard();
        Assert.Equal(3, (await new ClassGrader(course.Course, options, second).RunAsync(CancellationToken.None)).Count);
        Assert.Equal(["a"], second.Old);
        Assert.Equal(["b", "c"], second.New);

        NotebookFile.Write(SmallCourse.Solved, Path.Combine(submissions, "b", "01-sums.ipynb"));
        var third = new Heard();
        IReadOnlyList<SubmissionResult> results = await new ClassGrader(course.Course, options, third).RunAsync(CancellationToken.None);
        Assert.Equal(["b"], third.New);
        Assert.Equal([0d, 6d, 0d], results.Select(result => result.Score));
    }

    [Fact]
    public void A_result_belongs_to_its_submission_its_oracle_and_its_limits()
    {
        string key = ResultStore.Key("notebook"u8, "origin", 1, "x");
        Assert.Equal(key, ResultStore.Key("notebook"u8, "origin", 1, "x"));
        Assert.NotEqual(key, ResultStore.Key("notebook "u8, "origin", 1, "x"));
        Assert.NotEqual(key, ResultStore.Key("notebook"u8, "origin2", 1, "x"));
        Assert.NotEqual(key, ResultStore.Key("notebook"u8, "origin", 2, "x"));
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
        string file = ResultStore.FileName(name);
        Assert.Equal(file, Path.GetFileName(file));
        Assert.NotEmpty(file);
        Assert.DoesNotContain("..", file);
        Assert.DoesNotContain('<', file);
    }

    [Fact]
    public void Different_names_have_different_files()
    {
        string[] names = ["a", "A b", "a/b", "a\\b", "a_b", "a:b", new string('x', 300), new string('x', 301), "學生"];
        Assert.Equal(names.Length, names.Select(ResultStore.FileName).Distinct().Count());
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
    public void A_field_of_the_table_is_quoted_and_never_a_formula(string text, string field) => Assert.Equal(field, Gradebook.Text(text));

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

        public void StudentDone() { }
    }
}
