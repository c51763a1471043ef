using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>One cell to run for a grade, an oracle or a verification.</summary>
/// <param name="Label">How errors name it: "cell 7", "exercise 08.1".</param>
/// <param name="Rules">What holds for it beyond C#'s own rules.</param>
/// <param name="Course">The course's cell that it is or comes from; null for a cell that a student added.</param>
/// <param name="Number">The place in the submission of a cell that its student wrote or changed; null for the course's own text.</param>
internal sealed record PlannedCell(string Label, string Source, CellRules Rules, CourseCell? Course = null, int? Number = null)
{
    /// <summary>Run when the cell fails, so that later cells find the names that it would have declared.</summary>
    public string? Fallback { get; init; }

    /// <summary>What a student's code must not use while it runs.</summary>
    public IReadOnlyList<string> InForce { get; init; } = [];

    public bool IsCheck => Course?.Role.Role == Notebooks.CellRole.Check;
}
