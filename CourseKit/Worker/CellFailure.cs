using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>A cell that cannot be run as it stands; already in the student's terms.</summary>
internal sealed class CellFailure(string name, string message, IReadOnlyList<string> trace, int? line, int? column) : Exception(message)
{
    /// <summary>The names of failures that a grader knows: a cell uses what a graded cell must not; it declares a name that a check needs.</summary>
    public const string Confined = "NotAllowed", Taken = "NameTaken";

    private const int MostShown = 20;

    public CellFailure(string name, string message, string label, LinePosition position)
        : this(name, message, [$"{label}, line {position.Line + 1}"], position.Line + 1, position.Character + 1) { }

    public ErrorEvent ToEvent(int id) => new(id, name, Message, trace, line, column);

    /// <summary>All errors of a compilation, each with the line that it stands in.</summary>
    /// <param name="remark">What is to be said of all of them.</param>
    /// <param name="written">The lines as they were written, where those that were compiled are longer.</param>
    public static CellFailure OfCompilation(IEnumerable<Diagnostic> errors, string label, string? remark = null, string? written = null)
    {
        SourceText? lines = written is null ? null : SourceText.From(written);
        Diagnostic[] sorted = [.. errors.OrderBy(error => error.Location.SourceSpan.Start).DistinctBy(error => (error.Id, error.Location.SourceSpan.Start))];
        Diagnostic first = sorted[0];
        var trace = new List<string>();
        foreach (Diagnostic error in sorted.Take(MostShown))
        {
            trace.Add($"{Place(error, label)}: error {error.Id}: {CellAdvice.MessageOf(error)}");
            if (!error.Location.IsInSource) continue;
            LinePosition start = error.Location.GetLineSpan().StartLinePosition;
            string text = (lines ?? error.Location.SourceTree!.GetText()).Lines[start.Line].ToString();
            trace.Add("    " + text);
            trace.Add("    " + Indent(text, start.Character) + "^");
        }
        if (sorted.Length > MostShown) trace.Add($"and {sorted.Length - MostShown} more errors");
        string more = sorted.Length > 1 ? $" (and {sorted.Length - 1} more {(sorted.Length == 2 ? "error" : "errors")})" : "";
        LinePosition? position = first.Location.IsInSource ? first.Location.GetLineSpan().StartLinePosition : null;
        string where = position is LinePosition known ? $"line {known.Line + 1}: " : "";
        return new CellFailure("CompilationError", $"{where}{first.Id}: {CellAdvice.MessageOf(first)}{more}{(remark is null ? "" : "; " + remark)}", trace, position?.Line + 1, position?.Character + 1);
    }

    private static string Place(Diagnostic error, string label)
    {
        if (!error.Location.IsInSource) return label;
        LinePosition start = error.Location.GetLineSpan().StartLinePosition;
        return $"{label}, line {start.Line + 1}, column {start.Character + 1}";
    }

    /// <summary>White space as wide as the first <paramref name="length"/> characters of a line.</summary>
    private static string Indent(string line, int length) =>
        string.Concat(line.Take(length).Select(character => character == '\t' ? '\t' : ' '));
}
