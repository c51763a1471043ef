using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

[Collection("graders")]
public sealed class FuzzedNotebookTests : IDisposable
{
    private const int Seed = 20_26;

    private readonly SmallCourse course = new();

    public FuzzedNotebookTests() => Directory.Delete(course.Course.Answers, recursive: true);

    public void Dispose() => course.Dispose();

    [Fact]
    public async Task Whatever_the_bytes_are_each_submission_is_one_row()
    {
        (string What, byte[] Bytes)[] mutations = [.. NotebookMutations.Make(2400, Seed, SmallCourse.Solved, SmallCourse.Stub, Odd)];
        // With no time at all each is read, matched, planned and judged, and no worker is started.
        Dictionary<string, SubmissionResult[]> rows = (await GradeAsync(mutations, TimeSpan.Zero)).GroupBy(result => result.Student).ToDictionary(group => group.Key, group => group.ToArray());
        for (int i = 0; i < mutations.Length; i++)
        {
            Assert.True(rows.TryGetValue($"m{i}", out SubmissionResult[]? own) && own.Length == 1, $"there are {own?.Length} rows for {mutations[i].What}");
            Assert.True(own![0] is { Score: 0, Points: 6, Exercises.Count: 3 }, mutations[i].What);
        }
        Assert.Equal(mutations.Length, rows.Count);
    }

    [Fact]
    public async Task A_few_of_each_kind_are_graded_to_the_end()
    {
        (string What, byte[] Bytes)[] mutations = [.. NotebookMutations.Make(2 * NotebookMutations.Kinds, Seed + 1, SmallCourse.Solved).Where(mutation => !mutation.What.Contains("noise")).Where((_, index) => index % 3 == 0)];
        IReadOnlyList<SubmissionResult> results = await GradeAsync(mutations, TimeSpan.FromMinutes(2));
        Assert.Equal(mutations.Length, results.Count);
        for (int i = 0; i < mutations.Length; i++)
        {
            SubmissionResult own = results.Single(result => result.Student == $"m{i}");
            Assert.True(own is { Score: >= 0 and <= 6, Points: 6 } && own.Flags.All(flag => flag.Kind != Flag.NotGraded), mutations[i].What);
        }
    }

    /// <summary>Grades them as a class; when that fails, each by itself, to name the one that did it.</summary>
    private async Task<IReadOnlyList<SubmissionResult>> GradeAsync((string What, byte[] Bytes)[] mutations, TimeSpan total)
    {
        string submissions = Path.Combine(course.Root, "submitted");
        GradeOptions options = new(submissions, Path.Combine(course.Root, "grades"), "01", 4, new RunLimits(TimeSpan.FromSeconds(20), total, 1024), !GradedClass.IsSandboxed);
        void Write(int i)
        {
            Directory.CreateDirectory(Path.Combine(submissions, $"m{i}"));
            File.WriteAllBytes(Path.Combine(submissions, $"m{i}", "01-sums.ipynb"), mutations[i].Bytes);
        }

        for (int i = 0; i < mutations.Length; i++) Write(i);
        try
        {
            return await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None);
        }
        catch (Exception) when (mutations.Length > 1)
        {
            for (int i = 0; i < mutations.Length; i++)
            {
                Directory.Delete(submissions, recursive: true);
                Write(i);
                try { await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None); }
                catch (Exception cause) { throw new InvalidOperationException($"not graded: {mutations[i].What}", cause); }
            }
            throw;
        }
    }

    /// <summary>Outputs, attachments, Markdown and a cell of the student's own.</summary>
    private static Notebook Odd => SmallCourse.Solved with
    {
        Cells =
        [
            .. SmallCourse.Solved.Cells.Select(cell => cell.Type == CellType.Code ? cell with { ExecutionCount = 3, Outputs = [new System.Text.Json.Nodes.JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "学生 ✓ 🙂" }] } : cell),
            new Cell("own", CellType.Code, "int Mine(int x) => Add(x, x);", [], []),
            new Cell("words", CellType.Markdown, "# Zoë\n\n$x^2$", [], [], null, []),
        ],
    };
}
