using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Worker;

/// <summary>Tells a console whether Enter should run the text or begin another line.</summary>
internal static class Completeness
{
    private const int IndentSize = 4;

    public static IsCompleteAnswer Answer(IsCompleteRequest request)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(CellDialect.Rewritten(CellDirectives.Blanked(request.Code)), CellSession.Parsing);
        if (!SyntaxFactory.IsCompleteSubmission(tree)) return new IsCompleteAnswer(request.Id, "incomplete", Indent(tree.GetRoot()));
        bool broken = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new IsCompleteAnswer(request.Id, broken ? "invalid" : "complete");
    }

    /// <summary>One step for each bracket that is open at the end.</summary>
    private static string Indent(SyntaxNode root)
    {
        int depth = 0;
        foreach (SyntaxToken token in root.DescendantTokens().Where(token => !token.IsMissing))
        {
            if (token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken) depth++;
            else if (token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken) depth--;
        }
        return new string(' ', IndentSize * Math.Max(0, depth));
    }
}
