using System.Text.Json.Nodes;
using CourseKit.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Serve;

/// <summary>The line of an answer that a failed check is about: where the answer declares what the check calls.</summary>
internal static class CheckLines
{
    /// <summary>Adds <c>line</c> (1-based, in the answer) to the failed checks of a report where it is known.</summary>
    /// <param name="report">The report as JSON.</param>
    /// <param name="check">The text of the check's cell.</param>
    /// <param name="answer">The text of the answer's cell.</param>
    public static string Added(string report, string check, string answer)
    {
        if (JsonNode.Parse(report) is not JsonObject whole || whole["checks"] is not JsonArray checks)
            return report;
        JsonObject[] failed = [.. checks.OfType<JsonObject>().Where(one => one["state"]?.ToString() == "failed")];
        if (failed.Length == 0)
            return report;
        (CompilationUnitSyntax calls, CompilationUnitSyntax declarations) = (Parsed(check), Parsed(answer));
        foreach (JsonObject one in failed)
            if (one["name"]?.ToString() is string name && LineOf(name, calls, declarations) is int line)
                one["line"] = line;
        return whole.ToJsonString(CourseLib.Checks.CheckReport.Json);
    }

    private static CompilationUnitSyntax Parsed(string cell) =>
        CSharpSyntaxTree.ParseText(CellDirectives.Blanked(cell), CellSession.Parsing).GetCompilationUnitRoot();

    private static int? LineOf(string name, CompilationUnitSyntax check, CompilationUnitSyntax answer)
    {
        InvocationExpressionSyntax? call = check
            .DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(invocation =>
                invocation.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax literal }, ..]
                && literal.Token.ValueText == name
            );
        if (call is null)
            return null;
        foreach (HashSet<string> used in Used(call, check))
        {
            SyntaxToken[] found =
            [
                .. answer.DescendantNodes().Select(Declared).OfType<SyntaxToken>().Where(token => used.Contains(token.ValueText)),
            ];
            if (found.Length > 0)
                return found.MinBy(Rank).GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        }
        return null;
    }

    /// <summary>What can be wrong is first what computes, then what is kept, and last a type as a whole.</summary>
    private static int Rank(SyntaxToken declared) =>
        declared.Parent switch
        {
            MethodDeclarationSyntax or LocalFunctionStatementSyntax => 0,
            BaseTypeDeclarationSyntax => 2,
            _ => 1,
        };

    /// <summary>The names in the call; then those by which the check's cell computed these, and so on.</summary>
    private static IEnumerable<HashSet<string>> Used(SyntaxNode call, CompilationUnitSyntax check)
    {
        HashSet<string> seen = [],
            names = NamesIn(call);
        while (names.Count > 0)
        {
            yield return names;
            seen.UnionWith(names);
            HashSet<string> next = [];
            foreach (SyntaxNode node in check.DescendantNodes())
                if (
                    node
                        is LocalFunctionStatementSyntax
                            or MethodDeclarationSyntax
                            or VariableDeclaratorSyntax
                            or AssignmentExpressionSyntax
                    && Declares(node).Any(names.Contains)
                )
                    next.UnionWith(NamesIn(node));
            next.ExceptWith(seen);
            names = next;
        }
    }

    private static HashSet<string> NamesIn(SyntaxNode node) =>
        [.. node.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText)];

    /// <summary>The names to which a statement of the check gives a value; <c>var (a, b) = …</c> gives it to two.</summary>
    private static IEnumerable<string> Declares(SyntaxNode node) =>
        node is AssignmentExpressionSyntax { Left: var left }
            ? left.DescendantNodesAndSelf()
                .Select(part =>
                    part switch
                    {
                        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
                        IdentifierNameSyntax name => name.Identifier.ValueText,
                        _ => "",
                    }
                )
            : [Declared(node)?.ValueText ?? ""];

    private static SyntaxToken? Declared(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax method => method.Identifier,
            LocalFunctionStatementSyntax function => function.Identifier,
            PropertyDeclarationSyntax property => property.Identifier,
            VariableDeclaratorSyntax variable => variable.Identifier,
            BaseTypeDeclarationSyntax type => type.Identifier,
            _ => null,
        };
}
