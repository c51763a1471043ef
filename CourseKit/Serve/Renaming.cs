using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

/// <summary>Gives what cells declare another name, wherever it stands.</summary>
/// <remarks>
/// Roslyn finds the places. Its own renaming takes what a cell declares for private to that cell, as it would be in a class, and gives up
/// when another names it.
/// </remarks>
internal static class Renaming
{
    /// <summary>
    /// The cells with the new name; null where it would mean something else at one of the places, or another thing would come to be called
    /// so.
    /// </summary>
    public static async Task<Solution?> ApplyAsync(ChainView chain, ISymbol symbol, string name, CancellationToken cancellation)
    {
        IReadOnlyDictionary<DocumentId, ImmutableSortedSet<int>> places = await PlacesAsync(chain.Solution, symbol, cancellation);
        if (places.Count == 0)
            return null;
        Solution changed = chain.Solution;
        foreach ((DocumentId id, ImmutableSortedSet<int> starts) in places)
        {
            SourceText text = await changed.GetDocument(id)!.GetTextAsync(cancellation);
            changed = changed.WithDocumentText(
                id,
                text.WithChanges(starts.Select(start => new TextChange(new TextSpan(start, symbol.Name.Length), name)))
            );
        }
        if (symbol.Name == name)
            return changed;
        if (await ErrorsAsync(changed, cancellation) > await ErrorsAsync(chain.Solution, cancellation))
            return null;
        (DocumentId document, ImmutableSortedSet<int> before) = places.First();
        ISymbol? renamed = await SymbolFinder.FindSymbolAtPositionAsync(changed.GetDocument(document)!, before[0], cancellation);
        if (renamed is null)
            return null;
        IReadOnlyDictionary<DocumentId, ImmutableSortedSet<int>> after = await PlacesAsync(changed, renamed, cancellation);
        return
            after.Count == places.Count
            && places.All(pair =>
                after.TryGetValue(pair.Key, out ImmutableSortedSet<int>? starts)
                && starts.SequenceEqual(Moved(pair.Value, name.Length - symbol.Name.Length))
            )
            ? changed
            : null;
    }

    private static IEnumerable<int> Moved(ImmutableSortedSet<int> starts, int longer) => starts.Select((start, at) => start + at * longer);

    /// <summary>Where the symbol's name begins.</summary>
    private static async Task<IReadOnlyDictionary<DocumentId, ImmutableSortedSet<int>>> PlacesAsync(
        Solution solution,
        ISymbol symbol,
        CancellationToken cancellation
    )
    {
        var places = new Dictionary<DocumentId, ImmutableSortedSet<int>>();
        foreach (ReferencedSymbol found in await SymbolFinder.FindReferencesAsync(symbol, solution, cancellation))
            foreach (
                Location location in found.Definition.Locations.Concat(
                    found.Locations.Where(reference => !reference.IsImplicit).Select(reference => reference.Location)
                )
            )
            {
                if (!location.IsInSource || solution.GetDocument(location.SourceTree) is not Document document)
                    continue;
                SourceText text = await document.GetTextAsync(cancellation);
                TextSpan span = location.SourceSpan;
                if (span.Length > 0 && text[span.Start] == '@')
                    span = TextSpan.FromBounds(span.Start + 1, span.End);
                if (text.ToString(span) == symbol.Name)
                    places[document.Id] = places.GetValueOrDefault(document.Id, []).Add(span.Start);
            }
        return places;
    }

    private static async Task<int> ErrorsAsync(Solution solution, CancellationToken cancellation)
    {
        int errors = 0;
        foreach (Document document in solution.Projects.SelectMany(project => project.Documents))
            errors += (await document.GetSemanticModelAsync(cancellation))!
                .GetDiagnostics(cancellationToken: cancellation)
                .Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return errors;
    }
}
