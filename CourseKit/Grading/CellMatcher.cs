using System.Text;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>A cell of a submission, and the course's cell that it comes from.</summary>
/// <param name="Number">1-based place in the submission, counting every cell, as its author sees it.</param>
/// <param name="Course">Null for a cell that the student added.</param>
internal sealed record SubmittedCell(int Number, Cell Cell, CourseCell? Course)
{
    /// <summary>True when it says what the student was given.</summary>
    public bool IsUnchanged => Course?.Released is string released && SaysTheSame(released, Cell.Source);

    /// <summary>
    /// Line for line, whatever blanks end the lines and whatever empty lines begin and end the text. Nothing is copied: a cell may be of a
    /// million lines.
    /// </summary>
    private static bool SaysTheSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        SpanLineEnumerator ours = one.EnumerateLines(), theirs = other.EnumerateLines();
        ReadOnlySpan<char> our = NextFilled(ref ours, out int before), their = NextFilled(ref theirs, out int empty);
        while (our.Length > 0 && our.SequenceEqual(their))
        {
            our = NextFilled(ref ours, out before);
            their = NextFilled(ref theirs, out empty);
            if (our.Length > 0 && before != empty) return false;
        }
        return our.Length == 0 && their.Length == 0;
    }

    /// <summary>
    /// The next line that is not empty, without the blanks at its end, and how many empty ones stand before it; nothing at the end.
    /// </summary>
    private static ReadOnlySpan<char> NextFilled(ref SpanLineEnumerator lines, out int empty)
    {
        for (empty = 0; lines.MoveNext(); empty++)
            if (lines.Current.TrimEnd() is { Length: > 0 } line) return line;
        return [];
    }
}

/// <summary>
/// Finds which cell of the course each cell of a submission is: by grade id, else by cell id, else by what it says. Editors strip
/// metadata, and students reorder, split, copy and delete cells; none of it may stop the grading of the rest.
/// </summary>
internal static class CellMatcher
{
    private const double LeastLikeness = 0.6, SureLikeness = 0.8;
    private const int MostComparisons = 40_000;

    /// <summary>Characters of cells without an id that are compared with the course's; the whole course has a hundredth of this.</summary>
    private const int MostText = 4 << 20;

    public static (IReadOnlyList<SubmittedCell> Cells, IReadOnlyList<Flag> Flags) Match(Notebook submission, CourseNotebook course)
    {
        var flags = new List<Flag>();
        var found = new CourseCell?[submission.Cells.Count];
        MatchIds(submission, course, found, GradeId);
        MatchIds(submission, course, found, cell => cell.Id);
        MatchContent(submission, course, found, flags);

        SubmittedCell[] cells = [.. submission.Cells
            .Select((cell, index) => new SubmittedCell(index + 1, cell, found[index]))
            .Where(cell => cell.Cell.Type == CellType.Code || cell.Course is not null)];
        flags.AddRange(Examine(cells, course));
        return (cells, flags);
    }

    public static string? GradeId(Cell cell) =>
        cell.Metadata["nbgrader"] is System.Text.Json.Nodes.JsonObject own && own["grade_id"] is System.Text.Json.Nodes.JsonValue id && id.TryGetValue(out string? text) ? text : null;

    private static void MatchIds(Notebook submission, CourseNotebook course, CourseCell?[] found, Func<Cell, string?> id)
    {
        Dictionary<string, CourseCell> known = course.Cells.ToDictionary(cell => cell.Id);
        HashSet<CourseCell> taken = [.. found.OfType<CourseCell>()];
        for (int i = 0; i < found.Length; i++)
            if (found[i] is null && id(submission.Cells[i]) is string text && known.TryGetValue(text, out CourseCell? cell) && !taken.Contains(cell))
                found[i] = cell;
    }

    /// <summary>The likeliest pairs first; of equally likely ones the pair that stands at about the same place.</summary>
    private static void MatchContent(Notebook submission, CourseNotebook course, CourseCell?[] found, List<Flag> flags)
    {
        int[] open = [.. Enumerable.Range(0, found.Length).Where(i => found[i] is null && submission.Cells[i].Type == CellType.Code && submission.Cells[i].Source.Trim().Length > 0)];
        HashSet<CourseCell> present = [.. found.OfType<CourseCell>()];
        if (open.Length == 0 || (long)open.Length * course.Cells.Count > MostComparisons) return;

        long text = 0;
        open = [.. open.TakeWhile(i => (text += Math.Min(submission.Cells[i].Source.Length, Similarity.LongestText)) <= MostText)];
        Similarity[] theirs = [.. open.Select(i => new Similarity(submission.Cells[i].Source))];
        var pairs = new List<(int Index, CourseCell Cell, double Likeness, double Distance)>();
        foreach (CourseCell cell in course.Cells)
        {
            // A second copy of a locked cell is found too: it must not run, for its recordings would be taken for forged ones.
            if (cell.Released is null || (present.Contains(cell) && !cell.IsLocked)) continue;
            var ours = new Similarity(cell.Released);
            for (int k = 0; k < open.Length; k++)
            {
                double likeness = cell.Role.Role == CellRole.Answer ? theirs[k].AsAnswerTo(ours) : theirs[k].To(ours);
                double least = present.Contains(cell) ? SureLikeness : LeastLikeness;
                if (likeness >= least) pairs.Add((open[k], cell, likeness, Math.Abs((double)open[k] / found.Length - (double)cell.Index / course.Cells.Count)));
            }
        }
        foreach (var (index, cell, likeness, _) in pairs.OrderByDescending(pair => Math.Round(pair.Likeness, 2)).ThenBy(pair => pair.Distance))
        {
            if (found[index] is not null || (!cell.IsLocked && present.Contains(cell)) || (cell.IsLocked && present.Contains(cell) && likeness < SureLikeness)) continue;
            found[index] = cell;
            present.Add(cell);
            if (likeness < SureLikeness && cell.Role.Role is not null)
                flags.Add(new(Flag.Doubtful, $"cell {index + 1} was taken for {cell.Id} by what it says, and is not much like it"));
        }
    }

    private static IEnumerable<Flag> Examine(IReadOnlyList<SubmittedCell> cells, CourseNotebook course)
    {
        if (cells.Count > 0 && cells.All(cell => cell.Course is null))
            yield return new(Flag.Unmatched, $"no cell of it is a cell of {course.Name}: is it the right notebook?");
        if (cells.Any(cell => cell.Course is not null && GradeId(cell.Cell) is null && cell.Course.Role.Role is not null))
            yield return new(Flag.Unmatched, "an editor stripped the cells' metadata; they were matched by cell id or by what they say");
        ILookup<string, SubmittedCell> byCourse = cells.Where(cell => cell.Course is not null).ToLookup(cell => cell.Course!.Id);
        foreach (CourseCell cell in course.Cells)
        {
            SubmittedCell[] copies = [.. byCourse[cell.Id]];
            if (copies.Length == 0 && cell.Role.Role == CellRole.Answer)
                yield return new(Flag.Missing, $"the answer cell of exercise {cell.Role.Exercise} is missing");
            if (copies.Length == 0 && cell.IsLocked && cell.Released is not null)
                yield return new(Flag.Changed, $"{cell.Id} is missing; the course's own was run in its place");
            if (copies.Length > 1)
                yield return new(Flag.Duplicate, $"{cell.Id} stands {copies.Length} times (cells {string.Join(", ", copies.Select(copy => copy.Number))})"
                    + (cell.IsLocked ? "; the course's own was run once" : "; all were run, in order"));
            if (cell.IsLocked && copies.Any(copy => !copy.IsUnchanged))
                yield return new(Flag.Changed, $"{cell.Id} was edited; the course's own text was run in its place");
            if (copies.Any(copy => copy.Cell.Type != CellType.Code))
                yield return new(Flag.Changed, $"{cell.Id} is no code cell any more; it was run as one");
        }
        int[] order = [.. cells.Where(cell => cell.Course?.Role.Role is not null).Select(cell => cell.Course!.Index)];
        if (order.Zip(order.Skip(1)).Any(pair => pair.First > pair.Second))
            yield return new(Flag.Reordered, "the course's cells stand in another order; checks were run after the answers that they check");
    }
}
