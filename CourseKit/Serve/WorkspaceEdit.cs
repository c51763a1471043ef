using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

/// <summary>What Roslyn would change in cells, as an editor changes them.</summary>
internal static class WorkspaceEdit
{
    /// <summary>All cells in which <paramref name="changed"/> differs; null where it does nowhere.</summary>
    public static async Task<JsonObject?> OfAsync(ChainView chain, Solution changed, CancellationToken cancellation)
    {
        var changes = new JsonObject();
        foreach (
            DocumentId id in changed.GetChanges(chain.Solution).GetProjectChanges().SelectMany(project => project.GetChangedDocuments())
        )
        {
            if (!chain.Cells.TryGetValue(id, out ChainedCell? cell))
                continue;
            IReadOnlyList<Edit> edits = Written(
                await changed.GetDocument(id)!.GetTextChangesAsync(chain.Solution.GetDocument(id)!, cancellation),
                cell.Source
            );
            if (edits.Count > 0)
                changes[cell.Uri] = JsonSerializer.SerializeToNode(edits, EditorConnection.Options);
        }
        return changes.Count == 0 ? null : new JsonObject { ["changes"] = changes };
    }

    /// <summary>The changes that concern what is written; lines for the kernel, which the compiler takes for blanks, stay.</summary>
    public static IReadOnlyList<Edit> Written(IEnumerable<TextChange> changes, CellSource source)
    {
        var edits = new List<Edit>();
        foreach (TextChange change in changes.Select(change => Trimmed(change, source.Compiled)))
        {
            if (source.ToWritten(change.Span) is not TextSpan span)
                continue;
            if (source.Written.ToString(span) == source.Compiled.ToString(change.Span))
                edits.Add(new Edit(TextRange.Of(span, source.Written), change.NewText!));
            // What takes the place of blanks that are a line for the kernel goes before that line.
            else if (!string.IsNullOrWhiteSpace(change.NewText) && source.Written.Lines.GetLineFromPosition(span.Start).Start == span.Start)
                edits.Add(new Edit(TextRange.Of(new TextSpan(span.Start, 0), source.Written), change.NewText!.TrimEnd() + "\n"));
        }
        return edits;
    }

    /// <summary>Without what is alike before and after at its two ends, among which lines for the kernel may be.</summary>
    private static TextChange Trimmed(TextChange change, SourceText text)
    {
        string old = text.ToString(change.Span),
            made = change.NewText!;
        int end = 0,
            start = 0;
        while (end < Math.Min(old.Length, made.Length) && old[^(end + 1)] == made[^(end + 1)])
            end++;
        while (start < Math.Min(old.Length, made.Length) - end && old[start] == made[start])
            start++;
        return new TextChange(TextSpan.FromBounds(change.Span.Start + start, change.Span.End - end), made[start..^end]);
    }
}
