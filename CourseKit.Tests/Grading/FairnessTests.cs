using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

/// <summary>Real classes in real sandboxes: what one submission does must not change the mark of another.</summary>
[Trait("Category", "Slow"), Collection("hostile")]
public sealed class FairnessTests : IDisposable
{
    private const string NeedsSandbox = "needs bubblewrap; install it (apt install bubblewrap) to run this";

    private readonly SmallCourse course = new();

    public FairnessTests() => Directory.Delete(course.Course.Answers, recursive: true);

    public void Dispose() => course.Dispose();

    [SkippableFact]
    public async Task A_neighbour_with_hundreds_of_threads_takes_no_time_from_anybody()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        const string spin = """
            for (int i = 0; i < 300; i++) new System.Threading.Thread(() => { while (true) { } }) { IsBackground = true }.Start();
            System.Threading.Thread.Sleep(100_000);
            """;
        const string work = """
            TimeSpan before = Environment.CpuUsage.TotalTime;
            while ((Environment.CpuUsage.TotalTime - before).TotalSeconds < 1.5) { }

            """;
        Notebook spinning = With(Code(spin), Code(spin));
        Notebook working = SmallCourse.SolvedBut(("01.1", work + "int Add(int a, int b) => a + b;"));
        var students = new Dictionary<string, Notebook>();
        for (int i = 0; i < 2; i++) (students[$"a{i}"], students[$"b{i}"]) = (spinning, working);
        IReadOnlyDictionary<string, SubmissionResult> results = await GradeAsync(students, jobs: 4, new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9), 1024));
        for (int i = 0; i < 2; i++) Assert.Equal((6, ""), Told(results[$"b{i}"]));
        Flag[] late = [.. results["a0"].Flags.Where(flag => flag.Kind == Flag.TimeOut)];
        Assert.NotEmpty(late);
        Assert.All(late, flag => Assert.EndsWith("(timed out twice, the second time alone)", flag.Message, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Students_who_each_declare_something_else_all_get_what_they_have_earned()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        var students = Enumerable.Range(0, 24).ToDictionary(i => $"s{i:00}", i => With(Code($"double helper{i}(double q) => q * {i};")));
        IReadOnlyDictionary<string, SubmissionResult> results = await GradeAsync(students, jobs: 2, new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), 512));
        Assert.All(results.Values, result => Assert.Equal((6, ""), Told(result)));
    }

    [SkippableFact]
    public async Task Neither_millions_of_empty_lines_nor_of_brackets_keep_the_class_waiting()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        var students = new Dictionary<string, Notebook>
        {
            ["lines"] = With(Code("//x" + new string('\n', 4_000_000) + "int q = 1;")),
            ["brackets"] = With(Code("int q = " + new string('(', 400_000))),
            ["honest"] = SmallCourse.Solved,
        };
        IReadOnlyDictionary<string, SubmissionResult> results = await GradeAsync(students, jobs: 2, new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), 1024));
        Assert.Equal((6, ""), Told(results["honest"]));
        Assert.Equal(6, results["brackets"].Score);
        FileInfo[] pages = new DirectoryInfo(course.Root).GetFiles("*.html", SearchOption.AllDirectories);
        Assert.All(pages, page => Assert.InRange(page.Length, 1, 5 << 20));
    }

    private async Task<IReadOnlyDictionary<string, SubmissionResult>> GradeAsync(
        Dictionary<string, Notebook> students, int jobs, RunLimits limits)
    {
        string submissions = Path.Combine(course.Root, "submitted");
        foreach ((string student, Notebook notebook) in students)
            NotebookFile.Write(notebook, Path.Combine(submissions, student, "01-sums.ipynb"));
        var options = new GradeOptions(submissions, Path.Combine(course.Root, "grades"), null, jobs, limits, AllowUnsandboxed: false);
        ClassGrades graded = await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None);
        return graded.Grades.ToDictionary(grade => grade.Student, grade => grade.Result);
    }

    private static Cell Code(string source) => new("", CellType.Code, source, new(), new());

    private static Notebook With(params Cell[] first) => SmallCourse.Solved with { Cells = [.. first, .. SmallCourse.Solved.Cells] };

    private static (double Score, string Flags) Told(SubmissionResult result) =>
        (result.Score, string.Join("; ", result.Flags.Select(flag => $"{flag.Kind}: {flag.Message}")));
}
