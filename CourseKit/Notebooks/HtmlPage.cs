using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CourseLib.Charts;

namespace CourseKit.Notebooks;

/// <param name="TrustHtml">False for a page about somebody else's notebook: HTML and SVG in it can then neither run nor imitate the page.</param>
/// <param name="ImageFolder">Where the notebook's relative image paths begin; null embeds none.</param>
/// <param name="Preamble">HTML of ours to put under the title.</param>
/// <param name="Navigation">HTML of ours to put at the page's beginning and end.</param>
/// <param name="LongestText">Characters of one output that are shown.</param>
internal sealed record HtmlOptions(bool TrustHtml = true, string? ImageFolder = null, string Preamble = "", string Navigation = "", int LongestText = 100_000);

/// <summary>A notebook as one HTML file that needs nothing else: no font, no picture, no script from outside.</summary>
internal static class HtmlPage
{
    private static readonly string Style = EmbeddedText.Read("page.css");

    public static string Render(Notebook notebook, HtmlOptions? options = null)
    {
        options ??= new HtmlOptions();
        var markdown = new MarkdownHtml(options.TrustHtml, options.ImageFolder);
        var outputs = new OutputHtml(options.TrustHtml, markdown, options.LongestText);
        var cells = new CellHtml(markdown, outputs);
        string[] bodies = [.. notebook.Cells.Select(cells.Render)];
        string title = Title(notebook, markdown.Headings);
        string contents = Contents(markdown.Headings);
        string description = (notebook.Metadata["coursekit"] as JsonObject)?["description"]?.ToString() ?? "";

        var page = new StringBuilder(options.Navigation);
        if (contents.Length > 0)
            page.Append($"<nav class=\"contents wide\" aria-label=\"Contents\">\n<p>Contents</p>\n{contents}</nav>\n")
                .Append($"<details class=\"contents narrow\">\n<summary>Contents</summary>\n<nav aria-label=\"Contents\">\n{contents}</nav>\n</details>\n");
        page.Append("<main id=\"content\">\n");
        // The preamble follows the title cell, which tells what the page is about.
        bool startsWithTitle = notebook.Cells is [{ Type: CellType.Markdown }, ..];
        if (startsWithTitle) page.Append(bodies[0]);
        page.Append(options.Preamble).AppendJoin("", bodies.Skip(startsWithTitle ? 1 : 0)).Append("</main>\n").Append(options.Navigation);
        bool moves = bodies.Any(body => body.Contains("ck-controls", StringComparison.Ordinal));
        return Frame(title, description, page.ToString(), moves && options.TrustHtml ? ChartFiles.PageScript : null);
    }

    /// <summary>A whole page around a body.</summary>
    /// <param name="script">A script of ours, the only one that the page runs.</param>
    public static string Frame(string title, string description, string body, string? script = null) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="{HtmlText.Escape(description)}" />
        <meta name="generator" content="CourseKit" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src about:{Allowed(script)}" />
        <title>{HtmlText.Escape(title)}</title>
        <style>
        {Style}</style>
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        {body}{(script is null ? "" : $"<script>{script}</script>\n")}</body>
        </html>

        """;

    private static string Allowed(string? script) =>
        script is null ? "" : $"; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string Title(Notebook notebook, IReadOnlyList<PageHeading> headings)
    {
        if (notebook.Metadata["title"] is JsonValue title) return title.ToString();
        return headings.Count > 0 ? headings[0].Id.Replace('-', ' ') : "Notebook";
    }

    /// <summary>Second- and third-level headings as a nested list; empty when there are too few to be of use.</summary>
    private static string Contents(IReadOnlyList<PageHeading> headings)
    {
        PageHeading[] listed = [.. headings.Where(heading => heading.Level is 2 or 3)];
        if (listed.Length < 2) return "";
        var html = new StringBuilder("<ol>\n");
        bool nested = false, open = false;
        foreach (PageHeading heading in listed)
        {
            string entry = $"<li><a href=\"#{heading.Id}\">{heading.Html}</a>";
            if (heading.Level == 3 && open)
            {
                html.Append(nested ? "</li>\n" : "\n<ol>\n").Append(entry);
                nested = true;
                continue;
            }
            if (nested) html.Append("</li>\n</ol>\n");
            if (open) html.Append("</li>\n");
            html.Append(entry);
            (nested, open) = (false, true);
        }
        if (nested) html.Append("</li>\n</ol>\n");
        return html.Append("</li>\n</ol>\n").ToString();
    }
}
