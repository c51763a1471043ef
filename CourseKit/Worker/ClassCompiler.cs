using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Worker;

/// <summary>
/// Compiles the cells of one submission after another, for other processes to run. Most of them are the course's own, in everybody's notebook the same: behind
/// answers that declare the same they are compiled once.
/// </summary>
/// <remarks>
/// No code of a student is given to another. What is shared was compiled behind somebody's answers, but only what they declare had a say in
/// it. Those answers
/// stay in memory as long as what was compiled behind them, which is why there are bounds: what was not asked for longest is forgotten.
/// </remarks>
internal sealed class ClassCompiler(CellSession session)
{
    /// <summary>Each takes some 100 kB. A class needs one for each of the course's cells, and more where answers declare what others do not.</summary>
    public const int MostShared = 300;

    /// <summary>
    /// Characters of cells, each counted for every cell that was compiled behind it. The whole course has a tenth of this.
    /// </summary>
    public const long MostText = 16 << 20;

    private readonly Dictionary<(string Surface, string Text, string Rules), Shared> shared = [];
    private string surface = "";
    private long text, submissions;

    /// <summary>How many compiled cells are kept, and the text behind them.</summary>
    public (int Cells, long Text) Kept => (shared.Count, shared.Values.Sum(cell => cell.Behind));

    /// <summary>Goes on to the next submission.</summary>
    public void Begin()
    {
        session.Begin();
        (surface, text) = ("", 0);
        submissions++;
        Forget();
    }

    /// <inheritdoc cref="CellSession.Translate"/>
    public CellImage Translate(ExecuteRequest request, CancellationToken cancellation)
    {
        CellRules rules = request.Rules ?? CellRules.None;
        (string, string, string) key = (surface, request.Code, rules.Key);
        text += request.Code.Length;
        bool isShared = rules is { Confined: false, Forbidden: null } && text <= MostText / 4;
        if (isShared && shared.TryGetValue(key, out Shared? cell)) session.Accept(cell.Compilation);
        else
        {
            CellImage image = session.Translate(request.Code, request.Label, rules, cancellation).Image;
            cell = new(image, session.Last!, CellSurface.After(surface, session.Last!, image), text);
            if (isShared) shared[key] = cell;
        }
        cell.Asked = submissions;
        surface = cell.Surface;
        return cell.Image;
    }

    private void Forget()
    {
        (int count, long behind) = Kept;
        if (count <= MostShared && behind <= MostText) return;
        foreach (((string, string, string) key, Shared cell) in shared.OrderBy(entry => entry.Value.Asked).ToArray())
        {
            if (count <= MostShared && behind <= MostText) return;
            shared.Remove(key);
            (count, behind) = (count - 1, behind - cell.Behind);
        }
    }

    /// <param name="Surface">That of the cell and all before it.</param>
    /// <param name="Behind">Length of the text of the cell and all before it.</param>
    private sealed record Shared(CellImage Image, CSharpCompilation Compilation, string Surface, long Behind)
    {
        /// <summary>The last submission that had it.</summary>
        public long Asked { get; set; }
    }
}
