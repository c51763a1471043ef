using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>
/// What a student may read of a graded run. From the moment a hidden check is in the process, all that the student's code has a say in
/// could quote it: the message of an exception, the shape of a value, the name of a type. What such a cell says is therefore taken from a
/// second run, in which hidden checks never were. Points are never taken from there.
/// </summary>
internal static class Disclosure
{
    private const string Otherwise = "it failed when it was graded, and in another way, or not at all, when it was run without hidden checks";

    /// <summary>How many cells have run before the first hidden check; what they say is safe.</summary>
    public static int SafeCount(IReadOnlyList<CellRun> runs)
    {
        int count = 0;
        while (count < runs.Count && !HoldsSecrets(runs[count].Cell)) count++;
        return count;
    }

    /// <summary>Whether there is anything to tell that a hidden check could be quoted in.</summary>
    public static bool NeedsSecondRun(IReadOnlyList<CellRun> runs, IReadOnlyList<ExerciseResult> exercises)
    {
        IReadOnlyList<CellRun> later = [.. runs.Skip(SafeCount(runs))];
        return later.Any(IsTelling) || exercises.Any(exercise => IsAmong(later, exercise.Exercise) && exercise.Checks.Any(IsTelling));
    }

    /// <summary>The part of the second run's plan that there are words to take from.</summary>
    public static IReadOnlyList<PlannedCell> Asked(IReadOnlyList<PlannedCell> plan, IReadOnlyList<CellRun> runs, IReadOnlyList<ExerciseResult> exercises)
    {
        IReadOnlyList<CellRun> later = [.. runs.Skip(SafeCount(runs))];
        HashSet<string> cells = [.. later.Where(IsTelling).Select(run => Key(run.Cell))];
        HashSet<string> checks = [.. exercises.Where(exercise => IsAmong(later, exercise.Exercise) && exercise.Checks.Any(IsTelling)).Select(exercise => exercise.Exercise)];
        int count = plan.Count;
        while (count > 0 && !cells.Contains(Key(plan[count - 1])) && !(plan[count - 1].IsCheck && checks.Contains(plan[count - 1].Course!.Role.Exercise!))) count--;
        return [.. plan.Take(count)];
    }

    /// <summary>The runs, each failure told in the words of the second run.</summary>
    public static IReadOnlyList<CellRun> Told(IReadOnlyList<CellRun> runs, IReadOnlyList<CellRun> second)
    {
        int safe = SafeCount(runs);
        var words = new Dictionary<string, CellRun>();
        foreach (CellRun run in second) words.TryAdd(Key(run.Cell), run);
        return [.. runs.Select((run, index) => index < safe || !IsTelling(run) ? run : run with { Error = Told(run, words.GetValueOrDefault(Key(run.Cell))) })];
    }

    /// <summary>The outcomes, each visible failure explained in the words of the second run.</summary>
    public static IReadOnlyList<ExerciseResult> Told(IReadOnlyList<CellRun> runs, IReadOnlyList<ExerciseResult> exercises, IReadOnlyList<ExerciseResult> second)
    {
        IReadOnlyList<CellRun> later = [.. runs.Skip(SafeCount(runs))];
        ILookup<string, CheckResult> words = second.SelectMany(exercise => exercise.Checks).ToLookup(check => check.Name);
        return [.. exercises.Select(exercise => !IsAmong(later, exercise.Exercise) ? exercise : exercise with
        {
            Checks = [.. exercise.Checks.Select(check => !IsTelling(check) ? check
                : words[check.Name].FirstOrDefault(told => told.Outcome == Outcome.Failed) is CheckResult told ? check with { Reason = told.Reason, Hint = told.Hint, Mistake = told.Mistake }
                : check with { Reason = Otherwise, Hint = null, Mistake = null })],
        })];
    }

    private static bool HoldsSecrets(PlannedCell cell) =>
        cell is { Number: null, Course: CourseCell own } && own.Role.Role != CellRole.Answer && own.Source != own.Released;

    private static bool IsAmong(IReadOnlyList<CellRun> runs, string exercise) => runs.Any(run => run.Cell.IsCheck && run.Cell.Course!.Role.Exercise == exercise);

    /// <summary>That a cell took too long is said in our own words.</summary>
    private static bool IsTelling(CellRun run) => run is { Status: CellStatus.Error or CellStatus.WorkerDied, Error: not null };

    private static bool IsTelling(CheckResult check) => check is { Hidden: false, Outcome: Outcome.Failed };

    private static ErrorEvent Told(CellRun run, CellRun? second) =>
        second?.Status == run.Status && second.Error is not null ? second.Error : new ErrorEvent(run.Error!.Id, "Error", Otherwise, []);

    private static string Key(PlannedCell cell) => cell.Number is int number ? $"cell {number}" : cell.Course?.Id ?? cell.Label;
}
