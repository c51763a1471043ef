using System.Diagnostics;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>Grades submissions of one notebook.</summary>
internal sealed class NotebookGrader(CourseNotebook course, Oracle oracle, PlanRunner runner)
{
    public CourseNotebook Course => course;

    public Oracle Oracle => oracle;

    public double Points => ExerciseResult.Rounded(oracle.Cells.Sum(part => part.Points));

    /// <summary>Grades a notebook, whatever is in it.</summary>
    /// <exception cref="CourseKitException">No worker starts.</exception>
    public async Task<SubmissionResult> GradeAsync(string student, Notebook submission, string key, DateTimeOffset? handedIn, IReadOnlyList<Flag> known, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> matching) = CellMatcher.Match(submission, course);
        IReadOnlyList<CellRun> runs = await runner.RunAsync(RunPlan.OfSubmission(cells, course), oracle, cancellation);
        (IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<Flag> judging) = Judge.Of(oracle, runs);
        if (Disclosure.NeedsSecondRun(runs, exercises))
        {
            IReadOnlyList<CellRun> second = await runner.RunAsync(RunPlan.OfSubmission(cells, course.Visible()), oracle, cancellation);
            runs = Disclosure.Told(runs, second);
            exercises = Disclosure.Told(runs, Judge.Of(oracle, runs).Exercises, Judge.Of(oracle.Visible(), second).Exercises);
        }
        return new SubmissionResult(student, course.Name, key, handedIn, Points, ExerciseResult.Rounded(exercises.Sum(exercise => exercise.Score)),
            exercises, [.. known, .. matching, .. judging, .. runs.SelectMany(FlagsOf)],
            [.. runs.Where(run => run.Cell.Number is not null).Select(Feedback)], Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 2));
    }

    /// <summary>No points, for a submission that is missing or cannot be read.</summary>
    public SubmissionResult Zero(string student, string key, DateTimeOffset? handedIn, IReadOnlyList<Flag> flags) =>
        new(student, course.Name, key, handedIn, Points, 0, Judge.Of(oracle, []).Exercises, flags, [], 0);

    private static FeedbackCell Feedback(CellRun run) => new(
        run.Cell.Number!.Value, run.Cell.Course?.Role is { Role: CellRole.Answer } role ? role.Exercise : null, run.Cell.Source,
        run.Status == CellStatus.Ok ? null : Judge.Explain(run));

    private static IEnumerable<Flag> FlagsOf(CellRun run)
    {
        if (run.Error?.Name == "ForbiddenSymbol") yield return new(Flag.Forbidden, Judge.Explain(run));
        if (run.Status == CellStatus.TimedOut) yield return new(Flag.TimeOut, Judge.Explain(run));
        if (run.Reaching is string use) yield return new(Flag.Reaching, $"{run.Cell.Label}, {use}: code that can look into the process that it is graded in, and forge what its checks record");
        if (run.Status == CellStatus.WorkerDied) yield return new(Flag.Died, Judge.Explain(run));
    }
}
