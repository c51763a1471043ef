using CourseKit.Worker;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Grading.Mutants;

/// <summary>The cells from an answer to its last check as one cell, which runs them again for each mutant.</summary>
internal static class MutantCell
{
    /// <param name="cells">The cells behind the answer; the last one is a check.</param>
    public static PlannedCell Of(IReadOnlyList<PlannedCell> cells, IReadOnlyList<int> mutants, double seconds)
    {
        CompilationUnitSyntax[] roots = [.. cells.Select(cell => CSharpSyntaxTree.ParseText(Source(cell), CellSession.Parsing).GetCompilationUnitRoot())];
        IEnumerable<string> types = roots.SelectMany(root => root.Members.Where(IsType).Select(member => member.ToFullString()));
        IEnumerable<string> bodies = roots.SelectMany(root => root.Members.Where(member => !IsType(member)).Select(Statement));
        PlannedCell last = cells[^1];
        return last with
        {
            Source = $"""
                {string.Concat(roots.SelectMany(root => root.Usings).Select(directive => directive.ToFullString()))}
                {string.Concat(types)}
                global::CourseKit.Worker.MutantTrial.Each([{string.Join(", ", mutants)}], {seconds:0}, () =>
                {"{"}
                {string.Concat(bodies)}
                {"}"});
                """,
        };
    }

    /// <summary>The cell's text, with what tells where its hidden checks begin and end.</summary>
    public static string Source(PlannedCell cell) => CellDirectives.Blanked(cell.IsCheck ? HiddenMarks.Insert(cell.Course!) : cell.Source);

    private static bool IsType(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    /// <summary>What ends a cell shows a value; within others it has to be a statement.</summary>
    private static string Statement(MemberDeclarationSyntax member) => member switch
    {
        GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true, Expression: ExpressionSyntax shown } } =>
            shown is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax ? shown.ToFullString() + ";\n" : $"_ = {shown.ToFullString()};\n",
        _ => member.ToFullString(),
    };
}
