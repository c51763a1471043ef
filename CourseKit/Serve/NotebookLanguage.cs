using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

/// <summary>What C# means in one notebook.</summary>
/// <remarks>
/// A cell is compiled behind the cells above it, as they stand. Where cells have run that are not among those (below it, deleted, edited
/// since), it may name what these declare: then it is compiled behind all that has run, and behind what stands above it and has not.
/// </remarks>
internal sealed class NotebookLanguage(string workingDirectory)
{
    /// <summary>Errors that another cell's declarations can mend.</summary>
    private static readonly HashSet<string> Unknown = ["CS0103", "CS0246", "CS0234", "CS1061"];

    private readonly CellChain written = new(workingDirectory),
        session = new(workingDirectory);

    /// <summary>The cells as they stand in the notebook.</summary>
    /// <param name="ran">The cells that have run; what assemblies these brought the same cells still bring.</param>
    public ChainView Written(OpenNotebook notebook, IReadOnlyList<RanCell> ran) =>
        written.With([.. notebook.Cells.Select(cell => Chained(cell, ran))]);

    /// <summary>The cell as it is best understood.</summary>
    /// <param name="ran">The cells that have run.</param>
    /// <returns>Null when the notebook has no such cell.</returns>
    public async Task<CellView?> ViewAsync(OpenNotebook notebook, string cell, IReadOnlyList<RanCell> ran, CancellationToken cancellation)
    {
        int at = notebook.IndexOf(cell);
        if (at < 0)
            return null;
        CellView here = ViewOf(Written(notebook, ran), notebook.Cells[at].Uri);
        HashSet<(string, string)> above = [.. notebook.Cells.Take(at + 1).Select(known => (known.Uri, known.Text))];
        if (ran.All(done => above.Contains((done.Cell, done.Code))))
            return here;
        int unknown = await UnknownAsync(here.Document, cancellation);
        HashSet<(string, string)> done = [.. ran.Select(cell => (cell.Cell, cell.Code))];
        ChainView all = session.With([
            .. ran.Select(cell => new ChainedCell("ran " + cell.Cell, cell.Cell, cell.Source, cell.References)),
            .. notebook.Cells.Take(at).Where(cell => !done.Contains((cell.Uri, cell.Text))).Select(cell => Chained(cell, ran)),
            Chained(notebook.Cells[at], ran),
        ]);
        CellView there = ViewOf(all, notebook.Cells[at].Uri);
        return await UnknownAsync(there.Document, cancellation) <= unknown ? there : here;
    }

    private static ChainedCell Chained(OpenCell cell, IReadOnlyList<RanCell> ran) =>
        new(cell.Uri, cell.Uri, cell.Source, ran.FirstOrDefault(done => done.Cell == cell.Uri)?.References ?? []);

    private static CellView ViewOf(ChainView chain, string key)
    {
        Document document = chain.Find(key)!;
        return new CellView(chain, document, chain.Cells[document.Id].Source);
    }

    private static async Task<int> UnknownAsync(Document document, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation))!;
        return model.GetDiagnostics(cancellationToken: cancellation).Count(diagnostic => Unknown.Contains(diagnostic.Id));
    }
}

/// <summary>A cell in a chain, and the way from its written text to the compiled one and back.</summary>
internal sealed record CellView(ChainView Chain, Document Document, CellSource Source)
{
    /// <summary>The place in the document at which an editor's position is.</summary>
    public int At(TextPosition position) => Source.ToCompiled(position.In(Source.Written));

    /// <summary>Where a part of the document is written; null for what is written nowhere.</summary>
    public TextRange? Written(TextSpan span) => Source.ToWritten(span) is TextSpan written ? TextRange.Of(written, Source.Written) : null;
}
