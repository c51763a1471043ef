using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Tests.Grading;

/// <summary>All that a student reads comes from a run in which no hidden check ever was.</summary>
[Trait("Category", "Slow"), Collection("graders")]
public sealed class TwoRunsTests : IDisposable
{
    private readonly WorkerFactory workers = WorkerFactory.Trusted(Path.GetTempPath());

    public void Dispose() => workers.Dispose();

    [Fact]
    public async Task What_a_student_reads_does_not_depend_on_the_arguments_of_a_hidden_check()
    {
        (string Place, string Code)[] own =
        [
            ("first", "static class Log { public static List<(int A, int B)> Calls = new(); }"),
            .. Enumerable.Range(0, 8).Select(bit => ("last", $"if (Log.Calls.Count > 2 && (Log.Calls[2].A >> {bit} & 1) == 1) throw new Exception();")),
            ("last", "throw new Exception(string.Join(' ', Log.Calls));"),
        ];
        const string answer = "int Add(int a, int b) { Log.Calls.Add((a, b)); return a + b; }";
        string[] told = [await ToldAsync("Add(-71, 4093)", answer, own), await ToldAsync("Add(-1, 4)", answer, own)];
        Assert.Equal(told[0], told[1]);
        Assert.DoesNotContain("4093", told[0]);
    }

    [Fact]
    public async Task Only_what_passed_is_told_of_a_hidden_check()
    {
        const string liar = "int Add(int a, int b) => a == -71 ? throw new Exception($\"{a} {b}\") : a + b;";
        string told = await ToldAsync("Add(-71, 4093)", liar, []);
        Assert.DoesNotContain("4093", told);
        Assert.Contains("secret minus one and four Failed", told);
    }

    private async Task<string> ToldAsync(string hidden, string answer, (string Place, string Code)[] own)
    {
        SourceDocument source = SourceDocument.Parse(SmallCourse.Source.Replace("Add(-1, 4)", hidden), SmallCourse.Name);
        CourseNotebook course = CourseNotebook.Of(source);
        var runner = new PlanRunner(workers, RunLimits.Trusted);
        (Oracle oracle, _) = await new OracleRecorder(runner).RecordAsync(course, [], "", CancellationToken.None);
        Cell[] Own(string place) => [.. own.Where(cell => cell.Place == place).Select((cell, i) => new Cell($"own-{place}-{i}", CellType.Code, cell.Code, [], []))];
        Notebook submission = SmallCourse.SolvedBut(("01.1", answer));
        submission = submission with { Cells = [.. Own("first"), .. submission.Cells, .. Own("last")] };
        SubmissionResult result = await new NotebookGrader(course, oracle).GradeAsync(runner, "ada", submission, "", null, [], CancellationToken.None);
        return string.Join('\n', result.Cells.Select(cell => $"{cell.Number} {cell.Error}"))
            + string.Join('\n', result.Exercises.SelectMany(exercise => exercise.Checks).Select(check => check.Hidden ? $"{check.Name} {check.Outcome}" : $"{check}"))
            + string.Join('\n', result.Flags.Where(flag => flag.IsForStudents()));
    }
}
