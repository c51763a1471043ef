using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Worker;

/// <summary>What stands at the cursor: its signature, its overloads, and what its documentation says.</summary>
internal sealed class Inspection(CellSession session, InspectRequest request)
{
    private const int MostOverloads = 12;

    public InspectionAnswer Answer()
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(CellDirectives.Blanked(request.Code), CellSession.Parsing);
        SemanticModel model = session.Analyse(tree);
        if (NodeAt(tree.GetRoot(), Math.Clamp(request.Cursor, 0, request.Code.Length)) is not SyntaxNode node) return new InspectionAnswer(request.Id);
        IReadOnlyList<ISymbol> symbols = Symbols(model, node);
        if (symbols.Count == 0) return new InspectionAnswer(request.Id);

        string[] signatures = [.. symbols.Take(MostOverloads).Select(SymbolText.Of)];
        string more = symbols.Count > MostOverloads ? $"\n… and {symbols.Count - MostOverloads} more" : "";
        Documentation documentation = Documentation.Of(symbols[0]);
        string code = string.Join("\n", signatures) + more;
        return new InspectionAnswer(request.Id, (code + "\n\n" + documentation.Plain(request.Full)).TrimEnd(), $"```csharp\n{code}\n```\n\n{documentation.Markdown(request.Full)}".TrimEnd());
    }

    /// <summary>The name under or before the cursor; inside the brackets of a call, the name of what is called.</summary>
    private static SyntaxNode? NodeAt(SyntaxNode root, int cursor)
    {
        SyntaxToken token = root.FindToken(cursor);
        if (!IsName(token) || token.SpanStart > cursor)
        {
            SyntaxToken before = token.SpanStart >= cursor ? token.GetPreviousToken() : token;
            if (IsName(before) && before.Span.End == cursor) token = before;
            else return Called(before);
        }
        return IsName(token) ? token.Parent : Called(token);
    }

    private static bool IsName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) && token.Text.Length > 0 || token.Parent is PredefinedTypeSyntax;

    private static SyntaxNode? Called(SyntaxToken token) => token.Parent?.FirstAncestorOrSelf<ArgumentListSyntax>()?.Parent switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        ObjectCreationExpressionSyntax made => made,
        ImplicitObjectCreationExpressionSyntax made => made,
        _ => null,
    };

    private static IReadOnlyList<ISymbol> Symbols(SemanticModel model, SyntaxNode node)
    {
        // The overload that the call means stands first, then the others.
        SymbolInfo info = model.GetSymbolInfo(node);
        IEnumerable<ISymbol> group = node is ExpressionSyntax expression ? model.GetMemberGroup(expression) : [];
        ISymbol?[] best = [info.Symbol, .. info.CandidateSymbols];
        if (node is SimpleNameSyntax { Identifier.Text: "var" } or ImplicitObjectCreationExpressionSyntax) best = [model.GetTypeInfo(node).Type ?? info.Symbol];
        if (best is [null]) best = [model.GetDeclaredSymbol(node)];
        return [.. best.Concat(group).OfType<ISymbol>().Where(symbol => symbol is not IErrorTypeSymbol).Distinct(SymbolEqualityComparer.Default)];
    }
}
