namespace CourseLib.Checks;

/// <summary>The checks of one running notebook: what was seen, and what the oracle of its visible checks says of it.</summary>
internal static class CheckSession
{
    private static readonly List<Recording> Pending = [];
    private static readonly Dictionary<string, Dictionary<string, Verdict>> Latest = [];
    private static readonly Dictionary<string, bool> Settled = [];
    private static readonly Dictionary<string, int> Failures = [];
    private static Oracle? oracle;

    /// <summary>Set by a grader: takes every recording, and no oracle is opened.</summary>
    internal static Action<Recording>? Recorder { get; set; }

    internal static void Begin(string notebook)
    {
        Pending.Clear();
        Latest.Clear();
        Settled.Clear();
        Failures.Clear();
        oracle = null;
        if (Recorder is not null || Find(notebook) is not string path) return;
        oracle = Oracle.Load(path);
    }

    internal static void Add(Recording recording)
    {
        Recorder?.Invoke(recording);
        Pending.Add(recording);
    }

    internal static CheckReport Report(string exercise)
    {
        IReadOnlyList<Verdict> verdicts = WithOneHint(Judge());
        Dictionary<string, Verdict> latest = Latest.TryGetValue(exercise, out var known) ? known : Latest[exercise] = [];
        foreach (Verdict verdict in verdicts) latest[verdict.Name] = verdict;
        double points = oracle?.Cells
            .Where(cell => cell.Exercise == exercise && cell.Expected.Any(expected => Pending.Exists(recording => recording.Name == expected.Recording.Name)))
            .Sum(cell => cell.Points) ?? 0;
        Pending.Clear();
        return new CheckReport(exercise, verdicts, points, oracle is not null);
    }

    /// <summary>Whether the student's own version may stand in later cells: all its checks so far passed or, where nothing judges, gave a value.</summary>
    internal static bool Stands(string exercise) =>
        Settled.TryGetValue(exercise, out bool settled)
            ? settled
            : Latest.TryGetValue(exercise, out var checks) && checks.Count > 0
              && checks.Values.All(verdict => verdict.Outcome is Outcome.Passed or Outcome.Recorded);

    internal static void Settle(string exercise, bool stands) => Settled[exercise] = stands;

    private static List<Verdict> Judge()
    {
        List<(Expectation? Expectation, Recording Recording)> found = [.. Pending.Select(recording => (oracle?.Find(recording.Name), recording))];
        IReadOnlyList<Verdict> judged = Diagnosis.Of([.. found.Where(entry => entry.Expectation is not null).Select(entry => (entry.Expectation!, (Recording?)entry.Recording))]);
        int next = 0;
        return [.. found.Select(entry => entry.Expectation is null ? Unjudged(entry.Recording) : judged[next++])];
    }

    /// <summary>One mistake gets one hint, that of the mistake if it is known, and the next stage of it each time that the check fails again.</summary>
    private static List<Verdict> WithOneHint(List<Verdict> verdicts)
    {
        Verdict? told = verdicts.Find(verdict => verdict is { Outcome: Outcome.Failed, Mistake: not null }) ?? verdicts.Find(verdict => verdict is { Outcome: Outcome.Failed, Hint: not null });
        if (told?.Hint is not string hint) return verdicts;
        int time = Failures[told.Name] = Failures.GetValueOrDefault(told.Name) + 1;
        return [.. verdicts.Select(verdict => verdict with { Hint = verdict == told ? HintStages.At(hint, time) : null })];
    }

    private static Verdict Unjudged(Recording recording) => recording.Attempt switch
    {
        Attempt.NotAttempted => new(recording.Name, Outcome.NotAttempted),
        Attempt.Threw => new(recording.Name, Outcome.Failed, recording.Error, recording.Hint),
        _ => new(recording.Name, Outcome.Recorded),
    };

    private static string? Find(string notebook)
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
            foreach (string below in new[] { "oracles", Path.Combine("notebooks", "oracles") })
                if (Path.Combine(folder.FullName, below, notebook + ".json") is string path && File.Exists(path))
                    return path;
        return null;
    }
}
