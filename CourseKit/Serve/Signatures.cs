using CourseKit.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StreamJsonRpc;

namespace CourseKit.Serve;

internal sealed record SignatureHelp(IReadOnlyList<Signature> Signatures, int ActiveSignature, int ActiveParameter);

internal sealed record Signature(string Label, Markup? Documentation, IReadOnlyList<SignatureParameter> Parameters);

/// <param name="Label">Where in the signature's label it stands: start and end.</param>
internal sealed record SignatureParameter(int[] Label, Markup? Documentation);

internal sealed record Markup(string Kind, string Value)
{
    public static Markup? Of(string markdown) => markdown.Length == 0 ? null : new("markdown", markdown);
}

/// <summary>
/// The overloads of the call in whose brackets the cursor stands. Roslyn has this, but not for others: its service is internal.
/// </summary>
internal sealed class Signatures(EditorLanguage language)
{
    [JsonRpcMethod("textDocument/signatureHelp", UseSingleObjectParameterDeserialization = true)]
    public async Task<SignatureHelp?> HelpAsync(PositionParams request, CancellationToken cancellation)
    {
        if (await language.ViewAsync(request.TextDocument.Uri, cancellation) is not CellView view)
            return null;
        int position = view.At(request.Position);
        SyntaxNode root = (await view.Document.GetSyntaxRootAsync(cancellation))!;
        SemanticModel model = (await view.Document.GetSemanticModelAsync(cancellation))!;
        if (CallAt(root, position) is not var (call, separators, names))
            return null;
        IMethodSymbol[] called = [.. Called(model, call, cancellation)];
        if (called.Length == 0)
            return null;
        int argument = separators.Count(comma => comma < position);
        ISymbol? meant = model.GetSymbolInfo(call, cancellation).Symbol;
        int active = Math.Max(
            0,
            Array.FindIndex(
                called,
                method =>
                    SymbolEqualityComparer.Default.Equals(method, meant)
                    || SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, meant?.OriginalDefinition)
            )
        );
        // An overload with room for the argument that is being written.
        if (argument >= Room(called[active]) && Array.FindIndex(called, method => argument < Room(method)) is >= 0 and int wider)
            active = wider;
        int parameter = names.ElementAtOrDefault(argument) is string name
            ? called[active].Parameters.ToList().FindIndex(one => one.Name == name)
            : argument;
        return new SignatureHelp(
            [.. called.Select(Describe)],
            active,
            parameter < 0 ? argument : Math.Min(parameter, Math.Max(0, called[active].Parameters.Length - 1))
        );
    }

    private static int Room(IMethodSymbol method) =>
        method.Parameters is [.., { IsParams: true }] ? int.MaxValue : method.Parameters.Length;

    /// <summary>The innermost call around a place: itself, its commas, and the names that arguments are given by.</summary>
    private static (SyntaxNode Call, IReadOnlyList<int> Separators, IReadOnlyList<string?> Names)? CallAt(SyntaxNode root, int position)
    {
        SyntaxToken token = root.FindToken(Math.Max(0, position - 1));
        for (SyntaxNode? node = token.Parent; node is not null; node = node.Parent)
        {
            if (
                node is BaseArgumentListSyntax
                {
                    Parent: ExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax
                } list
            )
            {
                SyntaxToken open = list.GetFirstToken(),
                    close = list.GetLastToken(includeZeroWidth: true);
                if (position < open.Span.End || !close.IsMissing && position > close.SpanStart)
                    continue;
                if (list is not ArgumentListSyntax)
                    continue;
                return (
                    list.Parent!,
                    [.. list.Arguments.GetSeparators().Select(comma => comma.SpanStart)],
                    [.. list.Arguments.Select(argument => argument.NameColon?.Name.Identifier.ValueText)]
                );
            }
            if (node is AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } of)
                return (
                    attribute,
                    [.. of.Arguments.GetSeparators().Select(comma => comma.SpanStart)],
                    [.. of.Arguments.Select(argument => argument.NameColon?.Name.Identifier.ValueText)]
                );
            // In the body of a lambda the call around it is out of sight.
            if (node is BlockSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
                return null;
        }
        return null;
    }

    private static IEnumerable<IMethodSymbol> Called(SemanticModel model, SyntaxNode call, CancellationToken cancellation)
    {
        IEnumerable<ISymbol> all = call switch
        {
            InvocationExpressionSyntax invocation => model.GetMemberGroup(invocation.Expression, cancellation) is { Length: > 0 } group
                ? group
            : model.GetTypeInfo(invocation.Expression, cancellation).Type is INamedTypeSymbol { DelegateInvokeMethod: IMethodSymbol invoke }
                ? [invoke]
            : [],
            BaseObjectCreationExpressionSyntax => (model.GetTypeInfo(call, cancellation).Type as INamedTypeSymbol)?.InstanceConstructors
                ?? [],
            AttributeSyntax => (model.GetTypeInfo(call, cancellation).Type as INamedTypeSymbol)?.InstanceConstructors ?? [],
            ConstructorInitializerSyntax initializer => model.GetMemberGroup(initializer, cancellation) is { Length: > 0 } group ? group
            : model.GetSymbolInfo(initializer, cancellation) is { CandidateSymbols: var candidates, Symbol: var symbol }
                ? [.. candidates, .. symbol is null ? Array.Empty<ISymbol>() : [symbol]]
            : [],
            PrimaryConstructorBaseTypeSyntax based => (
                model.GetTypeInfo(based.Type, cancellation).Type as INamedTypeSymbol
            )?.InstanceConstructors
                ?? [],
            _ => [],
        };
        return all.OfType<IMethodSymbol>()
            .Where(method => model.IsAccessible(call.SpanStart, method))
            .OrderBy(method => method.Parameters.Length);
    }

    private static Signature Describe(IMethodSymbol method)
    {
        Documentation documentation = Documentation.Of(method);
        string label = SymbolText.Of(method);
        var parameters = new List<SignatureParameter>();
        int from = label.LastIndexOf(')');
        // From the end: the types before may have brackets and names of their own.
        int open = Math.Max(0, Opening(label, from));
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            string text = parameter.ToDisplayString(SymbolText.Signature);
            int at = label.IndexOf(text, Math.Min(open, label.Length), StringComparison.Ordinal);
            if (at < 0)
                (at, text) = (open, "");
            parameters.Add(new SignatureParameter([at, at + text.Length], Markup.Of(documentation.Parameter(parameter.Name))));
            open = at + text.Length;
        }
        return new Signature(label, Markup.Of(documentation.Summary()), parameters);
    }

    private static int Opening(string label, int close)
    {
        int depth = 0;
        for (int at = close; at >= 0; at--)
            if (label[at] == ')')
                depth++;
            else if (label[at] == '(' && --depth == 0)
                return at;
        return 0;
    }
}
