using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>One thing that must hold of a notebook's checks.</summary>
/// <param name="What">"solution", "stubs", "right-numpy-style", "wrong-no-epsilon".</param>
/// <param name="Answer">The known answer that was tried, if it was one.</param>
/// <param name="CaughtBy">The kinds of checks that failed it.</param>
internal sealed record Verification(string Notebook, string Exercise, string What, bool Holds, string Detail, KnownAnswer? Answer = null, Checks CaughtBy = Checks.None);

/// <summary>Kinds of checks: those that a student sees, and those that only grading runs.</summary>
[Flags]
internal enum Checks { None = 0, Visible = 1, Hidden = 2 }

/// <summary>Grades the course itself: the solution passes, the stubs are not attempted, right answers pass, and each known mistake is caught and named.</summary>
internal sealed class CourseVerifier(Course course, PlanRunner runner)
{
    public async Task<IReadOnlyList<Verification>> RunAsync(string name, CancellationToken cancellation)
    {
        SourceDocument source = Oracles.Source(course, name);
        CourseNotebook notebook = CourseNotebook.Of(source);
        string[] exercises = [.. notebook.Cells.Where(cell => cell.Role.Role == CellRole.Check).Select(cell => cell.Role.Exercise!).Distinct()];
        if (exercises.Length == 0) return [];
        IReadOnlyList<KnownAnswer> answers = KnownAnswer.Of(course, source);
        Oracle oracle;
        IReadOnlyList<AnswerRun> known;
        try
        {
            (oracle, known) = await new OracleRecorder(runner).RecordAsync(notebook, answers, Oracles.Origin(course, name), cancellation);
        }
        catch (CourseKitException failure)
        {
            return [new(name, "", "solution", false, failure.Message)];
        }

        var grader = new NotebookGrader(notebook, oracle);
        SubmissionResult solution = await grader.GradeAsync(runner, "solution", NotebookBuilder.Build(source, Edition.Instructor), "", null, [], cancellation);
        SubmissionResult stubs = await grader.GradeAsync(runner, "stubs", NotebookBuilder.Build(source, Edition.Student), "", null, [], cancellation);
        Verification[] found = [.. known.Select(run => Answer(name, oracle, run))];
        return [.. exercises.SelectMany(exercise => new[] { Solution(name, Result(solution, exercise)), Stubs(name, Result(stubs, exercise)) }
            .Concat(found.Where(verification => verification.Exercise == exercise)))];
    }

    private static ExerciseResult Result(SubmissionResult result, string exercise) => result.Exercises.Single(found => found.Exercise == exercise);

    private static Verification Solution(string name, ExerciseResult result) =>
        new(name, result.Exercise, "solution", result.Checks.All(check => check.Passed), FirstReason(result, check => !check.Passed) ?? $"{result.Checks.Count} checks, {result.Points} points");

    private static Verification Stubs(string name, ExerciseResult result) =>
        new(name, result.Exercise, "stubs", result.Score == 0 && result.Checks.All(check => check.Outcome == Outcome.NotAttempted),
            FirstReason(result, check => check.Outcome != Outcome.NotAttempted) ?? "not attempted");

    private static Verification Answer(string name, Oracle oracle, AnswerRun run)
    {
        KnownAnswer answer = run.Answer;
        ExerciseResult result = Judge.Of(oracle with { Cells = [.. oracle.Cells.Where(part => part.Exercise == answer.Exercise)] }, run.Runs).Exercises.Single();

        CheckResult[] failed = [.. result.Checks.Where(check => check.Outcome == Outcome.Failed)];
        Checks by = failed.Aggregate(Checks.None, (kinds, check) => kinds | (check.Hidden ? Checks.Hidden : Checks.Visible));
        Verification Says(bool holds, string detail) => new(name, answer.Exercise, answer.Name, holds, detail, answer, by);
        if (answer.IsRight) return Says(result.Checks.All(check => check.Passed), FirstReason(result, check => !check.Passed) ?? "passes");
        // What the text alone gives away is told by what it lacks, in place of a hint.
        if (failed.Length > 0 && run.Runs.FirstOrDefault(cell => cell.Error?.Name == "RequiredSymbol") is CellRun refused) return Says(true, Judge.Explain(refused));
        if (failed.Length == 0) return Says(false, "no check catches it; add one that does, or the mistake is none");
        string caught = by switch { Checks.Visible => "caught by visible checks", Checks.Hidden => "caught by hidden checks", _ => "caught by visible and hidden checks" };
        return failed.Any(check => check.Hint == answer.Hint)
            ? Says(true, caught)
            : Says(false, $"{caught}, but the hint is that of '{failed.Select(check => check.Mistake).FirstOrDefault(mistake => mistake is not null) ?? "nothing"}'; no check tells the two apart");
    }

    private static string? FirstReason(ExerciseResult result, Func<CheckResult, bool> isWrong) =>
        result.Checks.FirstOrDefault(isWrong) is CheckResult check ? $"'{check.Name}' is {check.Outcome}: {check.Reason ?? "no reason given"}" : null;
}
