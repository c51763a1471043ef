using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Grading.Mutants;

/// <summary>A solution with one small change.</summary>
/// <param name="Id">Counts from 1 within an exercise.</param>
/// <param name="Span">What is replaced in the text of the answer cell.</param>
/// <param name="Text">What stands there instead.</param>
/// <param name="Shape">How the change can be compiled together with others.</param>
/// <param name="Line">1-based line of the answer cell.</param>
/// <param name="Before">What is replaced, on one line.</param>
/// <param name="After">What stands there instead, on one line.</param>
internal sealed record Mutant(int Id, TextSpan Span, string Text, MutantShape Shape, int Line, string Before, string After)
{
    /// <summary>The whole answer cell with this change.</summary>
    public string Of(string answer) => answer[..Span.Start] + Text + answer[Span.End..];

    public override string ToString() => $"{Before} -> {After}";
}

/// <summary>How a change stands beside what it replaces.</summary>
internal enum MutantShape
{
    /// <summary>As one branch of a conditional expression.</summary>
    Expression,
    /// <summary>As one branch of an if statement.</summary>
    Statement,
    /// <summary>As one branch of a conditional expression that is assigned to nothing: the step of a for loop.</summary>
    Step,
    /// <summary>Only alone.</summary>
    Alone,
}

/// <summary>What came of a mutant.</summary>
internal enum MutantFate
{
    Visible,
    Hidden,
    /// <summary>The author has marked it as one that changes nothing.</summary>
    Equivalent,
    Uncaught,
}

/// <summary>A mutant and what came of it.</summary>
/// <param name="SourceLine">1-based line in the notebook's source.</param>
/// <param name="Reason">Why it is equivalent, in the author's words.</param>
internal sealed record MutantResult(string Exercise, Mutant Mutant, int SourceLine, MutantFate Fate, string? Reason = null);

/// <summary>All mutants of one notebook.</summary>
/// <param name="Stale">Marks of equivalence that no mutant needs, each with where it stands.</param>
/// <param name="Made">How many there are; fewer are tried where a sample is.</param>
internal sealed record MutantReport(string Notebook, IReadOnlyList<MutantResult> Results, IReadOnlyList<string> Stale, int Made, double Seconds)
{
    public int Count(MutantFate fate) => Results.Count(result => result.Fate == fate);
}
