using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Grading;

/// <summary>How much two cells look alike, for submissions whose cell ids are lost.</summary>
internal sealed partial class Similarity
{
    private const int LongestText = 100_000;
    private static readonly CSharpParseOptions Script = new(kind: SourceCodeKind.Script);

    private readonly Dictionary<string, int> tokens;
    private readonly HashSet<string> names;
    private readonly int count;

    public Similarity(string source)
    {
        string text = source.Length > LongestText ? source[..LongestText] : source;
        tokens = TokenPattern().Matches(text).CountBy(match => match.Value).ToDictionary();
        count = tokens.Values.Sum();
        names = Declared(text);
    }

    /// <summary>0 to 1: the part of both texts' tokens that they have in common (Dice's coefficient).</summary>
    public double To(Similarity other) =>
        count + other.count == 0 ? 1 : 2.0 * tokens.Sum(token => Math.Min(token.Value, other.tokens.GetValueOrDefault(token.Key))) / (count + other.count);

    /// <summary>
    /// 0 to 1: how well this cell could be the answer that <paramref name="stub"/> asks for. What it declares counts most: the body is
    /// the student's own, the name is not.
    /// </summary>
    public double AsAnswerTo(Similarity stub)
    {
        double likeness = To(stub);
        return stub.names.Count == 0 ? likeness : 0.9 * stub.names.Count(names.Contains) / stub.names.Count + 0.1 * likeness;
    }

    /// <summary>The names of functions, types and variables at the top of a cell.</summary>
    private static HashSet<string> Declared(string text)
    {
        var found = new HashSet<string>();
        foreach (MemberDeclarationSyntax member in CSharpSyntaxTree.ParseText(text, Script).GetCompilationUnitRoot().Members)
            switch (member)
            {
                case MethodDeclarationSyntax method: found.Add(method.Identifier.Text); break;
                case BaseTypeDeclarationSyntax type: found.Add(type.Identifier.Text); break;
                case FieldDeclarationSyntax field: found.UnionWith(field.Declaration.Variables.Select(variable => variable.Identifier.Text)); break;
                case GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function }: found.Add(function.Identifier.Text); break;
                case GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local }:
                    found.UnionWith(local.Declaration.Variables.Select(variable => variable.Identifier.Text));
                    break;
            }
        return found;
    }

    [GeneratedRegex(@"\w+|[^\s\w]")]
    private static partial Regex TokenPattern();
}
