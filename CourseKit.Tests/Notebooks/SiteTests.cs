using System.Text.Json.Nodes;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public sealed class SiteTests
{
    private static readonly Site Three = new(
        [Entry("01-first", "First & foremost", "N1"), Entry("02-second", "Second", "N1,N2"), Entry("03-third", "Third", null)],
        [new Concept("N1", ["01", "02"], "one"), new Concept("N2", ["02"], "two <2>"), new Concept("N9", ["09"], "nobody's")]);

    [Fact]
    public void Pages_lead_to_their_neighbours_and_to_the_first_page()
    {
        string middle = Three.Navigation("02-second");
        Assert.Contains("<a rel=\"prev\" href=\"01-first.html\">← First &amp; foremost</a>", middle);
        Assert.Contains("<a href=\"index.html\">", middle);
        Assert.Contains("<a rel=\"next\" href=\"03-third.html\">", middle);
        Assert.DoesNotContain("rel=\"prev\"", Three.Navigation("01-first"));
        Assert.DoesNotContain("rel=\"next\"", Three.Navigation("03-third"));
    }

    [Fact]
    public void The_first_page_lists_notebooks_and_the_cells_of_each_concept()
    {
        (string File, string Html)[] pages = [.. Three.Pages(new Dictionary<string, string> { ["02-second"] = "<svg/>" }, [])];
        Assert.Equal(["index.html", "search.html"], pages.Select(page => page.File));
        string index = pages[0].Html;
        Assert.Contains("<a href=\"01-first.html\">First &amp; foremost</a>", index);
        Assert.Contains("<td>one</td><td><a href=\"01-first.html#cell-01-first-0\">01</a>, <a href=\"02-second.html#cell-02-second-0\">02</a></td>", index);
        Assert.Contains("two &lt;2&gt;", index);
        Assert.DoesNotContain("N9", index);
        Assert.DoesNotContain("<script", index);
        Assert.Single(index.Split("<img ").Skip(1));
        Assert.Contains("about 02-second<img alt=\"\" src=\"data:image/svg+xml;base64,PHN2Zy8+\"", index);
    }

    [Fact]
    public void Glossary_and_formula_sheet_are_gathered_from_the_summaries()
    {
        var site = new Site(
            [Entry("01-first", "First", null, "## Summary\n\n### Words\n\n* **stride**: steps\n  between windows\n* **Kernel**: weights\n\n### Formulas\n\n* area: $a^2$\n\nMore.\n\n* no formula\n"),
             Entry("02-second", "Second", null, "### Words\n* **logit**: before <softmax>")], []);
        Dictionary<string, string> pages = site.Pages(new Dictionary<string, string>(), []).ToDictionary(page => page.File, page => page.Html);
        string glossary = pages["glossary.html"], formulas = pages["formulas.html"];
        int[] places = [.. new[] { "<strong>Kernel</strong>", "<strong>logit</strong>", "<strong>stride</strong>: steps between windows <a href=\"01-first.html\">01</a>" }.Select(word => glossary.IndexOf(word, StringComparison.Ordinal))];
        Assert.True(places is [> 0, var second, var third] && places[0] < second && second < third, glossary);
        Assert.Contains("<math", formulas);
        Assert.DoesNotContain("no formula", formulas);
        Assert.Contains("href=\"glossary.html\"", pages["index.html"]);
    }

    [Fact]
    public void The_search_knows_each_section_by_its_heading_and_holds_no_markup()
    {
        (string name, Notebook notebook) = Entry("01-first", "First", null, "## One & two\n\nA stride of $s^2$ `</script>` steps.\n\n### Three\n\n* an entry\n");
        string search = new Site([(name, notebook)], []).Pages(new Dictionary<string, string>(), [(name, HtmlPage.Render(notebook))]).Single(page => page.File == "search.html").Html;
        string json = search.Split("id=\"sections\">")[1].Split("</script>")[0];
        JsonArray sections = JsonNode.Parse(json)!.AsArray();
        Assert.Contains(sections, section => section!["heading"]!.ToString() == "One & two" && section["href"]!.ToString() == "01-first.html#one-two"
            && section["text"]!.ToString().EndsWith("</script> steps.", StringComparison.Ordinal));
        Assert.Contains(sections, section => section!["heading"]!.ToString() == "Three" && section["text"]!.ToString() == "an entry");
    }

    private static (string, Notebook) Entry(string name, string title, string? covers, string prose = "")
    {
        string attribute = covers is null ? "" : $" covers=\"{covers}\"";
        string source = $"---\ntitle: \"{title}\"\ndescription: about {name}\n---\n\n# {title}\n\n```csharp id=\"{name}-0\"{attribute}\n1\n```\n\n{prose}\n";
        return (name, NotebookBuilder.Build(SourceDocument.Parse(source, name), Edition.Student));
    }
}
