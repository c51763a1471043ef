namespace CourseKit.Notebooks;

/// <summary>What must hold of a whole source: regions where they belong, ids that are unique, an answer and a check for each exercise.</summary>
internal static class SourceRules
{
    public static void Verify(SourceDocument document)
    {
        Fence[] fences = [.. document.Blocks.OfType<Fence>()];
        foreach (Fence fence in fences) VerifyRegions(document, fence);
        VerifyExercises(document, fences);
        VerifyIds(document, fences);
        FormulaRules.Verify(document);
    }

    private static void VerifyRegions(SourceDocument document, Fence fence)
    {
        CourseKitException At(int line, string message) => SourceError.At(document.Path, fence.Line + 1 + line, message);
        IReadOnlyList<MarkedRegion> solutions = MarkedRegion.Find(fence.Code, MarkedRegion.Solution, At);
        IReadOnlyList<MarkedRegion> hidden = MarkedRegion.Find(fence.Code, MarkedRegion.HiddenTests, At);
        if (solutions.Count > 0 && fence.Role.Role != CellRole.Answer)
            throw At(solutions[0].First, "a solution outside an answer would reach the students; give the fence role=\"answer\" and an exercise");
        if (hidden.Count > 0 && fence.Role.Role != CellRole.Check)
            throw At(hidden[0].First, "hidden tests outside a check are never graded; give the fence role=\"check\", an exercise and points");
        if (solutions.Count == 0 && fence.Role.Role == CellRole.Answer)
            throw At(-1, "the answer fence has no solution; put it between lines // BEGIN SOLUTION and // END SOLUTION");
    }

    private static void VerifyExercises(SourceDocument document, Fence[] fences)
    {
        var answers = new Dictionary<string, Fence>();
        foreach (Fence answer in fences.Where(fence => fence.Role.Role == CellRole.Answer))
            if (!answers.TryAdd(answer.Role.Exercise!, answer))
                throw SourceError.At(document.Path, answer.Line,
                    $"exercise {answer.Role.Exercise} has its answer in line {answers[answer.Role.Exercise!].Line} already; give this one another number");
        HashSet<string> attempted = [], verified = [];
        foreach (Fence fence in fences)
        {
            if (fence.Role.Role == CellRole.Answer) attempted.Add(fence.Role.Exercise!);
            if (fence.Role.Role != CellRole.Check) continue;
            verified.Add(fence.Role.Exercise!);
            if (!answers.ContainsKey(fence.Role.Exercise!))
                throw SourceError.At(document.Path, fence.Line, $"exercise {fence.Role.Exercise} is checked here and has no answer fence; add one or correct the number");
            if (!attempted.Contains(fence.Role.Exercise!))
                throw SourceError.At(document.Path, fence.Line, $"exercise {fence.Role.Exercise} is checked before its answer; move this fence below it");
        }
        foreach ((string exercise, Fence answer) in answers)
            if (!verified.Contains(exercise))
                throw SourceError.At(document.Path, answer.Line, $"exercise {exercise} has no check; add a fence with exercise=\"{exercise}\" role=\"check\" points=1");
    }

    private static void VerifyIds(SourceDocument document, Fence[] fences)
    {
        var known = new Dictionary<string, int>();
        var ids = new CellIds();
        foreach (Fence fence in fences)
            if ((fence.Id ?? ids.OfExercise(fence.Role)) is string id && !known.TryAdd(id, fence.Line))
                throw SourceError.At(document.Path, fence.Line, $"id \"{id}\" belongs to the fence in line {known[id]} already; choose another id=\"…\"");
    }
}
