namespace CourseLib.Checks;

/// <summary>
/// Judges the checks of one exercise together: a mistake is named only if all that is seen is what it gives, and not for one value that several
/// mistakes have in common.
/// </summary>
public static class Diagnosis
{
    /// <summary>One verdict a check, in order; a failed one carries the hint of the mistake that explains all that is seen, or else its own.</summary>
    /// <param name="checks">Each expectation with what was recorded for it, null when nothing was.</param>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<(Expectation Expectation, Recording? Actual)> checks)
    {
        Verdict[] verdicts = [.. checks.Select(check => Verdict.Bare(check.Expectation.Recording, check.Actual))];
        string[] known = [.. checks.SelectMany(check => check.Expectation.Mistakes).Select(mistake => mistake.Id).Distinct()];
        if (known.Select(Explained).OfType<IReadOnlyDictionary<int, Mistake>>().OrderByDescending(explained => explained.Count).FirstOrDefault() is not { } culprit) return verdicts;
        foreach ((int i, Mistake mistake) in culprit) verdicts[i] = verdicts[i] with { Hint = mistake.Hint, Mistake = mistake.Id };
        return verdicts;

        // What the mistake explains, if all that is seen is what it gives; null if anything is not.
        IReadOnlyDictionary<int, Mistake>? Explained(string id)
        {
            var explained = new Dictionary<int, Mistake>();
            for (int i = 0; i < verdicts.Length; i++)
            {
                if (checks[i].Actual?.Seen() is not RecordedValue seen) continue;
                Mistake? made = checks[i].Expectation.Mistakes.FirstOrDefault(mistake => mistake.Id == id);
                bool failed = verdicts[i].Outcome == Outcome.Failed;
                if (failed != made is not null) return null;
                if (made is null) continue;
                if (Comparison.Difference(made.Value, seen, checks[i].Expectation.Recording.Tolerance) is not null) return null;
                explained[i] = made;
            }
            return explained.Count > 0 ? explained : null;
        }
    }
}
