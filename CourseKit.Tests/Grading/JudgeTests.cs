using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Tests.Grading;

public class JudgeTests
{
    private const string CheckId = "c";

    private static readonly Oracle Oracle = new("n", "", [
        new OracleCell(CheckId, "1.1", 2, false, [Expect("a", 1), Expect("b", 2)]),
        new OracleCell(CheckId, "1.1", 1, true, [Expect("hidden", 3)]),
    ]);

    [Fact]
    public void The_points_of_a_cell_are_shared_equally_among_its_checks()
    {
        ExerciseResult result = Judge.Of(Oracle, [Checks(Saw("a", 1), Saw("b", -2), Saw("hidden", 3))]).Exercises.Single();
        Assert.Equal((2d, 3d), (result.Score, result.Points));
        Assert.Equal([1d, 1d, 1d], result.Checks.Select(check => check.Points));
        Assert.Equal([Outcome.Passed, Outcome.Failed, Outcome.Passed], result.Checks.Select(check => check.Outcome));
    }

    [Fact]
    public void Sevenths_of_a_point_add_up_to_all_of_them()
    {
        var oracle = new Oracle("n", "", [new OracleCell(CheckId, "1.1", 1, false, [.. Enumerable.Range(0, 7).Select(i => Expect($"{i}", i))])]);
        Assert.Equal(1, Judge.Of(oracle, [Checks([.. Enumerable.Range(0, 7).Select(i => Saw($"{i}", i))])]).Exercises.Single().Score);
    }

    [Fact]
    public void A_value_recorded_by_another_cell_counts_for_nothing_and_is_flagged()
    {
        CellRun forged = new(Student("Check.Value"), CellStatus.Ok, null, [], 0) { Strays = ["a"] };
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> flags) = Judge.Of(Oracle, [forged, Checks()]);
        Assert.Equal(0, exercises.Single().Score);
        Assert.Contains("cell 4", Assert.Single(flags, flag => flag.Kind == Flag.Tampering).Message);
    }

    [Fact]
    public void A_value_recorded_twice_counts_for_nothing_and_is_flagged()
    {
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> flags) = Judge.Of(Oracle, [Checks(Saw("a", 1), Saw("a", 1), Saw("b", 2))]);
        Assert.Equal(1, exercises.Single().Score);
        Assert.Equal(Outcome.Failed, exercises.Single().Checks[0].Outcome);
        Assert.Single(flags, flag => flag.Kind == Flag.Tampering);
    }

    [Fact]
    public void A_value_recorded_beside_the_check_voids_it()
    {
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> flags) = Judge.Of(Oracle, [Checks(Saw("a", 1), Saw("b", 2)) with { Strays = ["a"] }]);
        Assert.Equal(Outcome.Failed, exercises.Single().Checks[0].Outcome);
        Assert.Equal(Outcome.Passed, exercises.Single().Checks[1].Outcome);
        Assert.Single(flags, flag => flag.Kind == Flag.Tampering);
    }

    [Fact]
    public void Hidden_checks_are_judged_by_their_own_run_and_visible_ones_by_the_other()
    {
        CellRun shown = Checks(Saw("a", 1), Saw("b", -2)), secret = Checks(Saw("a", -1), Saw("b", 2), Saw("hidden", 3));
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> flags) = Judge.Of(Oracle, [shown], [secret]);
        Assert.Equal([Outcome.Passed, Outcome.Failed, Outcome.Passed], exercises.Single().Checks.Select(check => check.Outcome));
        Assert.Empty(flags);
    }

    [Fact]
    public void What_is_flagged_in_the_run_with_hidden_checks_alone_is_not_for_students()
    {
        CellRun shown = Checks(Saw("a", 1), Saw("b", 2)), secret = Checks(Saw("a", 1), Saw("b", 2), Saw("hidden", 3)) with { Reaching = "System.Math.Abs" };
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> flags) = Judge.Of(Oracle, [shown], [secret]);
        Assert.Equal((2d, Outcome.Failed), (exercises.Single().Score, exercises.Single().Checks[2].Outcome));
        Assert.False(Assert.Single(flags, flag => flag.Kind == Flag.Forbidden).IsForStudents());
    }

    [Fact]
    public void What_can_be_guessed_is_worth_points_only_beside_a_value_that_is_right()
    {
        var oracle = new Oracle("n", "", [new OracleCell(CheckId, "1.1", 3, false, [Expect("a", 1), new(True("holds"), []), new(True("holds too"), [])])]);
        Assert.Equal(3, Judge.Of(oracle, [Checks(Saw("a", 1), True("holds"), True("holds too"))], []).Exercises.Single().Score);
        Assert.Equal(0, Judge.Of(oracle, [Checks(Saw("a", 2), True("holds"), True("holds too"))], []).Exercises.Single().Score);
    }

    [Fact]
    public void A_name_that_the_cell_does_not_check_is_flagged()
    {
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> flags) = Judge.Of(Oracle, [Checks(Saw("a", 1), Saw("b", 2), Saw("hidden", 3), Saw("more points", 1))]);
        Assert.Equal(3, exercises.Single().Score);
        Assert.Contains("more points", Assert.Single(flags).Message);
    }

    [Fact]
    public void A_value_that_no_check_can_record_counts_for_nothing()
    {
        Recording damaged = new("a", CheckKind.Value, Attempt.Finished, new RecordedValue("tensor", [1000, 1000], [1]));
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> flags) = Judge.Of(Oracle, [Checks(damaged)]);
        Assert.Equal(Outcome.Failed, exercises.Single().Checks[0].Outcome);
        Assert.Single(flags, flag => flag.Kind == Flag.Tampering);
    }

    [Theory]
    [InlineData(CellStatus.TimedOut)]
    [InlineData(CellStatus.WorkerDied)]
    [InlineData(CellStatus.Interrupted)]
    internal void A_check_cell_that_did_not_end_earns_nothing_whatever_it_recorded(CellStatus status)
    {
        CellRun run = Checks(Saw("a", 1), Saw("b", 2), Saw("hidden", 3)) with { Status = status, Error = new ErrorEvent(0, "X", "did not end within 3 s", []) };
        ExerciseResult result = Judge.Of(Oracle, [run]).Exercises.Single();
        Assert.Equal(0, result.Score);
        Assert.All(result.Checks, check => Assert.Equal(Outcome.Failed, check.Outcome));
        Assert.Contains("did not end within 3 s", result.Checks[0].Reason);
    }

    [Fact]
    public void What_was_recorded_before_an_exception_counts()
    {
        CellRun run = Checks(Saw("a", 1)) with { Status = CellStatus.Error, Error = new ErrorEvent(0, "FormatException", "no", [], 3) };
        ExerciseResult result = Judge.Of(Oracle, [run]).Exercises.Single();
        Assert.Equal([Outcome.Passed, Outcome.Failed, Outcome.Failed], result.Checks.Select(check => check.Outcome));
    }

    [Fact]
    public void An_answer_that_fails_is_named_as_the_reason()
    {
        PlannedCell answer = new("exercise 1.1", "int Add(", CellRules.None, new CourseCell(0, "e", new CellRole(CellRole.Answer, "1.1"), "", ""), 2);
        CellRun failed = new(answer, CellStatus.Error, new ErrorEvent(0, "CompilationError", "; expected", [], 1), [], 0);
        CellRun stubbed = Checks(new Recording("a", CheckKind.Value, Attempt.NotAttempted));
        Assert.Equal("exercise 1.1, line 1: CompilationError: ; expected", Judge.Of(Oracle, [failed, stubbed]).Exercises.Single().Checks[0].Reason);
    }

    [Fact]
    public void Nothing_recorded_is_not_attempted()
    {
        Assert.All(Judge.Of(Oracle, []).Exercises.Single().Checks, check => Assert.Equal(Outcome.NotAttempted, check.Outcome));
        CellRun stub = Checks(new Recording("a", CheckKind.Value, Attempt.NotAttempted));
        Assert.Equal(Outcome.NotAttempted, Judge.Of(Oracle, [stub]).Exercises.Single().Checks[0].Outcome);
    }

    private static Expectation Expect(string name, double number) => new(Saw(name, number), []);

    private static Recording Saw(string name, double number) => new(name, CheckKind.Value, Attempt.Finished, new RecordedValue("number", [], [number]));

    private static Recording True(string name) => new(name, CheckKind.True, Attempt.Finished, new RecordedValue("boolean", [], [1]));

    private static CellRun Checks(params Recording[] recordings) =>
        new(new PlannedCell("exercise 1.1, check", "", CellRules.None, new CourseCell(1, CheckId, new CellRole(CellRole.Check, "1.1", 3), "", "")), CellStatus.Ok, null, recordings, 0);

    private static PlannedCell Student(string source) => new("cell 4", source, CellRules.None, null, 4);
}
