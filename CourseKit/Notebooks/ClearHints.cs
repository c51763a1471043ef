using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Notebooks;

/// <summary>Takes the hints out of check cells: under the stub they would give the solution away. The oracle has them, and tells them when they help.</summary>
internal static class ClearHints
{
    public static Notebook Apply(Notebook notebook) => notebook.Map(cell => cell.Role.Role == CellRole.Check ? cell with { Source = Clear(cell.Source) } : cell);

    /// <summary>The text of a check cell without its hints.</summary>
    public static string Clear(string source)
    {
        if (!source.Contains("hint:", StringComparison.Ordinal)) return source;
        var root = CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithKind(Microsoft.CodeAnalysis.SourceCodeKind.Script)).GetRoot();
        IEnumerable<TextChange> changes = root.DescendantNodes().OfType<ArgumentSyntax>()
            .Where(argument => argument.NameColon?.Name.Identifier.ValueText == "hint" && argument.Parent?.Parent is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Check" } },
            })
            .Select(argument => new TextChange(TextSpan.FromBounds(argument.GetFirstToken().GetPreviousToken() is { RawKind: (int)SyntaxKind.CommaToken } comma ? comma.SpanStart : argument.SpanStart, argument.Span.End), ""));
        return SourceText.From(source).WithChanges(changes).ToString();
    }
}
