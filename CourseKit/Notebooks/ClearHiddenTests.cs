namespace CourseKit.Notebooks;

/// <summary>Takes hidden tests out of check cells. A cell that has nothing else stays, so that students see it and its points.</summary>
internal static class ClearHiddenTests
{
    public const string Placeholder = "// This cell is checked when your work is graded.";

    public static Notebook Apply(Notebook notebook) => notebook.Map(cell => cell.Role.Role == CellRole.Check ? Clear(cell) : cell);

    private static Cell Clear(Cell cell)
    {
        IReadOnlyList<MarkedRegion> hidden = MarkedRegion.Find(cell.Source, MarkedRegion.HiddenTests, NotebookBuilder.ErrorIn(cell));
        if (hidden.Count == 0) return cell;
        string visible = MarkedRegion.Replace(cell.Source, hidden, _ => []);
        return cell with { Source = string.IsNullOrWhiteSpace(visible) ? Placeholder : visible.Trim('\n') };
    }
}
