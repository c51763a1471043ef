using System.Net;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>Tells what the compiler thinks of a cell that compiles: as a note above its output, and each thing once, however often the cell is run.</summary>
internal sealed class CellWarnings(Outbox outbox)
{
    private const int MostShown = 10;

    /// <summary>"Parameter is unread": of a stub, which reads none yet, nobody wants to hear it.</summary>
    private const string Unread = "CS9113";
    private readonly HashSet<(string Id, string Message, string Line)> told = [];

    public void Tell(IEnumerable<Diagnostic> diagnostics)
    {
        var fresh = new List<string>();
        foreach (Diagnostic warning in diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.IsInSource).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            LinePosition place = warning.Location.GetLineSpan().StartLinePosition;
            if (warning.Id == Unread && IsStub(warning.Location)) continue;
            string line = warning.Location.SourceTree!.GetText().Lines[place.Line].ToString().Trim();
            if (told.Add((warning.Id, warning.GetMessage(), line))) fresh.Add($"line {place.Line + 1}: {CellAdvice.MessageOf(warning)} ({warning.Id})");
        }
        if (fresh.Count == 0) return;
        if (fresh.Count > MostShown) fresh = [.. fresh.Take(MostShown), $"and {fresh.Count - MostShown} more"];
        var data = new Dictionary<string, string>
        {
            ["text/plain"] = string.Join("\n", fresh.Select(note => "note: " + note)),
            ["text/html"] = $"""<div style="border-left:3px solid #b58900;padding:2px 10px;font-size:90%">{string.Join("<br>", fresh.Select(note => "<b>note</b> " + WebUtility.HtmlEncode(note)))}</div>""",
        };
        outbox.Show((id, shown) => new DisplayEvent(id, shown), data);
    }

    private static bool IsStub(Location parameter) =>
        parameter.SourceTree!.GetRoot().FindNode(parameter.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is TypeDeclarationSyntax type
        && type.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Any(made => made.Type.ToString() == nameof(NotImplementedException));
}
