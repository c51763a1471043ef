namespace CourseKit.Notebooks;

/// <summary>Whom a notebook is for.</summary>
internal enum Edition
{
    /// <summary>Stubs instead of solutions, no hidden tests.</summary>
    Student,
    /// <summary>Everything that the source has.</summary>
    Instructor,
}

/// <summary>Builds a notebook from its source: a pipeline of small transformations, each from notebook to notebook.</summary>
internal static class NotebookBuilder
{
    public static Notebook Build(SourceDocument source, Edition edition)
    {
        Func<Notebook, Notebook>[] steps = edition == Edition.Student
            ? [ClearSolutions.Apply, ClearHiddenTests.Apply, ClearHints.Apply, NbgraderMetadata.Apply]
            : [NbgraderMetadata.Apply];
        return steps.Aggregate(SourceCells.Of(source, edition), (notebook, step) => step(notebook));
    }

    /// <summary>The notebook with <paramref name="change"/> made to each cell.</summary>
    public static Notebook Map(this Notebook notebook, Func<Cell, Cell> change) => notebook with { Cells = [.. notebook.Cells.Select(change)] };

    /// <summary>What a mistake in a cell, found in a notebook and not in its source, is told with.</summary>
    public static Func<int, string, CourseKitException> ErrorIn(Cell cell) =>
        (line, message) => new CourseKitException($"cell '{cell.Id}', line {line + 1}: {message}");
}
