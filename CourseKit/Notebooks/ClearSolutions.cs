namespace CourseKit.Notebooks;

/// <summary>Puts a stub in the place of each solution.</summary>
internal static class ClearSolutions
{
    public static Notebook Apply(Notebook notebook) => notebook.Map(cell => cell.Role.Role == CellRole.Answer ? Clear(cell) : cell);

    private static Cell Clear(Cell cell)
    {
        IReadOnlyList<MarkedRegion> solutions = MarkedRegion.Find(cell.Source, MarkedRegion.Solution, NotebookBuilder.ErrorIn(cell));
        return cell with { Source = MarkedRegion.Replace(cell.Source, solutions, Stub) };
    }

    /// <summary>The author's own stub where the BEGIN line goes on with one (<c>// BEGIN SOLUTION: // your fields here</c>), else ours, which a check recognises by what it throws and calls not attempted.</summary>
    public static IEnumerable<string> Stub(string begin)
    {
        string indentation = begin[..^begin.TrimStart().Length];
        int end = begin.IndexOf("BEGIN SOLUTION", StringComparison.Ordinal) + "BEGIN SOLUTION".Length;
        if (begin[end..].TrimStart() is [':', .. string own])
            return own.Trim() is { Length: > 0 } text ? [indentation + text] : [];
        return [indentation + "// YOUR CODE HERE", indentation + $"throw new {nameof(NotImplementedException)}();"];
    }
}
