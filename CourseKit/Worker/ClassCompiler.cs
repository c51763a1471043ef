using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Worker;

/// <summary>
/// Compiles the cells of one submission after another, for other processes to run. Most of them are the course's own, in everybody's notebook the same: behind
/// answers that declare the same they are compiled once.
/// </summary>
/// <remarks>No code of a student is given to another. What is shared was compiled behind somebody's answers, but only what they declare had a say in it.</remarks>
internal sealed class ClassCompiler(CellSession session)
{
    /// <summary>Each takes some 100 kB. A class needs one for each of the course's cells, and more where answers declare what others do not.</summary>
    private const int MostShared = 300;

    private readonly Dictionary<(string Surface, string Text), Shared> shared = [];
    private string surface = "";

    /// <summary>Goes on to the next submission.</summary>
    public void Begin()
    {
        session.Begin();
        surface = "";
        if (shared.Count > MostShared) shared.Clear();
    }

    /// <inheritdoc cref="CellSession.Translate"/>
    public CellImage Translate(ExecuteRequest request, CancellationToken cancellation)
    {
        (string, string) key = (surface, request.Code);
        CellRules rules = request.Rules ?? CellRules.None;
        bool isShared = rules is { Confined: false, Forbidden: null };
        if (isShared && shared.TryGetValue(key, out Shared? cell)) session.Accept(cell.Compilation);
        else
        {
            CellImage image = session.Translate(request.Code, request.Label, rules, cancellation).Image;
            cell = new(image, session.Last!, CellSurface.After(surface, session.Last!, image));
            if (isShared) shared[key] = cell;
        }
        surface = cell.Surface;
        return cell.Image;
    }

    /// <param name="Surface">That of the cell and all before it.</param>
    private sealed record Shared(CellImage Image, CSharpCompilation Compilation, string Surface);
}
