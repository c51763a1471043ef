using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseLib.Checks;
using Spectre.Console;

namespace CourseKit.Tests.Grading;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class OracleRecorderTests : IDisposable
{
    private readonly SmallCourse course = new();
    private readonly WorkerFactory workers;

    public OracleRecorderTests() => workers = WorkerFactory.Trusted(course.Course.Notebooks);

    public void Dispose()
    {
        workers.Dispose();
        course.Dispose();
    }

    [Fact]
    public async Task What_ships_has_the_visible_checks_with_their_mistakes_and_is_all_that_a_students_own_check_needs()
    {
        string path = Oracles.PathOf(course.Course, SmallCourse.Name), source = Path.Combine(course.Course.Sources, SmallCourse.Name + ".md");
        Assert.Equal(CourseKitException.WorkFailed, await BuildAsync(check: true));
        Assert.False(File.Exists(path));
        Assert.Equal(CourseKitException.Done, await BuildAsync(check: false));
        Assert.Equal(CourseKitException.Done, await BuildAsync(check: true));
        Assert.True(await Oracles.UpdateAsync(course.Course, SmallCourse.Name, check: false));

        Assert.DoesNotContain("secret", File.ReadAllText(path));
        Oracle oracle = Oracle.Load(path);
        Assert.Equal(["two and three", "zeros", "twice three", "twice a half", "of the sums"], oracle.Cells.SelectMany(part => part.Expected).Select(expected => expected.Recording.Name));
        Assert.Equal([2d, 2d, 0.5], oracle.Cells.Select(part => part.Points));
        Assert.Equal(["minus"], oracle.Find("two and three")!.Mistakes.Select(mistake => mistake.Id));
        Assert.Equal("error", oracle.Find("twice a half")!.Mistakes.Single().Value.Type);

        File.WriteAllText(source, File.ReadAllText(source).ReplaceLineEndings("\r\n"));
        Assert.True(await Oracles.UpdateAsync(course.Course, SmallCourse.Name, check: true));
        File.AppendAllText(source, "\r\nMore prose.\r\n");
        Assert.True(await Oracles.UpdateAsync(course.Course, SmallCourse.Name, check: true));
        course.AddAnswer("01.2", "right-shift", "double Double(double x) => x + x;");
        Assert.False(await Oracles.UpdateAsync(course.Course, SmallCourse.Name, check: true));

        Directory.Delete(course.Course.Sources, recursive: true);
        string mine = Path.Combine(course.Course.Notebooks, "mine.ipynb");
        NotebookFile.Write(SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) => a - b;"), ("01.2", "double Double(double x) => throw new NotImplementedException();")), mine);
        (int code, string text) = await CheckAsync(mine);
        Assert.Equal(CourseKitException.WorkFailed, code);
        Assert.Contains("✗  two and three: the value is off by 6", text);
        Assert.Contains("you <subtract>", text);
        Assert.Contains("✓  zeros", text);
        Assert.Contains("○  twice three", text);
        Assert.Contains("Score so far: 1.5 of 4.5 points", text);

        NotebookFile.Write(SmallCourse.Solved, mine);
        Assert.Equal(CourseKitException.Done, (await CheckAsync(mine)).Code);

        string open = Path.Combine(course.Course.Notebooks, "open.ipynb"), broken = Path.Combine(course.Course.Notebooks, "broken.ipynb");
        NotebookFile.Write(SmallCourse.Stub, open);
        File.WriteAllText(broken, "no notebook");
        (code, text) = await CheckAsync(mine, open, broken);
        Assert.Equal(CourseKitException.WorkFailed, code);
        Assert.Matches("✓ +01-sums +3 of 3 +█{20} +4.5 of 4.5", text);
        Assert.Matches("○ +01-sums +0 of 3 +░{20} +0 of 4.5", text);
        Assert.Matches("✗ +.*broken.ipynb", text);
        Assert.Contains("Go on with exercise 01.1 in 01-sums; details: coursekit check 01", text);
    }

    [Fact]
    public async Task A_check_without_an_oracle_says_what_is_missing()
    {
        string mine = Path.Combine(course.Course.Notebooks, "mine.ipynb");
        NotebookFile.Write(SmallCourse.Stub, mine);
        Assert.Contains("01-sums.json is missing", (await Assert.ThrowsAsync<CourseKitException>(() => CheckAsync(mine))).Message);
    }

    [Fact]
    public async Task Verifying_grades_the_course_itself()
    {
        Directory.Delete(Path.Combine(course.Course.Answers, "01.3"), recursive: true);
        course.AddAnswer("01.1", "wrong-harmless", "// hint: none needed\nint Add(int a, int b) => b + a;");
        course.AddAnswer("01.2", "right-wrong", "double Double(double x) => 3 * x;");
        IReadOnlyList<Verification> found = await new CourseVerifier(course.Course, new PlanRunner(workers, RunLimits.Trusted)).RunAsync(SmallCourse.Name, CancellationToken.None);
        Assert.Equal(
            ["01.1 solution", "01.1 stubs", "01.1 right-loop", "01.1 wrong-minus", "01.1 wrong-negatives", "01.2 solution", "01.2 stubs", "01.2 wrong-throws", "01.3 solution", "01.3 stubs"],
            found.Where(verification => verification.Holds).Select(verification => $"{verification.Exercise} {verification.What}"));
        Assert.Equal(["wrong-harmless", "right-wrong"], found.Where(verification => !verification.Holds).Select(verification => verification.What));
        Assert.Contains("hidden", found.Single(verification => verification.What == "wrong-negatives").Detail);
    }

    [Theory]
    [InlineData("return 2 * x;", "return x / 0 > 0 ? throw new FormatException() : 1;", "does not pass its own check")]
    [InlineData("return 2 * x;", "return 2 * y;", "the solution fails in exercise 01.2")]
    [InlineData("return 2 * x;", "return typeof(int).Assembly is null ? x : 2 * x;", "uses System.Type.Assembly, which a graded cell must not use")]
    [InlineData("Check.Value(\"zeros\"", "Check.Value(\"two and three\"", "2 checks are named 'two and three'")]
    [InlineData("Check.Report(\"01.2\")", "1 + 1", "does not end with Check.Report(\"01.2\")")]
    [InlineData("Check.Report(\"01.2\")", "Check.Report(\"01.1\")", "does not end with Check.Report(\"01.2\")")]
    public async Task A_mistake_of_the_author_is_told(string before, string after, string message)
    {
        SourceDocument document = SourceDocument.Parse(SmallCourse.Source.Replace(before, after), SmallCourse.Name);
        var recorder = new OracleRecorder(new PlanRunner(workers, RunLimits.Trusted));
        CourseKitException refusal = await Assert.ThrowsAsync<CourseKitException>(() => recorder.RecordAsync(CourseNotebook.Of(document), [], "", CancellationToken.None));
        Assert.Contains(message, refusal.Message);
    }

    [Fact]
    public void A_wrong_answer_without_a_hint_and_a_file_that_is_neither_are_refused()
    {
        course.AddAnswer("01.2", "wrong-silent", "double Double(double x) => x;");
        Assert.Contains("// hint:", Assert.Throws<CourseKitException>(() => KnownAnswer.Of(course.Course, SmallCourse.Document)).Message);
        course.AddAnswer("01.1", "other", "");
        Assert.Contains("neither a right nor a wrong answer", Assert.Throws<CourseKitException>(() => KnownAnswer.Of(course.Course, SmallCourse.Document)).Message);
    }

    private Task<int> BuildAsync(bool check) => Oracles.BuildAsync(course.Course, [SmallCourse.Name], check, TextWriter.Null, TextWriter.Null, CancellationToken.None);

    private static async Task<(int Code, string Text)> CheckAsync(params string[] paths)
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        return (await CheckCommand.RunAsync(paths, demonstrations: false, TimeSpan.FromMinutes(2), console, CancellationToken.None), text.ToString());
    }
}
