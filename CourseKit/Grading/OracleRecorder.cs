using System.Text.RegularExpressions;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>A known answer, and what came of the cells up to the last check of its exercise.</summary>
internal sealed record AnswerRun(KnownAnswer Answer, IReadOnlyList<CellRun> Runs);

/// <summary>Runs the solution of a notebook, and then each known wrong answer in its place; what their checks see is the oracle.</summary>
internal sealed partial class OracleRecorder(PlanRunner runner)
{
    private const int AnswersWorthASession = 8;

    /// <param name="answers">Run in the solution's place; the wrong ones become the oracle's mistakes.</param>
    /// <returns>The oracle, and what came of each answer.</returns>
    /// <exception cref="CourseKitException">The solution fails, or its checks cannot be graded.</exception>
    public async Task<(Oracle Oracle, IReadOnlyList<AnswerRun> Answers)> RecordAsync(
        CourseNotebook course, IReadOnlyList<KnownAnswer> answers, string origin, CancellationToken cancellation)
    {
        foreach (CourseCell cell in course.Cells.Where(cell => cell.Role.Role == CellRole.Check)) VerifyReport(course, cell);
        IReadOnlyList<PlannedCell> plan = [.. RunPlan.OfCourse(course).Select(cell => cell.IsCheck ? cell with { Source = HiddenMarks.Insert(cell.Course!) } : cell)];
        IReadOnlyList<CellRun> runs = await runner.RunAsync(plan, null, cancellation);
        if (runs.FirstOrDefault(run => run.Status != CellStatus.Ok) is CellRun failed)
            throw new CourseKitException($"{course.Name}: the solution fails in {Judge.Explain(failed)}; mend it in the notebook's source");

        var oracle = new Oracle(course.Name, origin, [.. runs.Where(run => run.Cell.IsCheck).SelectMany(run => Parts(course, run))]);
        if (oracle.Cells.SelectMany(part => part.Expected).GroupBy(expected => expected.Recording.Name).FirstOrDefault(named => named.Count() > 1) is { } twice)
            throw new CourseKitException($"{course.Name}: {twice.Count()} checks are named '{twice.Key}'; a name is unique within its notebook");
        IReadOnlyList<AnswerRun> known = await RunAsync(course, answers, cancellation);
        return (WithMistakes(oracle, [.. known.Where(run => !run.Answer.IsRight)]), known);
    }

    private static void VerifyReport(CourseNotebook course, CourseCell cell)
    {
        string report = $"Check.Report(\"{cell.Role.Exercise}\")";
        foreach (string? text in new[] { cell.Source, cell.Released })
            if (text is not null && !EndsWith(text, report) && text != ClearHiddenTests.Placeholder)
                throw new CourseKitException($"{course.Name}: the check cell '{cell.Id}' does not end with {report}, so students would not see what came out; add it as the last line");
    }

    private static bool EndsWith(string text, string report)
    {
        string last = text.Split('\n').Select(line => CommentPattern().Replace(line, "").Trim()).LastOrDefault(line => line.Length > 0) ?? "";
        return last.TrimEnd(';').EndsWith(report, StringComparison.Ordinal);
    }

    private static IEnumerable<OracleCell> Parts(CourseNotebook course, CellRun run)
    {
        CourseCell cell = run.Cell.Course!;
        IReadOnlyList<(Recording Recording, bool Hidden)> sorted = HiddenMarks.Sort(run.Recordings);
        if (sorted.Count == 0 && cell.Role.Points > 0)
            throw new CourseKitException($"{course.Name}: the check cell '{cell.Id}' is worth {cell.Role.Points} points and checks nothing; call Check.Value or another check in it");
        foreach ((Recording recording, _) in sorted)
            if (Verdict.Of(new Expectation(recording, []), recording) is { Outcome: not Outcome.Passed } verdict)
                throw new CourseKitException($"{course.Name}: the solution does not pass its own check '{recording.Name}' in cell '{cell.Id}': {verdict.Reason ?? "it is not implemented"}");
        return sorted.GroupBy(entry => entry.Hidden).OrderBy(part => part.Key).Select(part => new OracleCell(
            cell.Id, cell.Role.Exercise!, cell.Role.Points * part.Count() / sorted.Count, part.Key, [.. part.Select(entry => new Expectation(entry.Recording, []))]));
    }

    /// <summary>Each answer runs behind the same cells, so these run once for all of a session's answers.</summary>
    private async Task<IReadOnlyList<AnswerRun>> RunAsync(CourseNotebook course, IReadOnlyList<KnownAnswer> answers, CancellationToken cancellation)
    {
        var found = new AnswerRun[answers.Count];
        int sessions = Math.Clamp(Math.Min(Environment.ProcessorCount, answers.Count / AnswersWorthASession), 1, 4);
        await Parallel.ForAsync(0, sessions, cancellation, async (session, cancelled) =>
        {
            await using PlanRunner.Session run = runner.Open();
            int next = 0;
            foreach (var group in answers.Index().Where(entry => entry.Index % sessions == session).GroupBy(entry => entry.Item.Exercise).OrderBy(group => course.Answer(group.Key)!.Index))
            {
                int place = course.Answer(group.Key)!.Index;
                foreach (PlannedCell cell in RunPlan.OfCourse(course, until: group.Key).Where(cell => cell.Course!.Index >= next && cell.Course.Index < place)) await run.RunAsync(cell, cancelled);
                next = place;
                int before = run.Place;
                foreach ((int index, KnownAnswer answer) in group)
                {
                    var runs = new List<CellRun>();
                    foreach (PlannedCell cell in RunPlan.OfCourse(course, new Dictionary<string, string> { [answer.Exercise] = answer.Text }, until: answer.Exercise).Where(cell => cell.Course!.Index >= place))
                        runs.Add(await run.RunAsync(cell, cancelled));
                    found[index] = new(answer, runs);
                    run.Return(before);
                    cancelled.ThrowIfCancellationRequested();
                }
            }
        });
        return found;
    }

    private static Oracle WithMistakes(Oracle oracle, IReadOnlyList<AnswerRun> wrong)
    {
        Dictionary<(KnownAnswer, string), Recording> seen = wrong
            .SelectMany(run => run.Runs.Where(cell => cell.Cell.IsCheck && cell.Ended).SelectMany(cell => cell.Recordings).Select(recording => (run.Answer, Recording: recording)))
            .DistinctBy(entry => (entry.Answer, entry.Recording.Name)).ToDictionary(entry => (entry.Answer, entry.Recording.Name), entry => entry.Recording);

        IEnumerable<Mistake> Mistakes(string exercise, Recording expected)
        {
            foreach (KnownAnswer answer in wrong.Select(run => run.Answer).Where(answer => answer.Exercise == exercise))
                if (seen.TryGetValue((answer, expected.Name), out Recording? made) && made.Seen() is RecordedValue value
                    && Verdict.Of(new Expectation(expected, []), made).Outcome == Outcome.Failed)
                    yield return new Mistake(answer.Id, answer.Hint, value);
        }

        return oracle with
        {
            Cells = [.. oracle.Cells.Select(part => part with
            {
                Expected = [.. part.Expected.Select(expected => expected with { Mistakes = [.. Mistakes(part.Exercise, expected.Recording)] })],
            })],
        };
    }

    [GeneratedRegex(@"//.*$")]
    private static partial Regex CommentPattern();
}
