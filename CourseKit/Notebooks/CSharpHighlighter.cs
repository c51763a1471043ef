using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Notebooks;

/// <summary>Colours C# by its syntax alone: what a name stands for is guessed from where it stands.</summary>
internal static class CSharpHighlighter
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);

    /// <summary>The code as HTML: spans of class k(eyword), s(tring), n(umber), c(omment), t(ype), m(ethod) and d(irective).</summary>
    public static string Html(string code)
    {
        var html = new StringBuilder();
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(code, Script).GetRoot().DescendantTokens())
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia) Write(html, trivia.ToFullString(), ClassOf(trivia));
            Write(html, token.Text, ClassOf(token));
            foreach (SyntaxTrivia trivia in token.TrailingTrivia) Write(html, trivia.ToFullString(), ClassOf(trivia));
        }
        return html.ToString();
    }

    private static void Write(StringBuilder html, string text, string? kind)
    {
        if (text.Length == 0) return;
        string escaped = HtmlText.Escape(text);
        html.Append(kind is null ? escaped : $"<span class=\"{kind}\">{escaped}</span>");
    }

    private static string? ClassOf(SyntaxTrivia trivia) =>
        trivia.IsDirective ? "d"
        : trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia ? "c"
        : null;

    private static string? ClassOf(SyntaxToken token)
    {
        if (token.IsKeyword()) return "k";
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringStartToken
                or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedVerbatimStringStartToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
                or SyntaxKind.InterpolatedRawStringEndToken:
                return "s";
            case SyntaxKind.NumericLiteralToken:
                return "n";
            case SyntaxKind.IdentifierToken:
                return ClassOfName(token);
            default:
                return null;
        }
    }

    private static string? ClassOfName(SyntaxToken name) => name.Parent switch
    {
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or TypeParameterSyntax or ConstructorDeclarationSyntax => "t",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "m",
        SimpleNameSyntax simple when IsContextualKeyword(simple) => "k",
        SimpleNameSyntax simple when IsCalled(simple) => "m",
        SimpleNameSyntax simple when SyntaxFacts.IsInTypeOnlyContext(simple) => "t",
        // A capitalised name before a point is a type far more often than a property.
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } simple when access.Expression == simple && name.Text is [>= 'A' and <= 'Z', ..] => "t",
        _ => null,
    };

    private static bool IsContextualKeyword(SimpleNameSyntax name) => name.Identifier.Text is "var" or "nameof" or "dynamic";

    private static bool IsCalled(SimpleNameSyntax name) =>
        name.Parent is InvocationExpressionSyntax
        || name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Name == name && call.Expression == access;
}
