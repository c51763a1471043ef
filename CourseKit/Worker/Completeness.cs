using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Worker;

/// <summary>Tells a console whether Enter should run the text or begin another line.</summary>
internal static class Completeness
{
    private const int IndentSize = 4;

    public static IsCompleteAnswer Answer(IsCompleteRequest request)
    {
        if (!CanFollowDirectives(request.Code)) return new IsCompleteAnswer(request.Id, "invalid");
        string text = CellDialect.Rewritten(CellDirectives.Blanked(request.Code));
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, CellSession.Parsing);
        Diagnostic? first = FirstError(tree);
        if (first is null) return new IsCompleteAnswer(request.Id, "complete");
        return Continuation.Exists(text, tree, first)
            ? new IsCompleteAnswer(request.Id, "incomplete", Indent(tree.GetRoot()))
            : new IsCompleteAnswer(request.Id, "invalid");
    }

    /// <summary>The error that stands first in the text; those behind it may be its consequences.</summary>
    public static Diagnostic? FirstError(SyntaxTree tree) =>
        tree.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).MinBy(diagnostic => diagnostic.Location.SourceSpan.Start);

    private static bool CanFollowDirectives(string code)
    {
        try
        {
            _ = CellDirectives.Of(code, "");
            return true;
        }
        catch (CellFailure)
        {
            return false;
        }
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
