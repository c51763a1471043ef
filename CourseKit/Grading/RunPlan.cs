using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>Puts together what runs: the student's cells in the student's order, with the course's own setup and check cells in their places.</summary>
internal static class RunPlan
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
                ? Own(cell, course) with { Source = answer }
                : Own(cell, course))];
    }

    /// <summary>The notebook as its author left it, for a student's own check: what an exercise forbids is looked for as when it is graded.</summary>
    /// <param name="oracle">Knows the check cells by their ids, should an editor have stripped their metadata.</param>
    /// <param name="all">Run what grading leaves out too.</param>
    public static IReadOnlyList<PlannedCell> AsItStands(Notebook notebook, Oracle oracle, bool all)
    {
        Dictionary<string, string> checks = oracle.Cells.DistinctBy(part => part.Id).ToDictionary(part => part.Id, part => part.Exercise);
        CourseCell[] cells = [.. notebook.Cells.Index().Where(entry => entry.Item.Type == CellType.Code).Select((entry, index) =>
        {
            string id = CellMatcher.GradeId(entry.Item) ?? entry.Item.Id;
            CellRole role = checks.TryGetValue(id, out string? exercise) ? entry.Item.Role with { Role = CellRole.Check, Exercise = exercise } : entry.Item.Role;
            return new CourseCell(index, id, role, entry.Item.Source, entry.Item.Source);
        })];
        int[] numbers = [.. notebook.Cells.Index().Where(entry => entry.Item.Type == CellType.Code).Select(entry => entry.Index + 1)];
        var names = new CourseNames(cells);
        Dictionary<string, IReadOnlyList<string>> forbidden = cells.Where(IsAnswer).Where(cell => cell.Role.Exercise is not null)
            .GroupBy(cell => cell.Role.Exercise!).ToDictionary(same => same.Key, same => ForbidList.WithTwins(same.First().Role.Forbid) ?? []);
        string[] guarded = [.. forbidden.Values.SelectMany(symbols => symbols).Distinct()];
        return [.. cells.Where(cell => !cell.IsSkipped || all).Select(cell => new PlannedCell($"cell {numbers[cell.Index]}", cell.Source, cell.Role.Role switch
        {
            CellRole.Answer => new(ForbidList.WithTwins(cell.Role.Forbid), guarded, Confined: true, Required: cell.Role.Require),
            CellRole.Check => new(Locked: names.Of(cell)),
            _ => new(Guarded: guarded),
        }, cell, numbers[cell.Index])
        {
            InForce = cell.Role is { Role: CellRole.Check, Exercise: string exercise } ? forbidden.GetValueOrDefault(exercise, []) : [],
        })];
    }

    /// <summary>A submission, with nothing taken from it that the course has locked.</summary>
    public static IReadOnlyList<PlannedCell> OfSubmission(IReadOnlyList<SubmittedCell> cells, CourseNotebook course)
    {
        HashSet<string> theirs = [.. cells.Where(cell => cell.Course is { IsLocked: false }).Select(cell => cell.Course!.Id)];
        // Cells of the course that the student has deleted run too (an answer as its stub): later ones may need what they define.
        Queue<CourseCell> pending = new(course.Cells.Where(cell => !cell.IsSkipped && !theirs.Contains(cell.Id)));
        Dictionary<string, int> awaited = cells.Where(cell => IsAnswer(cell.Course)).CountBy(cell => cell.Course!.Role.Exercise!).ToDictionary();
        var plan = new List<PlannedCell>();
        IReadOnlyList<string> guarded = course.Guarded;

        void EmitBefore(int index)
        {
            for (int count = pending.Count; count > 0; count--)
            {
                CourseCell next = pending.Dequeue();
                bool waits = next.Role.Role == CellRole.Check && awaited.GetValueOrDefault(next.Role.Exercise!) > 0;
                if (next.Index < index && !waits) plan.Add(IsAnswer(next) ? Own(next, course) with { Source = next.Released! } : Own(next, course));
                else pending.Enqueue(next);
            }
        }

        foreach (SubmittedCell cell in cells)
        {
            if (cell.Course is CourseCell origin) EmitBefore(origin.IsLocked ? origin.Index + 1 : origin.Index);
            if (cell.Course is { IsLocked: true } or { IsSkipped: true }) continue;
            if (IsAnswer(cell.Course)) awaited[cell.Course!.Role.Exercise!]--;
            plan.Add(Theirs(cell, guarded));
        }
        EmitBefore(int.MaxValue);
        return plan;
    }

    /// <summary>The plan up to its last hidden check: nothing of a student's runs after that, in the same process.</summary>
    public static IReadOnlyList<PlannedCell> UntilHidden(IReadOnlyList<PlannedCell> plan) =>
        [.. plan.Take(1 + plan.Index().Last(cell => cell.Item.Course is CourseCell own && CourseNotebook.IsHidden(own)).Index)];

    private static bool IsAnswer(CourseCell? cell) => cell?.Role.Role == CellRole.Answer;

    /// <summary>An answer keeps a student's rules whoever wrote it: a solution that they refuse is found before the course is released.</summary>
    private static PlannedCell Own(CourseCell cell, CourseNotebook course) => new(
        cell.Role.Exercise is string exercise ? $"exercise {exercise}{(cell.Role.Role == CellRole.Check ? ", check" : "")}" : $"the course's cell {cell.Id}",
        cell.Source,
        new(IsAnswer(cell) ? ForbidList.WithTwins(cell.Role.Forbid) : null, cell.Role.Role == CellRole.Check ? null : course.Guarded, IsAnswer(cell), cell.IsLocked ? course.Names.Of(cell) : null, cell.Role.Require),
        cell)
    {
        InForce = cell.Role.Role == CellRole.Check ? ForbidList.WithTwins(course.Answer(cell.Role.Exercise!)?.Role.Forbid) : [],
    };

    private static PlannedCell Theirs(SubmittedCell cell, IReadOnlyList<string> guarded)
    {
        bool isTheirs = IsAnswer(cell.Course) || !cell.IsUnchanged;
        return new(
            IsAnswer(cell.Course) ? $"exercise {cell.Course!.Role.Exercise}" : $"cell {cell.Number}", cell.Cell.Source,
            new(IsAnswer(cell.Course) ? ForbidList.WithTwins(cell.Course!.Role.Forbid) : null, guarded, Confined: isTheirs, Required: IsAnswer(cell.Course) ? cell.Course!.Role.Require : null),
            cell.Course, isTheirs ? cell.Number : null)
        {
            Fallback = cell.IsUnchanged ? null : cell.Course?.Released,
        };
    }
}
