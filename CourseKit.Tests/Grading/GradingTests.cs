using System.Text.Json;
using CourseKit.Grading;
using CourseLib.Checks;

namespace CourseKit.Tests.Grading;

[Trait("Category", "Slow"), Collection("graders")]
public sealed class GradingTests(GradedClass graded) : IClassFixture<GradedClass>
{
    private const string NeedsSandbox = "needs bubblewrap; install it (apt install bubblewrap) to run this";

    [Fact]
    public void The_solution_earns_every_point_without_a_flag()
    {
        SubmissionResult result = graded["solved"];
        Assert.Equal((6d, 6d), (result.Score, result.Points));
        Assert.Empty(result.Flags);
    }

    [Fact]
    public void What_DotNet_Interactive_has_saved_is_graded_like_all_others()
    {
        SubmissionResult result = graded["interactive"];
        Assert.Equal((6d, 6d), (result.Score, result.Points));
        Assert.Contains("the course's own text was run", Assert.Single(result.Flags).Message);
    }

    [Fact]
    public void How_an_answer_shows_values_changes_nothing_that_its_checks_record()
    {
        Assert.Equal((0, 2), (Score("shower", "01.1"), Score("shower", "01.2")));
        Assert.Equal(Outcome.Failed, Checks("shower", "01.1").First().Outcome);
        Assert.Equal("the value is off by 1", Checks("shower", "01.1").First().Reason);
    }

    [Fact]
    public void A_graded_run_fetches_no_packages()
    {
        Assert.Equal(0, Score("shower", "01.3"));
        Assert.Contains("Microsoft.Data.Analysis, 0.24.0 cannot be fetched here", Checks("shower", "01.3").First().Reason);
    }

    [Fact]
    public void A_stub_earns_nothing_and_is_not_attempted()
    {
        Assert.Equal(0, graded["stub"].Score);
        Assert.All(Checks("stub"), check => Assert.Equal(Outcome.NotAttempted, check.Outcome));
        Assert.DoesNotContain("✗", graded.Feedback("stub"));
    }

    [Fact]
    public void A_known_mistake_is_told_its_hint()
    {
        Assert.Equal("minus", Checks("minus", "01.1").First(check => check.Outcome == Outcome.Failed).Mistake);
        Assert.Contains("you &lt;subtract&gt;", graded.Feedback("minus"));
    }

    [Fact]
    public void A_mistake_that_only_a_hidden_check_sees_is_told_its_hint_and_nothing_else()
    {
        Assert.True(Assert.Single(Checks("negatives", "01.1"), check => check.Outcome == Outcome.Failed).Hidden);
        string page = graded.Feedback("negatives");
        Assert.Contains("✗</td><td>hidden check 1<", page);
        Assert.Contains("negative numbers count too", page);
    }

    [Fact]
    public void How_a_hidden_check_failed_is_not_told()
    {
        static CheckResult Check(bool hidden, Outcome outcome, string? hint = null) =>
            new("name", hidden, 1, outcome, outcome == Outcome.Failed ? "reason" : null, hint, hint is null ? null : "mistake");
        static string[] Told(params CheckResult[] checks) =>
            [.. ExerciseResult.Of("1.1", checks).AsTold().Select(check => $"{check.Name} {check.Outcome} {check.Reason} {check.Hint} {check.Mistake}".TrimEnd())];

        // In every way of not passing the same.
        Assert.Equal(["name Passed", "hidden check 1 Failed"], Told(Check(false, Outcome.Passed), Check(true, Outcome.Failed)));
        Assert.Equal(["name Passed", "hidden check 1 Failed"], Told(Check(false, Outcome.Passed), Check(true, Outcome.NotAttempted)));
        // One hint, and only behind visible checks that are right.
        Assert.Equal(["name Passed", "hidden check 1 Failed  one", "hidden check 2 Failed"],
            Told(Check(false, Outcome.Passed), Check(true, Outcome.Failed, "one"), Check(true, Outcome.Failed, "two")));
        Assert.Equal(["name Passed", "hidden check 1 Failed  two", "hidden check 2 Failed"],
            Told(Check(false, Outcome.Passed), Check(true, Outcome.NotAttempted), Check(true, Outcome.Failed, "two")));
        Assert.Equal(["name Failed reason own mistake", "hidden check 1 Failed"], Told(Check(false, Outcome.Failed, "own"), Check(true, Outcome.Failed, "one")));
        // What is told of an untouched stub is what its visible checks say.
        Assert.Equal(["name NotAttempted", "hidden check 1 NotAttempted"], Told(Check(false, Outcome.NotAttempted), Check(true, Outcome.Failed, "one")));
    }

    [Fact]
    public void No_feedback_page_shows_the_name_or_the_source_of_a_hidden_check()
    {
        // The forger has guessed a name and sees it in the own code.
        foreach (SubmissionResult result in graded.Results.Where(result => result.Student != "forger"))
        {
            Assert.DoesNotContain("secret", graded.Feedback(result.Student));
            Assert.DoesNotContain("HIDDEN", graded.Feedback(result.Student));
        }
    }

    [Fact]
    public void An_exception_is_a_reason_and_may_be_a_known_mistake()
    {
        Assert.Equal(1, Score("mixed", "01.2"));
        CheckResult check = Assert.Single(Checks("mixed", "01.2"), check => check.Outcome == Outcome.Failed);
        Assert.Equal(("throws", "FormatException: no whole number"), (check.Mistake, check.Reason));
    }

    [Fact]
    public void An_answer_that_does_not_compile_loses_its_exercise_only()
    {
        Assert.Equal((0, 1), (Score("mixed", "01.1"), Score("mixed", "01.2")));
        Assert.Contains("CompilationError", Checks("mixed", "01.1").First().Reason);
    }

    [Fact]
    public void A_forbidden_symbol_loses_its_exercise_and_is_named()
    {
        Assert.Equal(0, Score("mixed", "01.3"));
        Assert.Contains("Average", Assert.Single(graded["mixed"].Flags, flag => flag.Kind == Flag.Forbidden).Message);
        Assert.Contains("Average", graded.Feedback("mixed"));
    }

    [Theory]
    [InlineData("minus", Flag.TimeOut, "did not end within 20 s")]
    [InlineData("negatives", Flag.Died, "exit code 0")]
    [InlineData("overflow", Flag.Died, "Stack overflow")]
    public void A_cell_that_does_not_end_loses_its_exercise_only(string student, string flag, string reason)
    {
        Assert.Equal((0, 1), (Score(student, "01.2"), Score(student, "01.3")));
        Assert.All(Checks(student, "01.2"), check => Assert.Contains(reason, check.Reason));
        Assert.Contains(graded[student].Flags, found => found.Kind == flag);
    }

    [Fact]
    public void Filling_the_heap_loses_its_exercise_only()
    {
        Assert.Equal((0, 1), (Score("hog", "01.1"), Score("hog", "01.3")));
        Assert.Contains("emory", Checks("hog", "01.1").First().Reason);
    }

    [SkippableTheory]
    [InlineData("hog", "uses System.Runtime.InteropServices.Marshal.AllocHGlobal")]
    [InlineData("doubler", "more than 512 threads")]
    public void Taking_all_that_the_machine_has_loses_its_exercise_only(string student, string reason)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processes are watched through /proc, which only Linux has");
        Assert.Equal((0, 1), (Score(student, "01.2"), Score(student, "01.3")));
        Assert.Contains(reason, Checks(student, "01.2").First().Reason);
    }

    [Fact]
    public void A_value_forged_in_an_answer_earns_nothing_and_is_flagged()
    {
        Assert.Equal(1, Score("forger", "01.1"));
        Assert.True(Checks("forger", "01.1").Single(check => check.Passed).Name == "zeros");
        Assert.Contains(graded["forger"].Flags, flag => flag.Kind == Flag.Tampering);
    }

    [Fact]
    public void A_value_forged_while_the_check_runs_earns_nothing_and_is_flagged()
    {
        Assert.Equal(2, Score("doubler", "01.1"));
        Assert.Contains("recorded 2 times", Checks("doubler", "01.1").First().Reason);
        Assert.Contains(graded["doubler"].Flags, flag => flag.Kind == Flag.Tampering);
    }

    [Fact]
    public void A_class_that_takes_the_name_of_ours_is_not_called() => Assert.Equal(0, Score("forger", "01.2"));

    [Theory]
    [InlineData(GradedClass.Formula)]
    [InlineData(GradedClass.Script)]
    [InlineData(GradedClass.Unicode)]
    public void What_harms_other_graders_costs_nothing_here(string student) => Assert.Equal(6, graded[student].Score);

    [Theory]
    [InlineData("notjson", Flag.Unreadable)]
    [InlineData("binary", Flag.Unreadable)]
    [InlineData("deep", Flag.Unreadable)]
    [InlineData("brokenzip", Flag.Unreadable)]
    [InlineData("bomb", Flag.Unreadable)]
    [InlineData("nothing", Flag.Missing)]
    public void What_cannot_be_read_is_a_row_with_no_points_and_a_flag(string student, string kind)
    {
        Assert.Equal((0d, 6d), (graded[student].Score, graded[student].Points));
        Assert.Contains(kind, graded[student].Flags.Select(flag => flag.Kind));
        Assert.Contains("0 of 6 points", graded.Feedback(student));
    }

    [SkippableFact]
    public void A_link_to_anothers_work_is_not_followed()
    {
        Skip.If(OperatingSystem.IsWindows(), "symbolic links need rights on Windows");
        Assert.Equal(0, graded["linker"].Score);
    }

    [Fact]
    public void A_zip_is_never_unpacked_and_its_time_stamp_counts()
    {
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(graded.Output)!, "slipped*", SearchOption.AllDirectories));
        Assert.Contains("01-sums,,2026-01-31 23:59:00 +00:00,\"'=HYPERLINK(x,y)\",", File.ReadAllText(Path.Combine(graded.Output, "gradebook.csv")));
    }

    [Fact]
    public void The_table_has_a_row_for_each_student_and_no_formula()
    {
        string[] rows = File.ReadAllLines(Path.Combine(graded.Output, "gradebook.csv"));
        Assert.Equal("assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score", rows[0]);
        Assert.Equal(graded.Results.Count, rows.Length - 1);
        Assert.DoesNotContain(rows, row => row.Split(',').Any(field => field.TrimStart('"').StartsWith('=')));
        Assert.Contains(rows, row => row.Contains(GradedClass.Unicode));
    }

    [Fact]
    public void The_details_name_every_check_and_how_the_class_did_on_it()
    {
        using JsonDocument details = JsonDocument.Parse(File.ReadAllText(Path.Combine(graded.Output, "gradebook.json")));
        Assert.Equal(graded.Results.Count, details.RootElement.GetProperty("submissions").GetArrayLength());
        JsonElement secret = details.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "secret minus one and four");
        Assert.Equal(graded.Results.Count, secret.GetProperty("submissions").GetInt32());
        Assert.True(secret.GetProperty("mistakes").GetProperty("negatives").GetInt32() >= 1);
    }

    [Theory]
    [InlineData("overflow")]
    [InlineData(GradedClass.Script)]
    public void Nothing_that_a_student_wrote_becomes_markup(string student)
    {
        string page = graded.Feedback(student);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<img", page);
    }

    [SkippableFact]
    public void Files_outside_the_sandbox_cannot_be_read_or_written()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.Equal(0, Score("spy", "01.1"));
        Assert.DoesNotContain("CANARY", graded.Feedback("spy"));
        // The vandal writes to a /tmp of its own.
        Assert.Equal("CANARY-7251", File.ReadAllText(graded.Canary));
    }

    [SkippableFact]
    public void The_network_cannot_be_reached()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.Equal(0, Score("spy", "01.2"));
        Assert.Contains("uses System.Net.Sockets.TcpClient", Checks("spy", "01.2").First().Reason);
        Assert.False(graded.HasAnyoneCalled);
    }

    [SkippableFact]
    public void The_instructors_environment_is_not_there()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        string reason = Checks("spy", "01.3").First().Reason!;
        Assert.StartsWith(FileWall.IsThere ? "UnauthorizedAccessException: " : "Exception: ENV:", reason);
        Assert.DoesNotContain("=", reason);
    }

    [SkippableFact]
    public void The_data_sets_of_the_course_can_be_read()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        Assert.Equal(2, Score("vandal", "01.2"));
    }

    private IEnumerable<CheckResult> Checks(string student, string? exercise = null) =>
        graded[student].Exercises.Where(found => exercise is null || found.Exercise == exercise).SelectMany(found => found.Checks);

    private double Score(string student, string exercise) => graded[student].Exercises.Single(found => found.Exercise == exercise).Score;
}
