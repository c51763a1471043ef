using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CourseKit.Notebooks;

/// <summary>A page that finds words in all notebooks of a site: the texts lie in it, and a script of ours looks through them; no server is asked.</summary>
internal static partial class SearchPage
{
    public const string File = "search.html";

    private static readonly string Script = EmbeddedText.Read("search.js");

    /// <summary>What is found as one: the text from a heading to the next.</summary>
    /// <param name="Href">The heading's place.</param>
    private sealed record Section(string Notebook, string Heading, string Href, string Text);

    /// <param name="pages">Of each notebook the file, the title and the page, as <see cref="HtmlPage"/> writes it.</param>
    public static string Of(IEnumerable<(string File, string Title, string Html)> pages, string navigation)
    {
        Section[] sections = [.. pages.SelectMany(page => Sections(page.File, page.Title, page.Html))];
        string json = JsonSerializer.Serialize(sections, new JsonSerializerOptions(JsonSerializerDefaults.Web));
        return HtmlPage.Frame("Search", "Finds words in the notebooks of the course", $"""
            {navigation}<main id="content">
            <h1>Search</h1>
            <noscript><p>The search needs JavaScript; the <a href="{Site.FirstPage}">first page</a> lists notebooks and concepts.</p></noscript>
            <form id="form" hidden="" action="#"><p><label for="q">Words</label> <input id="q" type="search" autocomplete="off" spellcheck="false" /> <span id="count" role="status"></span></p></form>
            <dl id="found" class="found"></dl>
            </main>
            <script type="application/json" id="sections">{json}</script>

            """, Script);
    }

    private static IEnumerable<Section> Sections(string file, string title, string html)
    {
        XElement main = XDocument.Parse(html).Descendants("main").Single();
        (string heading, string href) = (title, file);
        var text = new StringBuilder();
        foreach (XElement element in main.Descendants().Where(element => IsHeading(element) || IsText(element)))
        {
            if (!IsHeading(element))
            {
                text.Append(Plain(element)).Append(' ');
                continue;
            }
            if (text.Length > 0) yield return new(title, heading, href, text.ToString().Trim());
            text.Clear();
            (heading, href) = (Plain(element), $"{file}#{(string?)element.Attribute("id")}");
        }
        if (text.Length > 0) yield return new(title, heading, href, text.ToString().Trim());
    }

    private static bool IsHeading(XElement element) => element.Name.LocalName is "h2" or "h3" && element.Attribute("id") is not null;

    /// <summary>A paragraph, an entry or a cell that holds no other; the words of code are found in its comments and names.</summary>
    private static bool IsText(XElement element) =>
        element.Name.LocalName is "p" or "li" or "td" or "th" or "figcaption" or "pre" && !element.Elements().Any(inner => inner.Name.LocalName is "p" or "ul" or "ol");

    /// <summary>The text of an element; of a formula its TeX is left out, which MathML carries beside what is read.</summary>
    private static string Plain(XElement element) => Blanks().Replace(
        string.Concat(element.DescendantNodes().OfType<XText>().Where(text => text.Ancestors().All(a => a.Name.LocalName != "annotation")).Select(text => text.Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
