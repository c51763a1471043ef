using CourseKit.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Grading.Mutants;

/// <summary>Follows a notebook with the compiler alone, to see which mutants of an answer compile; nothing runs here.</summary>
internal sealed class MutantCompiler(string workingDirectory)
{
    private readonly CellSession session = new(workingDirectory);

    /// <summary>Goes on behind a cell of the course.</summary>
    public void Follow(PlannedCell cell, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(cell.Source))
            session.Translate(CellDirectives.Blanked(cell.Source), cell.Label, CellRules.None, cancellation);
    }

    /// <summary>The mutants of an answer that compile: those of one text, and those that each need one of their own.</summary>
    public (MutantSchema? Together, IReadOnlyList<Mutant> InIt, IReadOnlyList<Mutant> Alone) Sort(string answer, CancellationToken cancellation)
    {
        SyntaxTree tree = Parse(answer, cancellation);
        List<Mutant> together = [.. MutantFinder.Find(answer, session.Analyse(tree))], alone = [];
        void Part(IReadOnlyList<Mutant> some)
        {
            alone.AddRange(some);
            together.RemoveAll(some.Contains);
        }
        Part([.. together.Where(mutant => mutant.Shape == MutantShape.Alone)]);
        MutantSchema? schema = null;
        while (together.Count > 0 && schema is null)
        {
            MutantSchema tried = MutantSchema.Of(answer, together);
            TextSpan[] errors = [.. Errors(tried.Text, cancellation)];
            if (errors.Length == 0) schema = tried;
            else
            {
                Mutant[] named = [.. errors.SelectMany(tried.At).Distinct()];
                Part(named.Length > 0 ? named : [.. together]);
            }
        }
        return (schema, together, [.. alone.Where(mutant => !Errors(mutant.Of(answer), cancellation).Any()).OrderBy(mutant => mutant.Id)]);
    }

    private IEnumerable<TextSpan> Errors(string text, CancellationToken cancellation)
    {
        SyntaxTree tree = Parse(text, cancellation);
        return session.Analyse(tree).Compilation.GetDiagnostics(cancellation).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree == tree)
            .Select(diagnostic => diagnostic.Location.SourceSpan);
    }

    private static SyntaxTree Parse(string text, CancellationToken cancellation) => CSharpSyntaxTree.ParseText(text, CellSession.Parsing, cancellationToken: cancellation);
}
