using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;
using StreamJsonRpc;

namespace CourseKit.Serve;

/// <summary>Where a name is declared, where else it stands, and what else it could be called.</summary>
internal sealed class Navigation(EditorLanguage language)
{
    [JsonRpcMethod("textDocument/definition", UseSingleObjectParameterDeserialization = true)]
    public async Task<IReadOnlyList<Place>?> DefinitionAsync(PositionParams request, CancellationToken cancellation)
    {
        if (await language.ViewAsync(request.TextDocument.Uri, cancellation) is not CellView view)
            return null;
        if (await SymbolFinder.FindSymbolAtPositionAsync(view.Document, view.At(request.Position), cancellation) is not ISymbol symbol)
            return null;
        Place[] written = [.. symbol.Locations.Select(location => PlaceOf(location, view.Chain)).OfType<Place>()];
        if (written.Length > 0)
            return written;
        return MetadataPage.Of(symbol) is Place page ? [page] : null;
    }

    [JsonRpcMethod("textDocument/references", UseSingleObjectParameterDeserialization = true)]
    public async Task<IReadOnlyList<Place>?> ReferencesAsync(ReferenceParams request, CancellationToken cancellation)
    {
        if (language.Written(request.TextDocument.Uri) is not CellView view)
            return null;
        if (await SymbolFinder.FindSymbolAtPositionAsync(view.Document, view.At(request.Position), cancellation) is not ISymbol symbol)
            return null;
        var places = new List<Place?>();
        foreach (ReferencedSymbol found in await SymbolFinder.FindReferencesAsync(symbol, view.Chain.Solution, cancellation))
        {
            if (request.Context?.IncludeDeclaration ?? true)
                places.AddRange(found.Definition.Locations.Select(location => PlaceOf(location, view.Chain)));
            places.AddRange(found.Locations.Select(location => PlaceOf(location.Location, view.Chain)));
        }
        return [.. places.OfType<Place>().Distinct()];
    }

    [JsonRpcMethod("textDocument/prepareRename", UseSingleObjectParameterDeserialization = true)]
    public async Task<TextRange?> PrepareRenameAsync(PositionParams request, CancellationToken cancellation)
    {
        if (language.Written(request.TextDocument.Uri) is not CellView view)
            return null;
        int position = view.At(request.Position);
        if (await RenamedAsync(view, position, cancellation) is null)
            return null;
        SyntaxNode root = (await view.Document.GetSyntaxRootAsync(cancellation))!;
        SyntaxToken token = root.FindToken(position);
        if (!token.IsKind(SyntaxKind.IdentifierToken) && position > 0)
            token = root.FindToken(position - 1);
        return token.IsKind(SyntaxKind.IdentifierToken) ? view.Written(token.Span) : null;
    }

    /// <exception cref="LocalRpcException">The new name is none, or what it names is not the notebook's.</exception>
    [JsonRpcMethod("textDocument/rename", UseSingleObjectParameterDeserialization = true)]
    public async Task<JsonObject?> RenameAsync(RenameParams request, CancellationToken cancellation)
    {
        if (language.Written(request.TextDocument.Uri) is not CellView view)
            return null;
        string name = request.NewName.Trim();
        if (!SyntaxFacts.IsValidIdentifier(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
            throw new LocalRpcException($"'{name}' is no name in C#");
        if (await RenamedAsync(view, view.At(request.Position), cancellation) is not ISymbol symbol)
            throw new LocalRpcException("only what this notebook declares can be renamed");
        Solution changed =
            await Renaming.ApplyAsync(view.Chain, symbol, name, cancellation)
            ?? throw new LocalRpcException($"'{name}' already means something else where '{symbol.Name}' stands");
        return await WorkspaceEdit.OfAsync(view.Chain, changed, cancellation);
    }

    [JsonRpcMethod("textDocument/documentSymbol", UseSingleObjectParameterDeserialization = true)]
    public async Task<IReadOnlyList<JsonObject>?> SymbolsAsync(DocumentParams request, CancellationToken cancellation)
    {
        if (language.Written(request.TextDocument.Uri) is not CellView view)
            return null;
        var root = (CompilationUnitSyntax)(await view.Document.GetSyntaxRootAsync(cancellation))!;
        return [.. root.Members.SelectMany(member => Outline(member, view, isTop: true))];
    }

    private static async Task<ISymbol?> RenamedAsync(CellView view, int position, CancellationToken cancellation) =>
        await SymbolFinder.FindSymbolAtPositionAsync(view.Document, position, cancellation) is ISymbol symbol and not INamespaceSymbol
        && symbol.Locations.Any(location => PlaceOf(location, view.Chain) is not null)
            ? symbol
            : null;

    private static Place? PlaceOf(Location location, ChainView chain) =>
        location.IsInSource
        && chain.Solution.GetDocument(location.SourceTree) is { Id: var id }
        && chain.Cells.TryGetValue(id, out ChainedCell? cell)
        && cell.Source.ToWritten(location.SourceSpan) is TextSpan span
            ? new Place(cell.Uri, TextRange.Of(span, cell.Source.Written))
            : null;

    /// <summary>A declaration and, of a type, its members.</summary>
    private static IEnumerable<JsonObject> Outline(MemberDeclarationSyntax member, CellView view, bool isTop)
    {
        const int method = 6,
            property = 7,
            field = 8,
            constructor = 9,
            enumeration = 10,
            contract = 11,
            function = 12,
            variable = 13,
            constant = 22,
            structure = 23,
            type = 5,
            happening = 24;
        IEnumerable<(SyntaxToken Name, int Kind, SyntaxNode Whole)> declared = member switch
        {
            FieldDeclarationSyntax fields => fields.Declaration.Variables.Select(one =>
                (one.Identifier, isTop ? variable : field, fields.Declaration.Variables.Count == 1 ? fields : (SyntaxNode)one)
            ),
            EventFieldDeclarationSyntax events => events.Declaration.Variables.Select(one => (one.Identifier, happening, (SyntaxNode)one)),
            MethodDeclarationSyntax own => [(own.Identifier, isTop ? function : method, own)],
            ConstructorDeclarationSyntax own => [(own.Identifier, constructor, own)],
            PropertyDeclarationSyntax own => [(own.Identifier, property, own)],
            DelegateDeclarationSyntax own => [(own.Identifier, type, own)],
            EnumMemberDeclarationSyntax own => [(own.Identifier, constant, own)],
            EnumDeclarationSyntax own => [(own.Identifier, enumeration, own)],
            InterfaceDeclarationSyntax own => [(own.Identifier, contract, own)],
            StructDeclarationSyntax own => [(own.Identifier, structure, own)],
            TypeDeclarationSyntax own => [(own.Identifier, type, own)],
            _ => [],
        };
        foreach ((SyntaxToken name, int kind, SyntaxNode whole) in declared)
        {
            if (
                name.ValueText.Length == 0
                || view.Written(name.Span) is not TextRange selection
                || view.Written(whole.Span) is not TextRange range
            )
                continue;
            IEnumerable<MemberDeclarationSyntax> inner =
                member is TypeDeclarationSyntax { Members: var members } ? members
                : member is EnumDeclarationSyntax { Members: var values } ? values
                : [];
            yield return new JsonObject
            {
                ["name"] = name.ValueText,
                ["kind"] = kind,
                ["range"] = JsonSerializer.SerializeToNode(range, EditorConnection.Options),
                ["selectionRange"] = JsonSerializer.SerializeToNode(selection, EditorConnection.Options),
                ["children"] = new JsonArray([.. inner.SelectMany(one => Outline(one, view, isTop: false))]),
            };
        }
    }
}
