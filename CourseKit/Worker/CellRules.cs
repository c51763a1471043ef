namespace CourseKit.Worker;

/// <summary>What holds for a cell beyond C#'s own rules.</summary>
/// <param name="Forbidden">Namespaces, types or members ("CourseLib.Norms") that the text must not use; it is refused before it runs.</param>
/// <param name="Guarded">Symbols whose use is seen while a check runs for which they are forbidden (<see cref="ReachGuard"/>).</param>
/// <param name="Confined">A student's cell that is graded: it may use what <see cref="Confinement"/> allows.</param>
/// <param name="Required">Namespaces, types or members one of which the text must use, unless it is still the stub.</param>
/// <param name="Locked">For a cell of the course's own: what its names mean.</param>
internal sealed record CellRules(
    IReadOnlyList<string>? Forbidden = null, IReadOnlyList<string>? Guarded = null, bool Confined = false, LockedCell? Locked = null,
    IReadOnlyList<string>? Required = null)
{
    public static CellRules None { get; } = new();

    /// <summary>The same for the same rules.</summary>
    public string Key => string.Join('|', new[] { Forbidden, Required, Guarded, Locked?.Open, Locked?.Usings, Locked?.Own }.Select(names => names is null ? "" : string.Join(',', names))) + Confined;
}

/// <summary>A cell whose names mean what its author meant, whatever students declare before it.</summary>
/// <param name="Open">Names that the notebook's cells declare which students may change: these, and no other of the library's, may mean a student's.</param>
/// <param name="Usings">The using directives of the course's cells before it.</param>
/// <param name="Own">Names that the course's other cells declare, before the library's.</param>
internal sealed record LockedCell(IReadOnlyList<string> Open, IReadOnlyList<string> Usings, IReadOnlyList<string>? Own = null);
