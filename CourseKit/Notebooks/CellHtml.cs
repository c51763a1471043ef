using System.Globalization;
using System.Text;

namespace CourseKit.Notebooks;

/// <summary>Writes one cell of a page: prose as it flows, code with a label that says what it is for.</summary>
internal sealed class CellHtml(MarkdownHtml markdown, OutputHtml outputs)
{
    public string Render(Cell cell) => cell.Type switch
    {
        CellType.Markdown => $"<div class=\"prose\">\n{markdown.Render(cell.Source, cell.Attachments)}</div>\n",
        CellType.Code => Code(cell),
        _ => "",
    };

    private string Code(Cell cell)
    {
        string shown = outputs.Render(cell);
        if (cell.Source.Trim().Length == 0 && shown.Length == 0) return "";
        CellRole role = cell.Role;
        string kind = role.Role is CellRole.Answer or CellRole.Check or CellRole.Setup ? " " + role.Role : "";
        string label = Label(role);
        string name = label.Length > 0 ? label : cell.ExecutionCount is int count ? $"Code cell {count}" : "Code cell";
        var html = new StringBuilder($"<section class=\"cell{kind}\" id=\"cell-{HtmlText.Escape(cell.Id)}\" aria-label=\"{HtmlText.Escape(name)}\">\n");
        if (label.Length > 0) html.Append($"<p class=\"label\">{Icon(role)}{HtmlText.Escape(label)}{Stars(role)}</p>\n");
        if (cell.Source.Trim().Length > 0) html.Append(Folded(cell, $"<pre class=\"code\" tabindex=\"0\"><code>{CSharpHighlighter.Html(cell.Source.Trim('\n'))}</code></pre>\n"));
        return html.Append(shown).Append("</section>\n").ToString();
    }

    private static string Folded(Cell cell, string code) => !cell.Role.Fold ? code
        : $"<details class=\"fold\">\n<summary>The code, {cell.Source.Trim('\n').Count(c => c == '\n') + 1} lines</summary>\n{code}</details>\n";

    private static string Label(CellRole role) => role.Role switch
    {
        CellRole.Answer => $"Exercise {role.Exercise}",
        CellRole.Check => $"Check {role.Exercise} · {role.Points.ToString(CultureInfo.InvariantCulture)} {(role.Points == 1 ? "point" : "points")}",
        CellRole.Setup => "Set-up",
        _ => "",
    };

    private static string Icon(CellRole role) => role.Role switch
    {
        CellRole.Answer => "<span aria-hidden=\"true\">✎ </span>",
        CellRole.Check => "<span aria-hidden=\"true\">✓ </span>",
        _ => "",
    };

    private static string Stars(CellRole role) => role.Difficulty == 0 ? ""
        : $" <span class=\"stars\" role=\"img\" aria-label=\"difficulty {role.Difficulty} of 5\">{new string('★', role.Difficulty)}</span>";
}
