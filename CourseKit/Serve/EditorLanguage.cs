using System.Collections.Concurrent;

namespace CourseKit.Serve;

/// <summary>What C# means in the notebooks that an editor has open.</summary>
internal sealed class EditorLanguage(OpenNotebooks notebooks, NotebookSessions sessions)
{
    private readonly ConcurrentDictionary<string, NotebookLanguage> languages = [];

    /// <summary>What the editor can do; said when the connection begins.</summary>
    public ClientAbilities Abilities { get; set; } = new(false, false);

    /// <summary>The notebook of a cell, and what it means.</summary>
    public (OpenNotebook Notebook, NotebookLanguage Language)? Of(string cell) =>
        notebooks.OfCell(cell) is OpenNotebook notebook ? (notebook, For(notebook.Uri)) : null;

    public NotebookLanguage For(string notebook) =>
        languages.GetOrAdd(notebook, uri => new NotebookLanguage(NotebookSessions.FolderOf(uri)));

    public void Forget(string notebook) => languages.TryRemove(notebook, out _);

    /// <summary>The cell as it is best understood; null for a document that is no open cell.</summary>
    public async Task<CellView?> ViewAsync(string cell, CancellationToken cancellation)
    {
        if (Of(cell) is not var (notebook, language))
            return null;
        return await language.ViewAsync(notebook, cell, sessions.Find(notebook.Uri)?.Ran ?? [], cancellation);
    }

    /// <summary>The cell behind those above it as they stand, where a change may reach all of them.</summary>
    public CellView? Written(string cell)
    {
        if (Of(cell) is not var (notebook, language))
            return null;
        ChainView chain = language.Written(notebook, sessions.Find(notebook.Uri)?.Ran ?? []);
        return chain.Find(cell) is { } document ? new CellView(chain, document, chain.Cells[document.Id].Source) : null;
    }

    /// <summary>Does once what editors ask for first, so that their first question finds it compiled.</summary>
    public async Task WarmUpAsync()
    {
        const string cell = "warm-up";
        var notebook = new OpenNotebook("", [new OpenCell(cell, "var list = new List<int>();\nConsole.WriteLine(list.Count);\nlist.")]);
        if (
            await new NotebookLanguage(Directory.GetCurrentDirectory()).ViewAsync(notebook, cell, [], CancellationToken.None)
            is CellView view
        )
            await Completions.WarmUpAsync(view, CancellationToken.None);
    }
}
