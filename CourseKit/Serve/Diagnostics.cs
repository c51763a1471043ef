using System.Collections.Concurrent;
using CourseKit.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

/// <summary>Tells the editor what the compiler thinks of the cells of a notebook, when they have not changed for a moment.</summary>
internal sealed class Diagnostics(EditorConnection editor, OpenNotebooks notebooks, EditorLanguage language, TextWriter log)
{
    private const string NotRead = "CS9113";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, Watch> watches = [];
    private readonly ConcurrentDictionary<string, IReadOnlyList<LspDiagnostic>> told = [];

    /// <summary>Looks at the notebook's cells, from the first that may mean something else than before.</summary>
    public void Look(string notebook, int first)
    {
        Watch watch = watches.GetOrAdd(notebook, _ => new Watch());
        var current = new CancellationTokenSource();
        int from;
        lock (watch)
        {
            watch.Current?.Cancel();
            watch.Current = current;
            // What was not looked at because of this change may stand above it.
            from = watch.From = Math.Min(watch.From, first);
        }
        _ = Task.Run(() => LookAsync(notebook, from, watch, current));
    }

    /// <summary>A closed notebook has no errors.</summary>
    public void Forget(OpenNotebook closed)
    {
        if (watches.TryRemove(closed.Uri, out Watch? watch))
            lock (watch)
                watch.Current?.Cancel();
        Clear(closed.Cells);
    }

    /// <summary>Nor have cells that are gone.</summary>
    public void Clear(IEnumerable<OpenCell> gone)
    {
        foreach (OpenCell cell in gone)
        {
            Tell(cell.Uri, []);
            told.TryRemove(cell.Uri, out _);
        }
    }

    private async Task LookAsync(string uri, int from, Watch watch, CancellationTokenSource current)
    {
        CancellationToken cancellation = current.Token;
        try
        {
            await Task.Delay(Pause, cancellation);
            if (notebooks.Find(uri) is not OpenNotebook notebook)
                return;
            foreach (OpenCell cell in notebook.Cells.Skip(from))
            {
                if (await language.ViewAsync(cell.Uri, cancellation) is not CellView view)
                    continue;
                IReadOnlyList<LspDiagnostic> found = await OfAsync(view, cancellation);
                cancellation.ThrowIfCancellationRequested();
                Tell(cell.Uri, found);
            }
            lock (watch)
                if (watch.Current == current)
                    watch.From = int.MaxValue;
        }
        catch (OperationCanceledException) { }
        catch (Exception failure)
        {
            // Half-written text leads into corners of the compiler; the next change is looked at all the same.
            log.WriteLine(
                $"coursekit serve: no diagnostics for {uri}: {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}"
            );
        }
    }

    private void Tell(string cell, IReadOnlyList<LspDiagnostic> found)
    {
        if (told.TryGetValue(cell, out IReadOnlyList<LspDiagnostic>? before) ? before.SequenceEqual(found) : found.Count == 0)
            return;
        told[cell] = found;
        editor.Tell("textDocument/publishDiagnostics", new DiagnosticsParams(cell, found));
    }

    private static async Task<IReadOnlyList<LspDiagnostic>> OfAsync(CellView view, CancellationToken cancellation)
    {
        SemanticModel model = (await view.Document.GetSemanticModelAsync(cancellation))!;
        Diagnostic[] all =
        [
            .. model
                .GetDiagnostics(cancellationToken: cancellation)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Location.IsInSource),
        ];
        // Variables that only a block can hold get one when the cell runs, where that is possible.
        if (
            UnheldVariables.In(all) is UnheldVariables unheld
            && CellDialect.Enclosed(view.Source.Compiled.ToString(), unheld.Places) is not null
        )
            all = [.. all.Where(diagnostic => diagnostic.Id is not ("CS8345" or "CS8346"))];
        return
        [
            .. all.Select(diagnostic => Of(diagnostic, view))
                .OfType<LspDiagnostic>()
                .DistinctBy(diagnostic => (diagnostic.Code, diagnostic.Range)),
        ];
    }

    private static LspDiagnostic? Of(Diagnostic diagnostic, CellView view)
    {
        TextSpan span = diagnostic.Location.SourceSpan;
        if (view.Written(span) is not TextRange range)
            return null;
        // A parameter that an untouched stub does not read is no mistake.
        if (diagnostic.Id == NotRead)
            return new(range, 4, diagnostic.Id, "C#", CellAdvice.MessageOf(diagnostic), [1]);
        return new(range, diagnostic.Severity == DiagnosticSeverity.Error ? 1 : 2, diagnostic.Id, "C#", CellAdvice.MessageOf(diagnostic));
    }

    /// <summary>Where looking at a notebook stands.</summary>
    private sealed class Watch
    {
        public CancellationTokenSource? Current { get; set; }

        /// <summary>The first cell that is still to be looked at.</summary>
        public int From { get; set; } = int.MaxValue;
    }
}
