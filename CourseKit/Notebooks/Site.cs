using System.Text;
using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>Several notebooks as pages that lead to each other, with a first page: the notebooks in order, and every concept with the cells that teach it.</summary>
internal sealed class Site(IReadOnlyList<(string Name, Notebook Notebook)> notebooks, IReadOnlyList<Concept> concepts)
{
    public const string FirstPage = "index.html";
    private const string GlossaryPage = "glossary.html", FormulaPage = "formulas.html";

    /// <summary>The pages beside the notebooks': file name and text.</summary>
    /// <param name="pictures">A notebook's name to the SVG that stands for it.</param>
    /// <param name="pages">The notebooks' own pages, in which the search looks.</param>
    public IEnumerable<(string File, string Html)> Pages(IReadOnlyDictionary<string, string> pictures, IReadOnlyList<(string Name, string Html)> pages)
    {
        yield return (FirstPage, Index(pictures));
        yield return (SearchPage.File, SearchPage.Of(
            pages.Select(page => (page.Name + ".html", Title(notebooks.First(entry => entry.Name == page.Name).Notebook), page.Html)), Home));
        if (Lists(SummaryList.Words).Any()) yield return (GlossaryPage, Glossary());
        if (Lists(SummaryList.Formulas).Any()) yield return (FormulaPage, Formulas());
    }

    /// <summary>Links to the notebook before, to the first page, and to the notebook after.</summary>
    public string Navigation(string name)
    {
        int place = notebooks.Index().First(entry => entry.Item.Name == name).Index;
        var html = new StringBuilder("<nav class=\"pages\" aria-label=\"Notebooks\">\n");
        if (place > 0) html.Append($"<a rel=\"prev\" href=\"{notebooks[place - 1].Name}.html\">← {HtmlText.Escape(Title(notebooks[place - 1].Notebook))}</a>\n");
        html.Append($"<a href=\"{FirstPage}\">All notebooks</a>\n<a href=\"{SearchPage.File}\">Search</a>\n");
        if (place + 1 < notebooks.Count) html.Append($"<a rel=\"next\" href=\"{notebooks[place + 1].Name}.html\">{HtmlText.Escape(Title(notebooks[place + 1].Notebook))} →</a>\n");
        return html.Append("</nav>\n").ToString();
    }

    private string Index(IReadOnlyDictionary<string, string> pictures)
    {
        var body = new StringBuilder("<h1>The course</h1>\n<p>Vision networks from the ground up, in C# notebooks that run and check themselves.</p>\n<h2>Notebooks</h2>\n<dl class=\"notebooks\">\n");
        foreach ((string name, Notebook notebook) in notebooks)
            body.Append($"<dt><span class=\"number\">{name[..2]}</span> <a href=\"{name}.html\">{HtmlText.Escape(Title(notebook))}</a></dt>\n<dd>{HtmlText.Escape(Text(notebook, "description"))}{Picture(pictures.GetValueOrDefault(name))}</dd>\n");
        body.Append($"</dl>\n<p><a href=\"{SearchPage.File}\">Search</a> in all of them.</p>\n");
        if (Lists(SummaryList.Words).Any()) body.Append($"<p><a href=\"{GlossaryPage}\">Glossary</a>: the words of the course. <a href=\"{FormulaPage}\">Formula sheet</a>: what to know by heart, notebook by notebook.</p>\n");
        Concept[] taught = [.. concepts.Where(concept => Places(concept).Any())];
        if (taught.Length > 0)
        {
            body.Append("<h2>Concepts</h2>\n<p>Where each concept of the lectures is computed, shown and checked.</p>\n<div class=\"table\"><table>\n<thead><tr><th>ID</th><th>Concept</th><th>Cells</th></tr></thead>\n<tbody>\n");
            foreach (Concept concept in taught)
                body.Append($"<tr id=\"{concept.Id}\"><td>{concept.Id}</td><td>{HtmlText.Escape(concept.Name)}</td><td>")
                    .AppendJoin(", ", Places(concept).Select(place => $"<a href=\"{place.Name}.html#cell-{HtmlText.Escape(place.Cell)}\">{place.Name[..2]}</a>")).Append("</td></tr>\n");
            body.Append("</tbody>\n</table></div>\n");
        }
        return HtmlPage.Frame("The course", "Notebooks on vision networks from the ground up, in C#.", $"<main id=\"content\">\n{body}</main>\n");
    }

    private string Glossary()
    {
        var markdown = new MarkdownHtml(trusted: true, imageFolder: null);
        IEnumerable<string> words = Lists(SummaryList.Words).OrderBy(word => SummaryList.Term(word.Entry), StringComparer.InvariantCultureIgnoreCase)
            .Select(word => $"* {word.Entry} [{word.Name[..2]}]({word.Name}.html)");
        return Beside("Glossary", new StringBuilder("<h1>Glossary</h1>\n").Append(markdown.Render(string.Join("\n", words))));
    }

    private string Formulas()
    {
        var markdown = new MarkdownHtml(trusted: true, imageFolder: null);
        var body = new StringBuilder("<h1>Formula sheet</h1>\n");
        foreach (var notebook in Lists(SummaryList.Formulas).GroupBy(formula => formula.Name))
            body.Append($"<h2><a href=\"{notebook.Key}.html\">{notebook.Key[..2]} {HtmlText.Escape(Title(notebooks.First(entry => entry.Name == notebook.Key).Notebook))}</a></h2>\n")
                .Append(markdown.Render(string.Join("\n", notebook.Select(formula => "* " + formula.Entry))));
        return Beside("Formula sheet", body);
    }

    /// <summary>As an image and not as an element of the page: the ids in two drawings could be the same.</summary>
    private static string Picture(string? svg) => svg is null ? "" : $"<img alt=\"\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\" />";

    private const string Home = $"<nav class=\"pages\" aria-label=\"Notebooks\">\n<a href=\"{FirstPage}\">All notebooks</a>\n<a href=\"{SearchPage.File}\">Search</a>\n</nav>\n";

    private static string Beside(string title, StringBuilder body) =>
        HtmlPage.Frame(title, $"{title} of the course", $"{Home}<main id=\"content\">\n{body}</main>\n{Home}");

    private IEnumerable<(string Name, string Entry)> Lists(string heading) => notebooks.SelectMany(entry => SummaryList.Of(entry.Notebook, heading).Select(line => (entry.Name, line)));

    private IEnumerable<(string Name, string Cell)> Places(Concept concept) =>
        notebooks.SelectMany(entry => entry.Notebook.Cells.Where(cell => cell.Role.Covers?.Contains(concept.Id) == true).Select(cell => (entry.Name, cell.Id)));

    private static string Title(Notebook notebook) => notebook.Metadata["title"]?.ToString() ?? "Notebook";

    private static string Text(Notebook notebook, string key) => (notebook.Metadata["coursekit"] as JsonObject)?[key]?.ToString() ?? "";
}
