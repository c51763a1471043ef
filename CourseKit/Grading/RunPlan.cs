using System.Text.RegularExpressions;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>Puts together what runs: the student's cells in the student's order, with the course's own setup and check cells in their places.</summary>
internal static partial class RunPlan
{
    /// <summary>The course's own notebook, with other answers put in the place of solutions.</summary>
    /// <param name="answers">Exercise to the full text of its answer cell.</param>
    /// <param name="until">The last exercise whose checks matter: nothing after them is run, and no other exercise's checks are.</param>
    public static IReadOnlyList<PlannedCell> OfCourse(CourseNotebook course, IReadOnlyDictionary<string, string>? answers = null, string? until = null)
    {
        int last = until is null ? int.MaxValue : course.Cells.Last(cell => cell.Role.Role == CellRole.Check && cell.Role.Exercise == until).Index;
        return [.. course.Cells
            .Where(cell => cell.Index <= last && !cell.IsSkipped)
            .Where(cell => until is null || cell.Role.Role != CellRole.Check || cell.Role.Exercise == until)
            .Select(cell => cell.Role.Role == CellRole.Answer && answers?.GetValueOrDefault(cell.Role.Exercise!) is string answer
                ? Own(cell) with { Source = answer }
                : Own(cell))];
    }

    /// <summary>The notebook as its author left it, for a student's own check.</summary>
    /// <param name="oracle">Knows the check cells by their ids, should an editor have stripped their metadata.</param>
    /// <param name="all">Run what grading leaves out too.</param>
    public static IReadOnlyList<PlannedCell> AsItStands(Notebook notebook, Oracle oracle, bool all)
    {
        Dictionary<string, string> checks = oracle.Cells.DistinctBy(part => part.Id).ToDictionary(part => part.Id, part => part.Exercise);
        var plan = new List<PlannedCell>();
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            Cell cell = notebook.Cells[i];
            if (cell.Type != CellType.Code || (cell.Role.Grading == "skip" && !all)) continue;
            string id = CellMatcher.GradeId(cell) ?? cell.Id;
            CellRole role = checks.TryGetValue(id, out string? exercise) ? cell.Role with { Role = CellRole.Check, Exercise = exercise } : cell.Role;
            plan.Add(new($"cell {i + 1}", cell.Source, role.Role == CellRole.Answer ? role.Forbid ?? [] : [], new CourseCell(i, id, role, cell.Source, cell.Source), i + 1));
        }
        return plan;
    }

    /// <summary>A submission, with nothing taken from it that the course has locked.</summary>
    public static IReadOnlyList<PlannedCell> OfSubmission(IReadOnlyList<SubmittedCell> cells, CourseNotebook course)
    {
        HashSet<string> theirs = [.. cells.Where(cell => cell.Course is { IsLocked: false }).Select(cell => cell.Course!.Id)];
        // Cells of the course that the student has deleted run too (an answer as its stub): later ones may need what they define.
        Queue<CourseCell> pending = new(course.Cells.Where(cell => !cell.IsSkipped && !theirs.Contains(cell.Id)));
        Dictionary<string, int> awaited = cells.Where(cell => IsAnswer(cell.Course)).CountBy(cell => cell.Course!.Role.Exercise!).ToDictionary();
        var plan = new List<PlannedCell>();

        void EmitBefore(int index)
        {
            for (int count = pending.Count; count > 0; count--)
            {
                CourseCell next = pending.Dequeue();
                bool waits = next.Role.Role == CellRole.Check && awaited.GetValueOrDefault(next.Role.Exercise!) > 0;
                if (next.Index < index && !waits) plan.Add(IsAnswer(next) ? Own(next) with { Source = next.Released! } : Own(next));
                else pending.Enqueue(next);
            }
        }

        foreach (SubmittedCell cell in cells)
        {
            if (cell.Course is CourseCell origin) EmitBefore(origin.IsLocked ? origin.Index + 1 : origin.Index);
            if (cell.Course is { IsLocked: true } or { IsSkipped: true }) continue;
            if (IsAnswer(cell.Course)) awaited[cell.Course!.Role.Exercise!]--;
            plan.Add(Theirs(cell));
        }
        EmitBefore(int.MaxValue);
        return WithForbidden(plan);
    }

    private static bool IsAnswer(CourseCell? cell) => cell?.Role.Role == CellRole.Answer;

    private static PlannedCell Own(CourseCell cell) => new(
        cell.Role.Exercise is string exercise ? $"exercise {exercise}{(cell.Role.Role == CellRole.Check ? ", check" : "")}" : $"the course's cell {cell.Id}",
        cell.IsLocked ? CheckPattern().Replace(cell.Source, "global::CourseLib.Checks.Check.") : cell.Source, IsAnswer(cell) ? cell.Role.Forbid ?? [] : [], cell);

    private static PlannedCell Theirs(SubmittedCell cell) => new(
        IsAnswer(cell.Course) ? $"exercise {cell.Course!.Role.Exercise}" : $"cell {cell.Number}",
        cell.Cell.Source, [], cell.Course, IsAnswer(cell.Course) || !cell.IsUnchanged ? cell.Number : null)
    {
        Fallback = cell.IsUnchanged ? null : cell.Course?.Released,
    };

    /// <summary>What an exercise forbids must not come in through a cell that the student added or changed before its check either.</summary>
    private static List<PlannedCell> WithForbidden(List<PlannedCell> plan)
    {
        ILookup<string, string> forbids = plan.Where(cell => IsAnswer(cell.Course)).Select(cell => cell.Course!.Role).DistinctBy(role => role.Exercise)
            .SelectMany(role => (role.Forbid ?? []).Select(symbol => (role.Exercise, Symbol: symbol))).ToLookup(entry => entry.Exercise!, entry => entry.Symbol);
        if (forbids.Count == 0) return plan;
        var later = new List<string>();
        for (int i = plan.Count - 1; i >= 0; i--)
        {
            PlannedCell cell = plan[i];
            if (cell.IsCheck) later.AddRange(forbids[cell.Course!.Role.Exercise!].Except(later));
            if (cell.Number is not null) plan[i] = cell with { Forbidden = IsAnswer(cell.Course) ? cell.Course!.Role.Forbid ?? [] : [.. later] };
        }
        return plan;
    }

    /// <summary>A class named Check in a student's cell must not be what the course's own cells call.</summary>
    [GeneratedRegex(@"(?<![\w.""])Check\.(?=(Begin|Value|True|AtLeast|AtMost|Throws|Report)\b)")]
    private static partial Regex CheckPattern();
}
