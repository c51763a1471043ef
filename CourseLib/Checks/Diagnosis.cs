namespace CourseLib.Checks;

/// <summary>
/// Judges the checks of one exercise together, so that a mistake is recognised by everything it changes and not by one value that
/// several mistakes have in common.
/// </summary>
public static class Diagnosis
{
    /// <summary>One verdict a check, in order; a failed one carries the hint of the mistake that explains most of what is seen.</summary>
    /// <param name="checks">Each expectation with what was recorded for it, null when nothing was.</param>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<(Expectation Expectation, Recording? Actual)> checks)
    {
        Verdict[] verdicts = [.. checks.Select(check => Verdict.Bare(check.Expectation.Recording, check.Actual))];
        List<Suspect> suspects = [];
        for (int i = 0; i < verdicts.Length; i++)
            foreach (Mistake mistake in checks[i].Expectation.Mistakes)
            {
                if (checks[i].Actual?.Seen() is not RecordedValue seen) continue;
                Suspect? suspect = suspects.Find(known => known.Id == mistake.Id);
                if (suspect is null) suspects.Add(suspect = new Suspect(mistake.Id));
                suspect.Add(i, mistake, verdicts[i].Outcome == Outcome.Failed && Comparison.Difference(mistake.Value, seen, checks[i].Expectation.Recording.Tolerance) is null);
            }

        List<Suspect> convincing = [.. suspects.Where(suspect => suspect.Convinces).OrderByDescending(suspect => suspect.Explains.Count).ThenBy(suspect => suspect.Contradictions)];
        for (int i = 0; i < verdicts.Length; i++)
            if (convincing.Find(suspect => suspect.Explains.ContainsKey(i)) is Suspect culprit)
                verdicts[i] = verdicts[i] with { Hint = culprit.Explains[i].Hint, Mistake = culprit.Id };
        return verdicts;
    }

    private sealed class Suspect(string id)
    {
        private bool isStrong;

        public string Id { get; } = id;
        public Dictionary<int, Mistake> Explains { get; } = [];
        public int Contradictions { get; private set; }

        /// <summary>True or false is what any mistake gives, so that alone convinces only where nothing speaks against it.</summary>
        public bool Convinces => Explains.Count > 0 && (isStrong || Contradictions == 0);

        public void Add(int check, Mistake mistake, bool explains)
        {
            if (!explains) { Contradictions++; return; }
            Explains[check] = mistake;
            isStrong |= mistake.Value.Type != "boolean";
        }
    }
}
