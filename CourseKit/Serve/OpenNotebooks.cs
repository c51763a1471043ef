using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CourseKit.Notebooks;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

/// <summary>A C# cell of an open notebook, as the editor shows it now.</summary>
/// <param name="uri">Of its text.</param>
/// <param name="metadata">What the editor knows of the cell besides.</param>
internal sealed class OpenCell(string uri, string text, JsonObject? metadata = null)
{
    private readonly Lazy<CellRole> role = new(() => RoleOf(metadata));

    private readonly Lazy<CellSource> source = new(() => CellSource.Of(text));

    public string Uri => uri;

    public string Text => text;

    /// <summary>nbformat's id of the cell, where the editor tells it.</summary>
    public string? Id => metadata?["id"]?.ToString();

    /// <summary>What the course says of the cell.</summary>
    public CellRole Role => role.Value;

    /// <summary>The cell with another text.</summary>
    public OpenCell With(string changed) => new(uri, changed, metadata);

    /// <summary>The text as it is compiled.</summary>
    public CellSource Source => source.Value;

    private static CellRole RoleOf(JsonObject? metadata)
    {
        foreach (JsonNode? place in (JsonNode?[])[metadata, metadata?["metadata"], (metadata?["custom"] as JsonObject)?["metadata"]])
            if (place is JsonObject known && known["coursekit"] is JsonObject)
                return CellRole.Of(known);
        return new CellRole();
    }
}

/// <summary>An open notebook's C# cells in order; a change makes another one.</summary>
internal sealed record OpenNotebook(string Uri, ImmutableArray<OpenCell> Cells)
{
    public int IndexOf(string cell)
    {
        for (int at = 0; at < Cells.Length; at++)
            if (Cells[at].Uri == cell)
                return at;
        return -1;
    }
}

/// <summary>What the editor has open.</summary>
internal sealed class OpenNotebooks
{
    private readonly object gate = new();
    private readonly Dictionary<string, OpenNotebook> notebooks = [];
    private readonly Dictionary<string, string> notebookOf = [];

    public OpenNotebook Open(OpenNotebookParams opened)
    {
        Dictionary<string, string> texts = (opened.CellTextDocuments ?? []).ToDictionary(item => item.Uri, item => item.Text);
        var notebook = new OpenNotebook(
            opened.NotebookDocument.Uri,
            [
                .. (opened.NotebookDocument.Cells ?? [])
                    .Where(cell => texts.ContainsKey(cell.Document))
                    .Select(cell => new OpenCell(cell.Document, texts[cell.Document], cell.Metadata)),
            ]
        );
        Keep(notebook);
        return notebook;
    }

    /// <summary>
    /// The notebook after the change, the first cell that is another than before, and the cells that are gone; null for a notebook that is
    /// not open.
    /// </summary>
    public (OpenNotebook Notebook, int First, IReadOnlyList<OpenCell> Gone)? Change(ChangeNotebookParams changed)
    {
        if (Find(changed.NotebookDocument.Uri) is not OpenNotebook before)
            return null;
        ImmutableArray<OpenCell> cells = before.Cells;
        if (changed.Change.Cells?.Structure is CellStructure structure)
        {
            Dictionary<string, OpenCell> known = cells.ToDictionary(cell => cell.Uri);
            Dictionary<string, JsonObject?> metadata = (structure.Array.Cells ?? []).ToDictionary(
                cell => cell.Document,
                cell => cell.Metadata
            );
            foreach (TextItem item in structure.DidOpen ?? [])
                known[item.Uri] = new OpenCell(item.Uri, item.Text, metadata.GetValueOrDefault(item.Uri));
            int start = Math.Clamp(structure.Array.Start, 0, cells.Length),
                count = Math.Clamp(structure.Array.DeleteCount, 0, cells.Length - start);
            cells = cells.RemoveRange(start, count);
            cells = cells.InsertRange(
                start,
                (structure.Array.Cells ?? []).Select(cell => known.GetValueOrDefault(cell.Document)).OfType<OpenCell>()
            );
        }
        foreach (CellTextChange change in changed.Change.Cells?.TextContent ?? [])
            for (int at = 0; at < cells.Length; at++)
                if (cells[at].Uri == change.Document.Uri)
                    cells = cells.SetItem(at, cells[at].With(Changed(cells[at].Text, change.Changes)));
        int first = 0;
        while (first < cells.Length && first < before.Cells.Length && cells[first] == before.Cells[first])
            first++;
        var notebook = new OpenNotebook(before.Uri, cells);
        Keep(notebook);
        return (notebook, first, [.. before.Cells.Where(cell => notebook.IndexOf(cell.Uri) < 0)]);
    }

    public OpenNotebook? Close(string notebook)
    {
        lock (gate)
        {
            if (!notebooks.Remove(notebook, out OpenNotebook? closed))
                return null;
            foreach (OpenCell cell in closed.Cells)
                notebookOf.Remove(cell.Uri);
            return closed;
        }
    }

    public OpenNotebook? Find(string notebook)
    {
        lock (gate)
            return notebooks.GetValueOrDefault(notebook);
    }

    /// <summary>The notebook that a cell stands in.</summary>
    public OpenNotebook? OfCell(string cell)
    {
        lock (gate)
            return notebookOf.TryGetValue(cell, out string? notebook) ? notebooks.GetValueOrDefault(notebook) : null;
    }

    private void Keep(OpenNotebook notebook)
    {
        lock (gate)
        {
            if (notebooks.TryGetValue(notebook.Uri, out OpenNotebook? before))
                foreach (OpenCell cell in before.Cells)
                    notebookOf.Remove(cell.Uri);
            notebooks[notebook.Uri] = notebook;
            foreach (OpenCell cell in notebook.Cells)
                notebookOf[cell.Uri] = notebook.Uri;
        }
    }

    private static string Changed(string text, IReadOnlyList<ContentChange> changes)
    {
        foreach (ContentChange change in changes)
            if (change.Range is null)
                text = change.Text;
            else
            {
                TextSpan span = change.Range.In(SourceText.From(text));
                text = string.Concat(text.AsSpan(0, span.Start), change.Text, text.AsSpan(span.End));
            }
        return text;
    }
}
