using CourseLib.Checks;

namespace CourseLib.Tests.Checks;

public class VerdictTests
{
    private static RecordedValue Number(double number) => new("number", [], [number]);

    private static readonly RecordedValue True = new("boolean", [], [1]), False = new("boolean", [], [0]);

    private static Recording Saw(string name, RecordedValue value, CheckKind kind = CheckKind.Value) => new(name, kind, Attempt.Finished, value);

    private static Expectation Expect(Recording recording, params Mistake[] mistakes) => new(recording, mistakes);

    [Fact]
    public void The_solution_passes_its_own_checks()
    {
        Recording[] solution =
        [
            Saw("value", Number(3)), Saw("true", True, CheckKind.True), Saw("throws", True, CheckKind.Throws),
            Saw("at least", Number(0.9), CheckKind.AtLeast) with { Bound = 0.8 }, Saw("at most", Number(0.1), CheckKind.AtMost) with { Bound = 0.2 },
        ];
        Assert.All(solution, recording => Assert.Equal(new Verdict(recording.Name, Outcome.Passed), Verdict.Of(Expect(recording), recording)));
    }

    [Fact]
    public void Each_kind_says_what_is_wrong()
    {
        Assert.Equal("the value is off by 1", Verdict.Of(Expect(Saw("a", Number(3))), Saw("a", Number(4))).Reason);
        Assert.Equal("this does not hold", Verdict.Of(Expect(Saw("a", True, CheckKind.True)), Saw("a", False, CheckKind.True)).Reason);
        Assert.Equal("no exception was thrown", Verdict.Of(Expect(Saw("a", True, CheckKind.Throws)), Saw("a", False, CheckKind.Throws)).Reason);
        Assert.Equal("0.75 is below 0.8", Verdict.Of(Expect(Saw("a", Number(0.9), CheckKind.AtLeast) with { Bound = 0.8 }), Saw("a", Number(0.75))).Reason);
        Assert.Equal("NaN is above 0.8", Verdict.Of(Expect(Saw("a", Number(0.1), CheckKind.AtMost) with { Bound = 0.8 }), Saw("a", Number(double.NaN))).Reason);
    }

    [Fact]
    public void Tolerance_and_bound_are_the_oracles_and_never_the_students()
    {
        Recording generous = Saw("a", Number(4)) with { Tolerance = 1e9, Kind = CheckKind.AtLeast, Bound = -1 };
        Assert.Equal(Outcome.Failed, Verdict.Of(Expect(Saw("a", Number(3))), generous).Outcome);
    }

    [Fact]
    public void A_stub_and_a_check_that_did_not_run_are_not_attempted()
    {
        Expectation expectation = Expect(Saw("a", Number(3)) with { Hint = "look again" });
        Assert.Equal(new Verdict("a", Outcome.NotAttempted, "the check did not run"), Verdict.Of(expectation, null));
        Assert.Equal(new Verdict("a", Outcome.NotAttempted), Verdict.Of(expectation, new Recording("a", CheckKind.Value, Attempt.NotAttempted)));
    }

    [Fact]
    public void An_exception_fails_with_its_message_and_the_checks_own_hint()
    {
        Expectation expectation = Expect(Saw("a", Number(3)) with { Hint = "look again" });
        Recording threw = new("a", CheckKind.Value, Attempt.Threw, Error: "DivideByZeroException: zero");
        Assert.Equal(new Verdict("a", Outcome.Failed, "DivideByZeroException: zero", "look again"), Verdict.Of(expectation, threw));
    }

    [Fact]
    public void A_finished_recording_without_a_value_fails() =>
        Assert.Equal(Outcome.Failed, Verdict.Of(Expect(Saw("a", Number(3))), new Recording("a", CheckKind.Value, Attempt.Finished)).Outcome);

    [Fact]
    public void A_known_mistake_is_named_with_its_own_hint()
    {
        Expectation expectation = Expect(Saw("a", Number(3)) with { Hint = "look again" }, new Mistake("minus", "you subtract", Number(-1)));
        Assert.Equal(new Verdict("a", Outcome.Failed, "the value is off by 4", "you subtract", "minus"), Verdict.Of(expectation, Saw("a", Number(-1.00001))));
        Assert.Equal("look again", Verdict.Of(expectation, Saw("a", Number(-2))).Hint);
    }

    [Fact]
    public void A_mistake_may_be_known_by_what_it_throws()
    {
        Expectation expectation = Expect(Saw("a", Number(3)), new Mistake("index", "count from zero", new RecordedValue("error", [], [], "IndexOutOfRangeException: outside")));
        Assert.Equal("index", Verdict.Of(expectation, new Recording("a", CheckKind.Value, Attempt.Threw, Error: "IndexOutOfRangeException: outside")).Mistake);
        Assert.Null(Verdict.Of(expectation, new Recording("a", CheckKind.Value, Attempt.Threw, Error: "IndexOutOfRangeException: elsewhere")).Mistake);
    }

    [Fact]
    public void Of_two_mistakes_with_a_value_in_common_the_one_that_explains_more_is_named()
    {
        Expectation first = Expect(Saw("a", Number(3)), new Mistake("minus", "m", Number(0)), new Mistake("zero", "z", Number(0)));
        Expectation second = Expect(Saw("b", Number(5)), new Mistake("minus", "m", Number(1)), new Mistake("zero", "z", Number(0)));
        IReadOnlyList<Verdict> verdicts = Diagnosis.Of([(first, Saw("a", Number(0))), (second, Saw("b", Number(0)))]);
        Assert.All(verdicts, verdict => Assert.Equal("zero", verdict.Mistake));
    }

    [Fact]
    public void A_mistake_is_named_only_if_all_that_is_seen_is_what_it_gives()
    {
        Expectation first = Expect(Saw("a", Number(3)) with { Hint = "own" }, new Mistake("minus", "m", Number(0)));
        Expectation second = Expect(Saw("b", Number(5)), new Mistake("minus", "m", Number(1)));
        Expectation third = Expect(Saw("c", Number(7)));
        Assert.Equal("m", Diagnosis.Of([(first, Saw("a", Number(0))), (second, Saw("b", Number(1))), (third, Saw("c", Number(7)))])[0].Hint);
        // Another value elsewhere, a right one where the mistake gives a wrong one, a wrong one where it gives the right one.
        Assert.Equal("own", Diagnosis.Of([(first, Saw("a", Number(0))), (second, Saw("b", Number(2))), (third, Saw("c", Number(7)))])[0].Hint);
        Assert.Equal("own", Diagnosis.Of([(first, Saw("a", Number(0))), (second, Saw("b", Number(5))), (third, Saw("c", Number(7)))])[0].Hint);
        Assert.Equal("own", Diagnosis.Of([(first, Saw("a", Number(0))), (second, Saw("b", Number(1))), (third, Saw("c", Number(8)))])[0].Hint);
    }

    [Fact]
    public void A_hint_begins_with_a_question_and_its_last_stage_stays()
    {
        const string hint = "Which axis? || The batch's. || Sum over axis 0.";
        Assert.Equal(["Which axis?", "The batch's.", "Sum over axis 0.", "Sum over axis 0."], Enumerable.Range(1, 4).Select(time => HintStages.At(hint, time)));
        Assert.Equal("one", HintStages.At("one", 3));
        Assert.Equal("Which axis? The batch's. Sum over axis 0.", HintStages.Whole(hint));
    }

    [Fact]
    public void False_alone_names_a_mistake_only_where_nothing_speaks_against_it()
    {
        Expectation holds = Expect(Saw("holds", True, CheckKind.True) with { Hint = "own" }, new Mistake("minus", "m", False));
        Expectation value = Expect(Saw("value", Number(3)), new Mistake("minus", "m", Number(-1)));
        Assert.Equal("own", Diagnosis.Of([(holds, Saw("holds", False)), (value, Saw("value", Number(8)))])[0].Hint);
        Assert.Equal("m", Diagnosis.Of([(holds, Saw("holds", False)), (value, Saw("value", Number(-1)))])[0].Hint);
        Assert.Equal("m", Verdict.Of(holds, Saw("holds", False)).Hint);
    }

    [Fact]
    public void A_passed_check_never_carries_a_hint()
    {
        Expectation expectation = Expect(Saw("a", Number(3)) with { Hint = "look again" }, new Mistake("almost", "h", Number(3.0001)));
        Assert.Equal(new Verdict("a", Outcome.Passed), Verdict.Of(expectation, Saw("a", Number(3.00005))));
    }
}
