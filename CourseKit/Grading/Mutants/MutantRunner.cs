using System.Diagnostics;
using System.Globalization;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading.Mutants;

/// <summary>Tries the checks of a notebook on mutants of its solutions.</summary>
/// <param name="runner">Bounds the time of a cell: of several mutants compiled together, or of one alone.</param>
internal sealed class MutantRunner(Course course, PlanRunner runner)
{
    /// <summary>No further mutant is started in a cell that has run for so long, in seconds.</summary>
    private const double CellSeconds = 60;

    /// <summary>Each records two lines, and a cell's recordings are limited.</summary>
    private const int MostInACell = 900;

    /// <param name="name">The notebook's name.</param>
    /// <param name="choose">Which mutants to try, of all that compile.</param>
    /// <param name="onExercise">Called before each exercise, with its place among them and their number.</param>
    /// <exception cref="CourseKitException">A solution fails, or a mark in the source cannot be read.</exception>
    public async Task<MutantReport> RunAsync(
        string name, Func<string, IReadOnlyList<Mutant>, IEnumerable<Mutant>> choose, Action<string, int, int> onExercise, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        SourceDocument source = Oracles.Source(course, name);
        CourseNotebook notebook = CourseNotebook.Of(source);
        CourseCell[] answers = [.. notebook.Cells.Where(cell => cell.Role.Role == CellRole.Answer)];
        var compiler = new MutantCompiler(course.Notebooks);
        await using PlanRunner.Session run = runner.Open();
        var results = new List<MutantResult>();
        var stale = new List<string>();
        int next = 0, made = 0;
        foreach ((int number, CourseCell answer) in answers.Index())
        {
            string exercise = answer.Role.Exercise!;
            onExercise(exercise, number + 1, answers.Length);
            IReadOnlyList<PlannedCell> plan = RunPlan.OfCourse(notebook, until: exercise);
            foreach (PlannedCell cell in plan.Where(cell => cell.Course!.Index >= next && cell.Course.Index < answer.Index))
            {
                compiler.Follow(cell, cancellation);
                await SolvedAsync(run, cell, cancellation);
            }
            next = answer.Index;
            PlannedCell solution = plan.Single(cell => cell.Course == answer);
            PlannedCell[] behind = [.. plan.Where(cell => cell.Course!.Index > answer.Index)];
            (MutantSchema? schema, IReadOnlyList<Mutant> together, IReadOnlyList<Mutant> alone) = compiler.Sort(answer.Source, cancellation);
            made += together.Count + alone.Count;
            HashSet<Mutant> chosen = [.. choose(exercise, [.. together.Concat(alone).OrderBy(mutant => mutant.Id)])];
            var fates = new Dictionary<Mutant, MutantFate>();
            if (chosen.Count > 0)
            {
                if (schema is not null) await TogetherAsync(run, solution with { Source = schema.Text }, behind, [.. together.Where(chosen.Contains)], fates, cancellation);
                await AloneAsync(run, solution, behind, [.. chosen.Where(mutant => !fates.ContainsKey(mutant)).OrderBy(mutant => mutant.Id)], fates, cancellation);
            }
            int line = source.Blocks.OfType<Fence>().Single(fence => fence.Role.Role == CellRole.Answer && fence.Role.Exercise == exercise).Line;
            Mark(exercise, answer.Source, line, fates, chosen.Count == together.Count + alone.Count, results, stale);
        }
        return new(name, results, stale, made, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void Mark(
        string exercise, string answer, int fenceLine, Dictionary<Mutant, MutantFate> fates, bool isWhole, List<MutantResult> results, List<string> stale)
    {
        IReadOnlyList<EquivalentMark> marks = EquivalentMark.Of(answer, exercise);
        foreach ((Mutant mutant, MutantFate fate) in fates.OrderBy(entry => entry.Key.Id))
        {
            EquivalentMark? mark = fate == MutantFate.Uncaught ? marks.FirstOrDefault(known => known.Speaks(mutant)) : null;
            results.Add(new(exercise, mutant, fenceLine + mutant.Line, mark is null ? fate : MutantFate.Equivalent, mark?.Reason));
        }
        if (!isWhole) return;
        foreach (EquivalentMark mark in marks.Where(mark => !fates.Any(entry => entry.Value == MutantFate.Uncaught && mark.Speaks(entry.Key))))
            stale.Add($"line {fenceLine + mark.Line}: '{mark}' is marked as equivalent, and is caught or not made; remove the mark");
    }

    private static async Task SolvedAsync(PlanRunner.Session run, PlannedCell cell, CancellationToken cancellation)
    {
        CellRun ran = await run.RunAsync(cell, cancellation);
        if (ran.Status != CellStatus.Ok) throw new CourseKitException($"the solution fails in {Judge.Explain(ran)}; mend it in the notebook's source");
    }

    /// <summary>Many in one text; what cannot be tried that way has no fate afterwards.</summary>
    private static async Task TogetherAsync(
        PlanRunner.Session run, PlannedCell schema, PlannedCell[] behind, Mutant[] mutants, Dictionary<Mutant, MutantFate> fates, CancellationToken cancellation)
    {
        int place = run.Place;
        // The text names what no student's may, and is the course's own.
        CellRun compiled = await run.RunAsync(schema with { Rules = schema.Rules with { Confined = false, Forbidden = null, Required = null } }, cancellation);
        Dictionary<string, Mutant> open = mutants.ToDictionary(mutant => mutant.Id.ToString(CultureInfo.InvariantCulture));
        while (compiled.Status == CellStatus.Ok && open.Count > 0)
        {
            CellRun tried = await run.RunAsync(MutantCell.Of(behind, [.. open.Values.Take(MostInACell).Select(mutant => mutant.Id)], CellSeconds), cancellation);
            string? started = null;
            int before = open.Count;
            foreach (Recording told in tried.Recordings.Where(recording => recording.Name.StartsWith(MutantTrial.Mark, StringComparison.Ordinal)))
                if (told.Name[MutantTrial.Mark.Length..].Split(' ') is [string first, string second])
                    if (first == "start") started = second;
                    else if (Enum.TryParse(second, ignoreCase: true, out MutantFate fate) && open.Remove(first, out Mutant? done)) fates[done] = fate;
            // Who takes the process along, or all of the time, is caught: no student's answer that does so passes.
            if (!tried.Ended && started is not null && open.Remove(started, out Mutant? last)) fates[last] = MutantFate.Visible;
            if (open.Count == before) break;
        }
        run.Return(place);
    }

    private static async Task AloneAsync(
        PlanRunner.Session run, PlannedCell solution, PlannedCell[] behind, IReadOnlyList<Mutant> mutants, Dictionary<Mutant, MutantFate> fates, CancellationToken cancellation)
    {
        if (mutants.Count == 0) return;
        int place = run.Place;
        PlannedCell[] cells = [.. behind.Select(cell => cell with { Source = MutantCell.Source(cell) })];
        await SolvedAsync(run, solution, cancellation);
        var right = new List<CellRun>();
        foreach (PlannedCell cell in cells) right.Add(await run.RunAsync(cell, cancellation));
        run.Return(place);
        (Recording Recording, bool Hidden)[] expected = [.. right.SelectMany(ran => HiddenMarks.Sort(ran.Recordings))];
        foreach (Mutant mutant in mutants)
        {
            cancellation.ThrowIfCancellationRequested();
            fates[mutant] = await FateAsync(run, solution with { Source = mutant.Of(solution.Source) }, cells, expected, cancellation);
            run.Return(place);
        }
    }

    private static async Task<MutantFate> FateAsync(
        PlanRunner.Session run, PlannedCell changed, PlannedCell[] cells, (Recording Recording, bool Hidden)[] expected, CancellationToken cancellation)
    {
        if ((await run.RunAsync(changed, cancellation)).Status != CellStatus.Ok) return MutantFate.Visible;
        var seen = new Dictionary<string, Recording>();
        foreach (PlannedCell cell in cells)
        {
            CellRun ran = await run.RunAsync(cell, cancellation);
            foreach (Recording recording in ran.Recordings) seen.TryAdd(recording.Name, recording);
            bool reaches = ran.Reaching is not null;
            if (reaches) return MutantFate.Visible;
            if (!ran.Ended) break;
        }
        var failed = expected.Where(entry => Verdict.Of(new Expectation(entry.Recording, []), seen.GetValueOrDefault(entry.Recording.Name)).Outcome != Outcome.Passed).ToArray();
        return failed.Length == 0 ? MutantFate.Uncaught : failed.All(entry => entry.Hidden) ? MutantFate.Hidden : MutantFate.Visible;
    }
}
