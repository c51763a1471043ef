using System.Text.Json.Serialization;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>One check of one submission.</summary>
/// <param name="Points">What it is worth.</param>
/// <param name="Mistake">The id of a recognised mistake.</param>
internal sealed record CheckResult(
    string Name, bool Hidden, double Points, [property: JsonConverter(typeof(JsonStringEnumConverter<Outcome>))] Outcome Outcome, string? Reason, string? Hint, string? Mistake)
{
    public bool Passed => Outcome == Outcome.Passed;
}

/// <summary>One exercise of one submission.</summary>
internal sealed record ExerciseResult(string Exercise, double Points, double Score, IReadOnlyList<CheckResult> Checks)
{
    public static ExerciseResult Of(string exercise, IReadOnlyList<CheckResult> checks)
    {
        double points = Rounded(checks.Sum(check => check.Points));
        return new(exercise, points, checks.All(check => check.Passed) ? points : Rounded(checks.Where(check => check.Passed).Sum(check => check.Points)), checks);
    }

    /// <summary>
    /// The checks as the student is told of them. Of a hidden one that is whether it passed; how it failed would tell what it asked. One hint
    /// is told, that for a known mistake if there is one; a hidden check's where everything that the student saw is right.
    /// </summary>
    public IReadOnlyList<CheckResult> AsTold()
    {
        CheckResult[] visible = [.. Checks.Where(check => !check.Hidden)];
        Outcome failed = visible.Length > 0 && visible.All(check => check.Outcome == Outcome.NotAttempted) ? Outcome.NotAttempted : Outcome.Failed;
        CheckResult[] open = [.. Checks.Where(check => check.Outcome == Outcome.Failed && check.Hint is not null && check.Hidden == visible.All(seen => seen.Passed))];
        CheckResult? told = open.FirstOrDefault(check => check.Mistake is not null) ?? open.FirstOrDefault();
        // Where a hint of a hidden check stands must not tell which of them it is.
        CheckResult? bearer = told is { Hidden: true } ? Checks.First(check => check.Hidden && !check.Passed) : told;
        int number = 0;
        return [.. Checks.Select(check =>
        {
            string? hint = ReferenceEquals(check, bearer) ? HintStages.Whole(told!.Hint!) : null;
            return check.Hidden
                ? check with { Name = $"hidden check {++number}", Outcome = check.Passed ? Outcome.Passed : failed, Reason = null, Hint = hint, Mistake = null }
                : check with { Hint = hint };
        })];
    }

    /// <summary>Thirds of a point add up to whole ones.</summary>
    public static double Rounded(double points) => Math.Round(points, 4);
}

/// <summary>A cell that the student wrote, as the feedback page shows it.</summary>
/// <param name="Exercise">Of an answer cell.</param>
/// <param name="Error">Why it failed, in one paragraph.</param>
internal sealed record FeedbackCell(int Number, string? Exercise, string Source, string? Error);

/// <summary>Everything that came of one student's notebook.</summary>
/// <param name="Key">What it depends on: the submission, the oracle, the limits. Grading again with the same key is needless.</param>
internal sealed record SubmissionResult(
    string Student, string Notebook, string Key, DateTimeOffset? HandedIn, double Points, double Score,
    IReadOnlyList<ExerciseResult> Exercises, IReadOnlyList<Flag> Flags, IReadOnlyList<FeedbackCell> Cells, double Seconds)
{
    /// <summary>By which class lists know the student, the surest first; null where only the name is known.</summary>
    public IReadOnlyList<string>? Identifiers { get; init; }
}
