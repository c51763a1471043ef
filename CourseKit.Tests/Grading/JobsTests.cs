using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class JobsTests : IDisposable
{
    private readonly SmallCourse course = new();

    public void Dispose() => course.Dispose();

    [Fact]
    public async Task A_class_is_graded_the_same_by_one_job_and_by_three()
    {
        Directory.Delete(course.Course.Answers, recursive: true);
        string submissions = Path.Combine(course.Root, "submitted");
        const string typed = "int Add(int a, int b) => throw new Exception(new System.Diagnostics.StackTrace().GetFrame(0)!.GetMethod()!.DeclaringType!.FullName);";
        var students = new Dictionary<string, Notebook>
        {
            ["solved"] = SmallCourse.Solved,
            ["stub"] = SmallCourse.Stub,
            ["minus"] = SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) => a - b;")),
            ["broken"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) => 2 *;")),
            ["dying"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) { Environment.Exit(3); return 2 * x; }")),
            ["forbidden"] = SmallCourse.SolvedBut(("01.3", "double Mean(double[] x)\n{\n    return x.Average();\n}")),
            ["typed"] = SmallCourse.SolvedBut(("01.1", typed)),
            // Of a notebook with directives, the process that runs it does the compiling too.
            ["alone"] = SmallCourse.SolvedBut(("01.1", "#region mine\n#endregion\n" + typed)),
        };
        foreach ((string student, Notebook notebook) in students) NotebookFile.Write(notebook, Path.Combine(submissions, student, "01-sums.ipynb"));

        (IReadOnlyList<Grade> grades, Dictionary<string, string> one) = await GradeAsync(submissions, 1);
        (_, Dictionary<string, string> three) = await GradeAsync(submissions, 3);
        Assert.Equal(2 + students.Count, one.Count);
        foreach ((string file, string text) in one) Assert.Equal((file, text), (file, three[file]));

        var scores = grades.ToDictionary(grade => grade.Student, grade => grade.Score);
        Assert.Equal([3, 4, 4, 5, 4, 6, 0, 3], scores.OrderBy(score => score.Key, StringComparer.Ordinal).Select(score => score.Value));
    }

    private async Task<(IReadOnlyList<Grade> Grades, Dictionary<string, string> Files)> GradeAsync(string submissions, int jobs)
    {
        string output = Path.Combine(course.Root, $"grades-{jobs}");
        var options = new GradeOptions(submissions, output, null, jobs, new RunLimits(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), 1024), Sandbox.Find() is null);
        IReadOnlyList<Grade> grades = (await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None)).Grades;
        string[] files = [Path.Combine(output, "gradebook.csv"), Path.Combine(output, "gradebook.json"), .. Directory.EnumerateFiles(Path.Combine(output, "feedback"))];
        return (grades, files.ToDictionary(path => Path.GetFileName(path), File.ReadAllText));
    }
}
