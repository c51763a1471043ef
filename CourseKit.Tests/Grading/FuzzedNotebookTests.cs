using System.IO.Compression;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class FuzzedNotebookTests : IDisposable
{
    private const int Seed = 2026, BrokenZips = 300;

    private readonly SmallCourse course = new();

    private string Submissions => Path.Combine(course.Root, "submitted");

    public FuzzedNotebookTests() => Directory.Delete(course.Course.Answers, recursive: true);

    public void Dispose() => course.Dispose();

    [Fact]
    public async Task Whatever_the_bytes_are_each_submission_is_one_row()
    {
        byte[] zip = Zip(NotebookFile.ToText(SmallCourse.Solved));
        Directory.CreateDirectory(Submissions);
        (string What, byte[] Bytes)[] mutations = [.. NotebookMutations.Make(2400, Seed, SmallCourse.Solved, SmallCourse.Stub, Odd)];
        for (int i = 0; i < BrokenZips; i++) File.WriteAllBytes(Path.Combine(Submissions, $"z{i}.zip"), Broken(zip, new Random(Seed + i)));
        // With no time at all each is read, matched, planned and judged, and no worker is started.
        Dictionary<string, SubmissionResult[]> rows = (await GradeAsync(mutations, TimeSpan.Zero)).GroupBy(result => result.Student).ToDictionary(group => group.Key, group => group.ToArray());
        for (int i = 0; i < mutations.Length; i++)
        {
            Assert.True(rows.TryGetValue($"m{i}", out SubmissionResult[]? own) && own.Length == 1, $"there are {own?.Length} rows for {mutations[i].What}");
            Assert.True(own![0] is { Score: 0, Points: 6, Exercises.Count: 3 }, mutations[i].What);
        }
        for (int i = 0; i < BrokenZips; i++) Assert.True(rows.GetValueOrDefault($"z{i}") is [{ Score: 0, Points: 6 }], $"there is not one row for broken zip {i} of seed {Seed}");
        Assert.Equal(mutations.Length + BrokenZips, rows.Count);
        int read = rows.Values.Count(own => own[0].Cells.Count > 0);
        Assert.InRange(read, mutations.Length / 4, mutations.Length * 3 / 4);
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
        GradeOptions options = new(Submissions, Path.Combine(course.Root, "grades"), "01", 4, new RunLimits(TimeSpan.FromSeconds(20), total, 1024), !GradedClass.IsSandboxed);
        void Write(int i)
        {
            Directory.CreateDirectory(Path.Combine(Submissions, $"m{i}"));
            File.WriteAllBytes(Path.Combine(Submissions, $"m{i}", "01-sums.ipynb"), mutations[i].Bytes);
        }

        for (int i = 0; i < mutations.Length; i++) Write(i);
        try
        {
            return [.. (await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None)).Grades.Select(grade => grade.Result)];
        }
        catch (Exception) when (mutations.Length > 1)
        {
            for (int i = 0; i < mutations.Length; i++)
            {
                Directory.Delete(Submissions, recursive: true);
                Write(i);
                try { await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None); }
                catch (Exception cause) { throw new InvalidOperationException($"not graded: {mutations[i].What}", cause); }
            }
            throw;
        }
    }

    private static byte[] Zip(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(zip.CreateEntry("homework/01-sums.ipynb").Open())) writer.Write(text);
        return bytes.ToArray();
    }

    /// <summary>Half of them in the directory at the end, where sizes, offsets and methods stand.</summary>
    private static byte[] Broken(byte[] zip, Random random)
    {
        byte[] copy = [.. zip];
        int from = random.Next(2) == 0 ? 0 : copy.Length - 110;
        for (int n = random.Next(1, 6); n > 0; n--) copy[random.Next(from, copy.Length)] ^= (byte)(1 << random.Next(8));
        return random.Next(5) == 0 ? copy[..random.Next(copy.Length)] : copy;
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
