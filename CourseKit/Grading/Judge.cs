using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>
/// Holds what a submission recorded against the oracle. It runs in the grader's process: the process that runs the student's code
/// never has an expected value. A recording counts only when it comes once, from the check cell that it belongs to.
/// </summary>
internal static class Judge
{
    public static (IReadOnlyList<ExerciseResult> Exercises, IReadOnlyList<Flag> Flags) Of(Oracle oracle, IReadOnlyList<CellRun> runs)
    {
        var flags = new List<Flag>();
        Dictionary<string, CellRun> checkRuns = [];
        foreach (CellRun run in runs.Where(run => run.Cell.IsCheck)) checkRuns.TryAdd(run.Cell.Course!.Id, run);
        foreach (CellRun run in runs)
            flags.AddRange(Tampering(run, run.Cell.IsCheck ? [.. oracle.Cells.Where(part => part.Id == run.Cell.Course!.Id).SelectMany(part => part.Expected).Select(expected => expected.Recording.Name)] : []));

        ExerciseResult[] exercises = [.. oracle.Cells.GroupBy(part => part.Exercise).Select(parts =>
        {
            CellRun? answer = runs.FirstOrDefault(run => run.Cell.Course?.Role is { Role: Notebooks.CellRole.Answer } role && role.Exercise == parts.Key && run.Status != CellStatus.Ok);
            var checks = parts.SelectMany(part => part.Expected.Select(expected => (Part: part, Expected: expected, Run: checkRuns.GetValueOrDefault(part.Id)))).ToArray();
            IReadOnlyList<Verdict> verdicts = Diagnosis.Of([.. checks.Select(check => (check.Expected, Credited(check.Expected.Recording.Name, check.Run)))]);
            HashSet<string> guarded = [.. parts.Where(part => part.Hidden).Select(part => part.Id)];
            return ExerciseResult.Of(parts.Key, [.. checks.Select((check, i) =>
            {
                Verdict verdict = Explained(verdicts[i], check.Run, answer, guarded.Contains(check.Part.Id));
                return new CheckResult(verdict.Name, check.Part.Hidden, check.Part.Points / check.Part.Expected.Count, verdict.Outcome, verdict.Reason, verdict.Hint, verdict.Mistake);
            })]);
        })];
        return (exercises, flags);
    }

    /// <summary>One sentence on a cell that failed.</summary>
    public static string Explain(CellRun run) => run.Error is null
        ? $"{run.Cell.Label} did not end"
        : $"{run.Cell.Label}{(run.Error.Line is int line ? $", line {line}" : "")}: {(run.Ended ? $"{run.Error.Name}: " : "")}{Shortened(run.Error.Message)}";

    private static Recording? Credited(string name, CellRun? run)
    {
        if (run is not { Ended: true }) return null;
        Recording[] found = [.. run.Recordings.Where(recording => recording.Name == name)];
        return found is [Recording only] && IsSound(only) ? only : null;
    }

    private static bool IsSound(Recording recording) => recording.Value?.IsSound != false && (recording.Error?.Length ?? 0) <= RecordedValue.MaximumText;

    private static Verdict Explained(Verdict verdict, CellRun? run, CellRun? failedAnswer, bool hasHidden)
    {
        Verdict Failed(string reason) => verdict with { Outcome = Outcome.Failed, Reason = reason };

        if (verdict.Outcome != Outcome.NotAttempted) return verdict;
        int count = run is { Ended: true } ? run.Recordings.Count(recording => recording.Name == verdict.Name) : 0;
        if (count > 1) return Failed($"it was recorded {count} times; a check counts when its own cell records it once");
        if (failedAnswer is not null) return Failed(Explain(failedAnswer));
        if (count == 1) return verdict.Reason is null ? verdict : Failed("what was recorded is no value that a check can give");
        if (run is null or { Status: CellStatus.Ok }) return verdict;
        // The text of an error can quote the hidden checks that stand in the same cell.
        return Failed(run.Ended && hasHidden ? $"{run.Cell.Label}: {run.Error?.Name}" : Explain(run));
    }

    private static IEnumerable<Flag> Tampering(CellRun run, HashSet<string> expected)
    {
        string where = run.Cell.Number is int number ? $"cell {number}" : run.Cell.Label;
        if (run.Recordings.Count == 0) yield break;
        if (!run.Cell.IsCheck)
        {
            yield return new(Flag.Tampering, $"{where} recorded {run.Recordings.Count} values for checks ('{Shortened(run.Recordings[0].Name)}'); they do not count");
            yield break;
        }
        if (run.RecordingsLost) yield return new(Flag.Tampering, $"{where} recorded more values than were kept");
        foreach (IGrouping<string, Recording> named in run.Recordings.GroupBy(recording => recording.Name))
            if (!expected.Contains(named.Key)) yield return new(Flag.Tampering, $"{where} recorded '{Shortened(named.Key)}', which is no check of it");
            else if (named.Count() > 1) yield return new(Flag.Tampering, $"{where} recorded '{named.Key}' {named.Count()} times; it does not count");
            else if (!IsSound(named.Single())) yield return new(Flag.Tampering, $"{where} recorded for '{named.Key}' what no check can record; it does not count");
    }

    private static string Shortened(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
