using System.Reflection;
using CourseLib.Checks;

namespace CourseLib.Tests.Checks;

/// <summary>The session of checks belongs to the process, so what touches it runs one after another.</summary>
[CollectionDefinition("checks", DisableParallelization = true)]
public sealed class ChecksCollection;

[Collection("checks")]
public sealed class CheckTests : IDisposable
{
    private readonly List<Recording> recordings = [];
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly string folder = Directory.CreateTempSubdirectory("checks").FullName;

    public void Dispose()
    {
        CheckSession.Recorder = null;
        Check.Begin("none");
        Directory.SetCurrentDirectory(before);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_grader_gets_every_recording_and_no_oracle_is_opened()
    {
        StartWithOracle();
        CheckSession.Recorder = recordings.Add;
        Check.Begin("sample");
        Check.Value("sum", () => 4, tolerance: 0.5, hint: "h");
        Check.True("holds", () => false);
        Check.AtLeast("accuracy", 0.5, () => 0.75);
        Check.AtMost("loss", 0.5, () => 0.75);
        CheckReport report = Check.Report("1.1");

        Assert.Equal(["sum", "holds", "accuracy", "loss"], recordings.Select(recording => recording.Name));
        Assert.Equivalent(new Recording("sum", CheckKind.Value, Attempt.Finished, new RecordedValue("number", [], [4]), Tolerance: 0.5, Hint: "h"), recordings[0]);
        Assert.False(report.Judged);
        Assert.All(report.Verdicts, verdict => Assert.Equal(Outcome.Recorded, verdict.Outcome));
        Assert.DoesNotContain("✓", report.ToString());
        Assert.Equal(0, report.Score);
    }

    [Fact]
    public void A_stub_is_not_attempted_however_it_is_wrapped()
    {
        CheckSession.Recorder = recordings.Add;
        Check.Value<int>("plain", () => throw new NotImplementedException());
        Check.Value("in a task", () => Task.Run(int () => throw new NotImplementedException()).Result);
        Check.Value<int>("by reflection", () => throw new TargetInvocationException(new NotImplementedException()));
        Check.Throws<ArgumentException>("expected to throw", () => throw new NotImplementedException());
        Assert.All(recordings, recording => Assert.Equal(Attempt.NotAttempted, recording.Attempt));
    }

    [Fact]
    public void An_exception_is_recorded_with_type_and_message_of_its_cause()
    {
        CheckSession.Recorder = recordings.Add;
        Check.Value("in a task", () => Task.Run(int () => throw new InvalidOperationException("no")).Result);
        Check.Value<string?>("null", () => null);
        Check.Value<int>("talkative", () => throw new InvalidOperationException(new string('x', 100_000)));
        Assert.All(recordings, recording => Assert.Equal(Attempt.Threw, recording.Attempt));
        Assert.Equal("InvalidOperationException: no", recordings[0].Error);
        Assert.Contains("cannot record null", recordings[1].Error);
        Assert.InRange(recordings[2].Error!.Length, 100, 1000);
    }

    [Fact]
    public void Throws_tells_the_wanted_exception_from_another_and_from_none()
    {
        CheckSession.Recorder = recordings.Add;
        Check.Throws<ArgumentException>("derived", () => throw new ArgumentNullException("x"));
        Check.Throws<ArgumentException>("other", () => throw new InvalidOperationException("no"));
        Check.Throws<ArgumentException>("none", () => { });
        Assert.Equal([1d, 0d, 0d], recordings.Select(recording => recording.Value!.Numbers[0]));
        Assert.Equal("InvalidOperationException: no; ArgumentException was expected", recordings[1].Error);
        Assert.Null(recordings[2].Error);
    }

    [Fact]
    public void In_a_students_notebook_the_oracle_above_it_judges_at_once()
    {
        StartWithOracle();
        Check.Value("sum", () => -1);
        Check.True("holds", () => true);
        Check.Value("not in the oracle", () => 1);
        CheckReport report = Check.Report("1.1");

        Assert.Equal([Outcome.Failed, Outcome.Passed, Outcome.Recorded], report.Verdicts.Select(verdict => verdict.Outcome));
        Assert.Equal("minus", report.Verdicts[0].Mistake);
        Assert.Contains("hint: you <subtract>", report.ToString());
        Assert.Contains("you &lt;subtract&gt;", report.ToHtml());
        Assert.DoesNotContain("<subtract>", report.ToHtml());
        Assert.Equal("Exercise 1.1: 1 of 2 visible checks passed, 1 of 3 points.", report.Summary);

        Check.Value("hidden", () => 1);
        Assert.Equal("Exercise 1.1: 1 hidden check, judged when the work is graded.", Check.Report("1.1").Summary);
    }

    [Fact]
    public void Two_checks_share_the_points_of_their_cell_equally()
    {
        StartWithOracle();
        Check.Value("sum", () => 3);
        Check.True("holds", () => false);
        CheckReport report = Check.Report("1.1");
        Assert.Equal(3, report.Points);
        Assert.Equal(1.5, report.Score);
        Assert.Equal("Exercise 1.1: 1 of 2 visible checks passed, 1.5 of 3 points.", report.Summary);
    }

    [Fact]
    public void A_stub_is_told_apart_from_a_wrong_answer_and_from_an_empty_cell()
    {
        StartWithOracle();
        Check.Value<int>("sum", () => throw new NotImplementedException());
        Assert.Equal("Exercise 1.1: not attempted yet (0 of 3 points).", Check.Report("1.1").Summary);
        Assert.Equal("Exercise 1.1: no check ran in this cell.", Check.Report("1.1").Summary);
    }

    [Fact]
    public void Later_cells_take_the_students_version_only_once_its_checks_pass()
    {
        StartWithOracle();
        Assert.Equal("library", Exercise.Choose("1.1", "yours", "library"));
        Check.Value("sum", () => -1);
        Check.Report("1.1");
        Assert.Equal("library", Exercise.Choose("1.1", "yours", "library"));
        Check.Value("sum", () => 3);
        Check.Report("1.1");
        Assert.Equal("yours", Exercise.Choose("1.1", "yours", "library"));
    }

    [Fact]
    public void What_a_grader_settles_decides_which_version_later_cells_take()
    {
        CheckSession.Recorder = _ => { };
        Check.Begin("sample");
        Check.Value("sum", () => -1);
        Check.Report("1.1");
        Exercise.Settle("1.1", false);
        Assert.Equal("library", Exercise.Choose("1.1", "yours", "library"));
        Exercise.Settle("1.1", true);
        Assert.Equal("yours", Exercise.Choose("1.1", "yours", "library"));
    }

    private void StartWithOracle()
    {
        var oracle = new Oracle("sample", "", [
            new OracleCell("c", "1.1", 3, false, [
                new Expectation(new Recording("sum", CheckKind.Value, Attempt.Finished, RecordedValue.Of(3)), [new Mistake("minus", "you <subtract>", RecordedValue.Of(-1))]),
                new Expectation(new Recording("holds", CheckKind.True, Attempt.Finished, RecordedValue.Of(true)), []),
            ]),
        ]);
        string inside = Directory.CreateDirectory(Path.Combine(folder, "notebooks", "deeper")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "notebooks", "oracles"));
        File.WriteAllText(Path.Combine(folder, "notebooks", "oracles", "sample.json"), oracle.ToJson());
        Directory.SetCurrentDirectory(inside);
        Check.Begin("sample");
    }
}
