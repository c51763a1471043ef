using System.Diagnostics;
using CourseKit.Grading.Intake;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>Grades submissions of one notebook.</summary>
/// <param name="origin">Hash of all that a run depends on besides the submission.</param>
internal sealed class NotebookGrader(CourseNotebook course, Oracle oracle, string origin = "")
{
    public CourseNotebook Course => course;

    public string Origin => origin;

    public Oracle Oracle => oracle;

    public double Points => ExerciseResult.Rounded(oracle.Cells.Sum(part => part.Points));

    /// <summary>Grades a notebook, whatever is in it.</summary>
    /// <exception cref="CourseKitException">No worker starts.</exception>
    public async Task<SubmissionResult> GradeAsync(
        PlanRunner runner, string student, Notebook submission, string key, DateTimeOffset? handedIn, IReadOnlyList<Flag> known, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> matching) = CellMatcher.Match(submission, course);
        IReadOnlyList<CellRun> shown = await runner.RunAsync(RunPlan.OfSubmission(cells, course.Visible()), oracle, cancellation);
        IReadOnlyList<CellRun> secret = course.HasHidden ? await runner.RunAsync(RunPlan.UntilHidden(RunPlan.OfSubmission(cells, course)), oracle, cancellation) : [];
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> judging) = Judge.Of(oracle, shown, secret);
        Flag[] running = [.. shown.SelectMany(FlagsOf)];
        return new SubmissionResult(student, course.Name, key, handedIn, Points, ExerciseResult.Rounded(exercises.Sum(exercise => exercise.Score)),
            exercises, [.. known, .. matching, .. judging, .. running, .. secret.SelectMany(FlagsOf).Except(running).Select(flag => flag with { Secret = true })],
            [.. shown.Where(run => run.Cell.Number is not null).Select(Feedback)], Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 2));
    }

    /// <summary>No points, for a submission that is missing or cannot be read.</summary>
    public SubmissionResult Zero(string student, string key, DateTimeOffset? handedIn, IReadOnlyList<Flag> flags) =>
        new(student, course.Name, key, handedIn, Points, 0, Judge.Of(oracle, [], []).Exercises, ResultLimits.Capped(flags), [], 0);

    /// <summary>A result with what its checks are worth now.</summary>
    public SubmissionResult Reweighted(SubmissionResult result)
    {
        Dictionary<(string, string), double> worth = Judge.Of(oracle, [], []).Exercises.SelectMany(exercise => exercise.Checks, (exercise, check) => (Key: (exercise.Exercise, check.Name), check.Points))
            .ToDictionary(entry => entry.Key, entry => entry.Points);
        ExerciseResult[] exercises = [.. result.Exercises.Select(exercise => ExerciseResult.Of(
            exercise.Exercise, [.. exercise.Checks.Select(check => check with { Points = worth.GetValueOrDefault((exercise.Exercise, check.Name)) })]))];
        return result with { Points = Points, Score = ExerciseResult.Rounded(exercises.Sum(exercise => exercise.Score)), Exercises = exercises };
    }

    private static FeedbackCell Feedback(CellRun run) => new(
        run.Cell.Number!.Value, run.Cell.Course?.Role is { Role: CellRole.Answer } role ? role.Exercise : null, run.Cell.Source,
        run.Status == CellStatus.Ok ? null : Judge.Explain(run));

    private static IEnumerable<Flag> FlagsOf(CellRun run)
    {
        if (run.Error?.Name == "ForbiddenSymbol") yield return new(Flag.Forbidden, Judge.Explain(run));
        if (run.Status == CellStatus.TimedOut) yield return new(Flag.TimeOut, Judge.Explain(run));
        if (run.Error?.Name == CellFailure.Confined) yield return new(Flag.Reaching, Judge.Explain(run));
        if (run.Error?.Name == CellFailure.Taken) yield return new(Flag.Taken, Judge.Explain(run));
        if (run.Status == CellStatus.WorkerDied) yield return new(Flag.Died, Judge.Explain(run));
    }
}
