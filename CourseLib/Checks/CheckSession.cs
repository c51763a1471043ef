namespace CourseLib.Checks;

/// <summary>The checks of one running notebook: what was seen, and what the oracle of its visible checks says of it.</summary>
internal static class CheckSession
{
    private static readonly List<(Recording Recording, Verdict? Verdict)> Pending = [];
    private static readonly Dictionary<string, Dictionary<string, (Recording Recording, Verdict? Verdict)>> Latest = [];
    private static Oracle? oracle;

    /// <summary>Set by a grader: takes every recording, and no oracle is opened.</summary>
    internal static Action<Recording>? Recorder { get; set; }

    internal static void Begin(string notebook)
    {
        Pending.Clear();
        Latest.Clear();
        oracle = null;
        if (Recorder is not null || Find(notebook) is not string path) return;
        oracle = Oracle.Load(path);
    }

    internal static void Add(Recording recording)
    {
        Recorder?.Invoke(recording);
        Verdict? verdict = oracle?.Find(recording.Name) is Expectation expectation ? Verdict.Of(expectation, recording) : null;
        Pending.Add((recording, verdict));
    }

    internal static CheckReport Report(string exercise)
    {
        Dictionary<string, (Recording, Verdict?)> latest = Latest.TryGetValue(exercise, out var known) ? known : Latest[exercise] = [];
        foreach (var entry in Pending) latest[entry.Recording.Name] = entry;
        double points = oracle?.Cells
            .Where(cell => cell.Exercise == exercise && cell.Expected.Any(expected => Pending.Exists(entry => entry.Recording.Name == expected.Recording.Name)))
            .Sum(cell => cell.Points) ?? 0;
        var report = new CheckReport(exercise, [.. Pending.Select(entry => entry.Verdict ?? Unjudged(entry.Recording))], points, oracle is not null);
        Pending.Clear();
        return report;
    }

    /// <summary>Whether the student's own version may stand in later cells: all its checks so far passed or, where nothing judges, it was attempted.</summary>
    internal static bool Stands(string exercise) =>
        Latest.TryGetValue(exercise, out var checks) && checks.Count > 0 && checks.Values.All(check =>
            check.Verdict is Verdict verdict ? verdict.Outcome == Outcome.Passed : check.Recording.Attempt != Attempt.NotAttempted);

    private static Verdict Unjudged(Recording recording) => recording.Attempt switch
    {
        Attempt.NotAttempted => new(recording.Name, Outcome.NotAttempted),
        Attempt.Threw => new(recording.Name, Outcome.Failed, recording.Error, recording.Hint),
        _ => new(recording.Name, Outcome.Passed),
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
