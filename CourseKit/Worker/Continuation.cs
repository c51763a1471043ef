using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Worker;

/// <summary>
/// Whether further lines can make C# of a text that is none yet. Where the compiler misses something at the very end they can; where it stumbles
/// earlier, as it does over half of a generic type, they can if some are found with which it does not.
/// </summary>
internal static class Continuation
{
    /// <summary>To look for a continuation is to parse the text some hundred times.</summary>
    private const int LongestSearched = 20_000;

    /// <summary>A comment, a verbatim string, #if or #region that is open at the end: the compiler tells where it begins.</summary>
    private static readonly string[] OpenAtTheEnd = ["CS1035", "CS1039", "CS1027", "CS1038"];

    private const string OpenRawLiteral = "CS8997";

    /// <summary>What could end the innermost construct, and what could end the statement when all its brackets are closed.</summary>
    private static readonly string[] Middles = ["", " x", "> x", ">> x", " x> x", "\"", "}\"", ": x", " => x", " finally { }", " int x() { }"],
        Ends = ["", ";", " x;", " { }", " => x;", " int x;", " int x() { }"];

    /// <param name="first">The first error of <paramref name="text"/>.</param>
    public static bool Exists(string text, SyntaxTree tree, Diagnostic first)
    {
        SyntaxToken[] tokens = [.. SyntaxFactory.ParseTokens(text, options: CellSession.Parsing).Where(token => !token.IsKind(SyntaxKind.EndOfFileToken))];
        if (HasBrokenDirective(tree) || Closers(tokens) is not string closers) return false;
        IReadOnlyList<string> middles = Middles;
        if (tokens.Length > 0 && IsOpenLiteral(tokens[^1], first)) middles = EndsOf(tokens[^1].Text);
        else if (OpenAtTheEnd.Contains(first.Id) || tokens.Length == 0 || first.Location.SourceSpan.Start >= tokens[^1].Span.End) return true;
        return text.Length <= LongestSearched && middles.Any(middle => Ends.Any(end => IsWhole($"{text}\n{middle}{closers}{end}")));
    }

    /// <summary>A directive ends with its line.</summary>
    private static bool HasBrokenDirective(SyntaxTree tree) => tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<DirectiveTriviaSyntax>()
        .Any(directive => directive.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    /// <summary>Whether a raw or an interpolated literal is open at the end, of which only some can go on in the next line.</summary>
    private static bool IsOpenLiteral(SyntaxToken last, Diagnostic first)
    {
        bool isInterpolated = last.Text.StartsWith('$') || last.Text.StartsWith("@$", StringComparison.Ordinal);
        return first.Id == OpenRawLiteral || (isInterpolated && last.ContainsDiagnostics);
    }

    /// <summary>What could end a literal that is open: as text, or in an expression between its braces, where brackets may be open, too.</summary>
    private static string[] EndsOf(string literal)
    {
        string quotes = Quotes(literal), end = quotes.Length > 0 ? "\n" + quotes : "\"";
        string braces = new('}', Math.Max(1, literal.Length - literal.TrimStart('$').Length));
        string expression = literal[(literal.LastIndexOf('{') + 1)..], brackets = Closers(SyntaxFactory.ParseTokens(expression, options: CellSession.Parsing)) ?? "";
        return [end, .. ((string[])["", " x", ": x"]).Select(middle => middle + brackets + braces + end)];
    }

    private static bool IsWhole(string text) => Completeness.FirstError(CSharpSyntaxTree.ParseText(text, CellSession.Parsing)) is null;

    /// <summary>What closes the brackets that are open at the end, the innermost first; null when one was closed that was not open.</summary>
    private static string? Closers(IEnumerable<SyntaxToken> tokens)
    {
        var open = new Stack<char>();
        foreach (SyntaxToken token in tokens)
            switch (token.Kind())
            {
                case SyntaxKind.OpenBraceToken: open.Push('}'); break;
                case SyntaxKind.OpenParenToken: open.Push(')'); break;
                case SyntaxKind.OpenBracketToken: open.Push(']'); break;
                case SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken:
                    if (!open.TryPop(out char closer) || closer != token.Text[0]) return null;
                    break;
            }
        return string.Concat(open);
    }

    /// <summary>The quotes that a raw string literal begins with, and has to end with; empty for other tokens.</summary>
    private static string Quotes(string token)
    {
        string literal = token.TrimStart('$');
        int count = literal.Length - literal.TrimStart('"').Length;
        return count >= 3 ? new string('"', count) : "";
    }
}
