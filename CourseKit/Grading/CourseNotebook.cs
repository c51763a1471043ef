using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>A code cell of the course, as the instructor has it and as students got it.</summary>
/// <param name="Index">Its place among the notebook's code cells.</param>
/// <param name="Source">With the solution or the hidden checks.</param>
/// <param name="Released">The text that students got; null when they got none.</param>
internal sealed record CourseCell(int Index, string Id, CellRole Role, string Source, string? Released)
{
    /// <summary>Run as the course has it, whatever the submission says.</summary>
    public bool IsLocked => Role.Role is CellRole.Setup or CellRole.Check;

    public bool IsSkipped => Role.Grading == "skip";
}

/// <summary>The code cells of a notebook, against which submissions are held.</summary>
internal sealed record CourseNotebook(string Name, IReadOnlyList<CourseCell> Cells)
{
    private readonly Lazy<CourseNames> names = new(() => new(Cells));
    private readonly Lazy<IReadOnlyList<string>> guarded = new(() => [.. Cells.SelectMany(cell => ForbidList.WithTwins(cell.Role.Forbid)).Distinct()]);

    /// <summary>Whose names are whose.</summary>
    public CourseNames Names => names.Value;

    /// <summary>What any exercise forbids.</summary>
    public IReadOnlyList<string> Guarded => guarded.Value;

    /// <summary>Whether there is a check that students did not get.</summary>
    public bool HasHidden => Cells.Any(IsHidden);

    /// <summary>Whether a cell holds a check that students did not get.</summary>
    public static bool IsHidden(CourseCell cell) => cell.IsLocked && cell.Source.Contains("BEGIN " + MarkedRegion.HiddenTests, StringComparison.Ordinal);

    public static CourseNotebook Of(string name, Notebook instructor, Notebook student)
    {
        Dictionary<string, string> released = student.Cells.Where(cell => cell.Type == CellType.Code).ToDictionary(cell => cell.Id, cell => cell.Source);
        return new(name, [.. instructor.Cells.Where(cell => cell.Type == CellType.Code)
            .Select((cell, index) => new CourseCell(index, cell.Id, cell.Role, cell.Source, released.GetValueOrDefault(cell.Id)))]);
    }

    public static CourseNotebook Of(SourceDocument document) =>
        Of(document.Name, NotebookBuilder.Build(document, Edition.Instructor), NotebookBuilder.Build(document, Edition.Student));

    /// <summary>The same with nothing that students did not get, solutions apart.</summary>
    public CourseNotebook Visible() => this with
    {
        Cells = [.. Cells.Where(cell => cell.Released is not null).Select(cell => cell.Role.Role == CellRole.Answer ? cell : cell with { Source = cell.Released! })],
    };

    /// <summary>The answer cell of an exercise.</summary>
    public CourseCell? Answer(string exercise) => Cells.FirstOrDefault(cell => cell.Role.Role == CellRole.Answer && cell.Role.Exercise == exercise);
}
