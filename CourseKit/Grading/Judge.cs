using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>
/// Holds what a submission recorded against the oracle. It runs in the grader's process: the process that runs the student's code
/// never has an expected value. A recording counts only when it comes once, from the check cell that it belongs to.
/// </summary>
internal static class Judge
{
    /// <summary>
    /// Judges what is visible by the run in which no hidden check ever was, and the hidden checks by a run of their own, of which nothing else is told.
    /// So nothing that a student reads has been near a hidden check.
    /// </summary>
    /// <param name="shown">The run without hidden checks.</param>
    /// <param name="secret">The run with them; empty where there are none.</param>
    public static (IReadOnlyList<ExerciseResult> Exercises, IReadOnlyList<Flag> Flags) Of(Oracle oracle, IReadOnlyList<CellRun> shown, IReadOnlyList<CellRun> secret)
    {
        (IReadOnlyList<ExerciseResult> visible, IReadOnlyList<Flag> flags) = Of(oracle.Visible(), shown);
        (IReadOnlyList<ExerciseResult> hidden, IReadOnlyList<Flag> others) = Of(oracle with { Cells = [.. oracle.Cells.Where(part => part.Hidden)] }, secret, oracle);
        ILookup<string, ExerciseResult> parts = visible.Concat(hidden).ToLookup(part => part.Exercise);
        return ([.. oracle.Cells.Select(part => part.Exercise).Distinct().Select(exercise => Whole(exercise, parts[exercise].SelectMany(part => part.Checks), oracle))],
            [.. flags, .. others.Where(flag => !flags.Contains(flag)).Select(flag => flag with { Secret = true })]);
    }

    /// <param name="known">Holds all checks that a cell may record; null: no others than <paramref name="oracle"/> does.</param>
    public static (IReadOnlyList<ExerciseResult> Exercises, IReadOnlyList<Flag> Flags) Of(Oracle oracle, IReadOnlyList<CellRun> runs, Oracle? known = null)
    {
        var flags = new List<Flag>();
        Dictionary<string, CellRun> checkRuns = [];
        foreach (CellRun run in runs.Where(run => run.Cell.IsCheck)) checkRuns.TryAdd(run.Cell.Course!.Id, run);
        foreach (CellRun run in runs)
            flags.AddRange(Tampering(run, run.Cell.IsCheck ? [.. (known ?? oracle).Cells.Where(part => part.Id == run.Cell.Course!.Id).SelectMany(part => part.Expected).Select(expected => expected.Recording.Name)] : []));

        ExerciseResult[] exercises = [.. oracle.Cells.GroupBy(part => part.Exercise).Select(parts =>
        {
            CellRun? answer = runs.FirstOrDefault(run => run.Cell.Course?.Role is { Role: Notebooks.CellRole.Answer } role && role.Exercise == parts.Key && run.Status != CellStatus.Ok);
            string? reached = runs.FirstOrDefault(run => run.Reaching is not null && run.Cell.IsCheck && run.Cell.Course!.Role.Exercise == parts.Key)?.Reaching;
            if (reached is not null) flags.Add(new(Flag.Forbidden, $"while exercise {parts.Key} was checked, the student's code used {reached}, which the exercise forbids"));
            var checks = parts.SelectMany(part => part.Expected.Select(expected => (Part: part, Expected: expected, Run: checkRuns.GetValueOrDefault(part.Id)))).ToArray();
            IReadOnlyList<Verdict> verdicts = Diagnosis.Of([.. checks.Select(check => (check.Expected, Credited(check.Expected.Recording.Name, check.Run)))]);
            return ExerciseResult.Of(parts.Key, [.. checks.Select((check, i) =>
            {
                Verdict verdict = Explained(verdicts[i], check.Run, answer);
                if (reached is not null && verdict.Outcome == Outcome.Passed)
                    verdict = verdict with { Outcome = Outcome.Failed, Reason = $"while it was checked, your code used {reached}, and the exercise asks you to write it yourself" };
                return new CheckResult(verdict.Name, check.Part.Hidden, check.Part.Points / check.Part.Expected.Count, verdict.Outcome, verdict.Reason, verdict.Hint, verdict.Mistake);
            })]);
        })];
        return (exercises, flags);
    }

    /// <summary>
    /// The checks of an exercise, in the oracle's order. What can be guessed (a condition, a bound, an exception) is worth points only beside a value that is right.
    /// </summary>
    private static ExerciseResult Whole(string exercise, IEnumerable<CheckResult> checks, Oracle oracle)
    {
        Recording[] expected = [.. oracle.Cells.Where(part => part.Exercise == exercise).SelectMany(part => part.Expected).Select(expected => expected.Recording)];
        HashSet<string> values = [.. expected.Where(recording => recording.Kind == CheckKind.Value).Select(recording => recording.Name)];
        CheckResult[] all = [.. checks.OrderBy(check => Array.FindIndex(expected, recording => recording.Name == check.Name))];
        return ExerciseResult.Of(exercise, values.Count == 0 || all.Any(check => check.Passed && values.Contains(check.Name)) ? all
            : [.. all.Select(check => check.Passed ? check with { Outcome = Outcome.Failed, Reason = "this holds, and counts only beside a value that is right" } : check)]);
    }

    /// <summary>One sentence on a cell that failed.</summary>
    public static string Explain(CellRun run) => run.Error is null
        ? $"{run.Cell.Label} did not end"
        : $"{run.Cell.Label}{(run.Error.Line is int line ? $", line {line}" : "")}: {(run.Ended ? $"{run.Error.Name}: " : "")}{Shortened(run.Error.Message)}";

    private static Recording? Credited(string name, CellRun? run)
    {
        if (run is not { Ended: true }) return null;
        Recording[] found = [.. run.Recordings.Where(recording => recording.Name == name)];
        return found is [Recording only] && IsSound(only) && !run.Strays.Contains(name) ? only : null;
    }

    private static bool IsSound(Recording recording) => recording.Value?.IsSound != false && (recording.Error?.Length ?? 0) <= RecordedValue.MaximumText;

    private static Verdict Explained(Verdict verdict, CellRun? run, CellRun? failedAnswer)
    {
        Verdict Failed(string reason) => verdict with { Outcome = Outcome.Failed, Reason = reason };

        if (verdict.Outcome != Outcome.NotAttempted) return verdict;
        int count = run is { Ended: true } ? run.Recordings.Count(recording => recording.Name == verdict.Name) + run.Strays.Count(name => name == verdict.Name) : 0;
        if (count > 1) return Failed($"it was recorded {count} times; a check counts when its own cell records it once");
        if (failedAnswer is not null) return Failed(Explain(failedAnswer));
        if (count == 1) return verdict.Reason is null ? verdict : Failed("what was recorded is no value that a check can give");
        return run is null or { Status: CellStatus.Ok } ? verdict : Failed(Explain(run));
    }

    private static IEnumerable<Flag> Tampering(CellRun run, HashSet<string> expected)
    {
        string where = run.Cell.Number is int number ? $"cell {number}" : run.Cell.Label;
        if (run.Strays.Count > 0)
            yield return new(Flag.Tampering, $"{where} recorded {run.Strays.Count} values for checks that are none of its own ('{Shortened(run.Strays[0])}'); they do not count");
        if (run.RecordingsLost) yield return new(Flag.Tampering, $"{where} recorded more values than were kept");
        foreach (IGrouping<string, Recording> named in run.Recordings.GroupBy(recording => recording.Name))
            if (!expected.Contains(named.Key)) yield return new(Flag.Tampering, $"{where} recorded '{Shortened(named.Key)}', which is no check of it");
            else if (named.Count() > 1) yield return new(Flag.Tampering, $"{where} recorded '{named.Key}' {named.Count()} times; it does not count");
            else if (!IsSound(named.Single())) yield return new(Flag.Tampering, $"{where} recorded for '{named.Key}' what no check can record; it does not count");
    }

    private static string Shortened(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
