using CourseKit.Worker;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Grading;

/// <summary>Which names of a notebook students may give a meaning of their own, and what the course's cells are using.</summary>
internal sealed class CourseNames
{
    private readonly string[] open, own;
    private readonly string[][] usings;

    public CourseNames(IReadOnlyList<CourseCell> cells)
    {
        CompilationUnitSyntax[] roots = [.. cells.Select(cell => Parse(cell.Source))];
        open = [.. cells.SelectMany((cell, i) => cell.IsLocked ? [] : Declared(roots[i]).Concat(cell.Released is null ? [] : Declared(Parse(cell.Released)))).Distinct()];
        own = [.. cells.SelectMany((cell, i) => cell.IsLocked ? Declared(roots[i]) : []).Distinct()];
        usings = [.. roots.Select(root => root.Usings.Select(directive => directive.ToString()).ToArray())];
    }

    /// <summary>What the names of a locked cell mean.</summary>
    public LockedCell Of(CourseCell cell) => new(open, [.. usings.Take(cell.Index).SelectMany(directives => directives).Distinct()], own);

    private static CompilationUnitSyntax Parse(string text) => CSharpSyntaxTree.ParseText(text, CellSession.Parsing).GetCompilationUnitRoot();

    /// <summary>What a cell declares for later cells.</summary>
    private static IEnumerable<string> Declared(CompilationUnitSyntax root) => root.Members.SelectMany(member => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        GlobalStatementSyntax statement => statement.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(variable => variable.Identifier.ValueText),
        _ => [],
    });
}
