using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Charts;
using Plotly.NET;
using Chart = CourseLib.Charts.Chart;

namespace CourseKit.Tests.Notebooks;

public class HtmlPageTests
{
    private static readonly HtmlOptions Untrusted = new(TrustHtml: false);

    private static Notebook Of(params Cell[] cells) => new([], cells);

    private static Cell Markdown(string text) => new("m", CellType.Markdown, text, [], []);

    private static Cell Code(string source, params JsonObject[] outputs) => new("c", CellType.Code, source, [], [.. outputs]);

    private static JsonObject Stream(string text, string name = "stdout") => new() { ["output_type"] = "stream", ["name"] = name, ["text"] = text };

    private static JsonObject Data(params (string Type, JsonNode Text)[] data) =>
        new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject(data.Select(item => KeyValuePair.Create(item.Type, (JsonNode?)item.Text))) };

    private static string Render(Cell cell, HtmlOptions? options = null) => HtmlPage.Render(Of(cell), options);

    /// <summary>The page as a strict parser sees it; elements have no namespace.</summary>
    private static XElement Parsed(string page) => XDocument.Parse(page, LoadOptions.PreserveWhitespace).Root!;

    private static XElement Content(string page) => Parsed(page).Descendants("main").Single();

    [Fact]
    public void The_sample_is_a_page_that_a_strict_parser_accepts()
    {
        XElement page = Parsed(HtmlPage.Render(NotebookBuilder.Build(SourceDocument.Load(Sample.File("42-sample.md")), Edition.Student)));
        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.Equal("Means and squares", page.Descendants("title").Single().Value);
        Assert.Single(page.Descendants("main"));
        Assert.Single(page.Descendants("h1"));
        Assert.Equal(2, page.Descendants("nav").Count());
        Assert.Contains(page.Descendants("section"), section => section.Attribute("class")!.Value == "cell answer" && section.Value.Contains("Exercise 42.1"));
        Assert.Contains(page.Descendants("section"), section => section.Attribute("class")!.Value == "cell check" && section.Value.Contains("0.5 points"));
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        string page = Render(Markdown("![remote](https://example.org/a.png) [link](https://example.org)"));
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("@import", page);
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("src=\"http", page);
        Assert.Contains("default-src 'none'", page);
        // Without it the frames of untrusted HTML stay empty.
        Assert.Contains("frame-src about:", page);
    }

    [Fact]
    public void Headings_have_ids_of_their_own_and_the_contents_lead_to_them()
    {
        XElement page = Parsed(HtmlPage.Render(Of(Markdown("# T\n## A $x^2$\n### B\n## A [x](y)"), Markdown("## A\n### C"))));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        XElement contents = page.Descendants("nav").First();
        Assert.Equal(["a", "b", "a-x", "a-2", "c"], contents.Descendants("a").Select(link => link.Attribute("href")!.Value[1..]));
        Assert.All(contents.Descendants("a"), link => Assert.Contains(link.Attribute("href")!.Value[1..], ids));
        Assert.Single(contents.Descendants("math"));
    }

    [Theory]
    [InlineData("$a_1 * b_2 * c$")]
    [InlineData("$$ a\n- b\n= c $$")]
    [InlineData("$$\n\\begin{aligned}a &= b \\\\ c &= d\\end{aligned}\n$$")]
    [InlineData("| t |\n|---|\n| $|x|$ |")]
    [InlineData("> quoted $x$")]
    [InlineData("**$x$**")]
    [InlineData("# $x$")]
    public void Formulas_are_found_wherever_they_stand(string markdown)
    {
        XElement main = Content(Render(Markdown(markdown)));
        Assert.Single(main.Descendants("math"));
        main.Descendants("math").Remove();
        Assert.DoesNotContain('$', main.Value);
        Assert.Empty(main.Descendants("em").Concat(main.Descendants("li")));
    }

    [Theory]
    [InlineData("costs $5 and $6")]
    [InlineData("\\$x\\$")]
    [InlineData("`$x$`")]
    [InlineData("```\n$x$\n```")]
    [InlineData("    $x$")]
    [InlineData("a $ b $ c")]
    public void Other_dollar_signs_stay(string markdown)
    {
        XElement main = Content(Render(Markdown(markdown)));
        Assert.Empty(main.Descendants("math"));
        Assert.Equal(2, main.Value.Count(c => c == '$'));
    }

    [Fact]
    public void A_wrong_formula_is_shown_as_it_was_typed() =>
        Assert.Equal("$\\foo$", Content(Render(Markdown("$\\foo$"))).Descendants("code").Single().Value);

    [Fact]
    public void A_formula_in_an_alternative_text_stays_text() =>
        Assert.Equal("of $x^2$", Content(Render(Markdown("![of $x^2$](data:image/png;base64,AA==)"))).Descendants("img").Single().Attribute("alt")!.Value);

    [Fact]
    public void Private_use_characters_are_not_taken_for_formulas() =>
        Assert.Contains("\uFFFD x", Content(Render(Markdown("\uE000 x $y$"))).Value);

    [Fact]
    public void Footnotes_of_different_cells_do_not_collide()
    {
        XElement page = Parsed(HtmlPage.Render(Of(Markdown("a[^1]\n\n[^1]: one"), Markdown("b[^1]\n\n[^1]: two"))));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.Descendants("main").Descendants("a").Attributes("href"), href => Assert.Contains(href.Value[1..], ids));
    }

    [Fact]
    public void Code_is_coloured()
    {
        const string code = "#r \"nuget: X, 1.0\"\n// comment <b>\nvar s = 'c' + 0x1F + a.Length;\nclass Foo<T> : IBar { List<int> Baz() => Math.Max(1, nameof(x)); }";
        XElement shown = Content(Render(Code(code))).Descendants("code").Single();
        Assert.Equal(code, shown.Value);
        string? Class(string text) => shown.Elements("span").FirstOrDefault(span => span.Value == text)?.Attribute("class")!.Value;
        Assert.Equal(["d", "k", "c", "t", "t", "t", "m", "t", "m", "n", "s", null],
            new[] { "#r \"nuget: X, 1.0\"", "class", "// comment <b>", "Foo", "IBar", "List", "Baz", "Math", "Max", "0x1F", "'c'", "Length" }.Select(Class));
    }

    [Theory]
    [InlineData("$\"a{x,3:F2}b\"", "$\"a{", "}b\"")]
    [InlineData("$\"{(a ? \"b\" : 'c')}{{d\"", "$\"{", "\"b\"", "'c'", "}{{d\"")]
    [InlineData("$\"{new { a = 1 }.a}\"", "$\"{", "}\"")]
    [InlineData("@\"a\\\" + \"\"", "@\"a\\\"", "\"\"")]
    [InlineData("@\"a\"\"b\"", "@\"a\"\"b\"")]
    [InlineData("$@\"a\"\"{b}\\\"", "$@\"a\"\"{", "}\\\"")]
    [InlineData("\"\"\"a \"quoted\" b\"\"\"", "\"\"\"a \"quoted\" b\"\"\"")]
    [InlineData("$$\"\"\"{a} {{b}}\"\"\"", "$$\"\"\"{a} {{", "}", "}\"\"\"")]
    [InlineData("\"a\\\"b\" c", "\"a\\\"b\"")]
    [InlineData("\"open\nx", "\"open")]
    public void Strings_end_where_the_language_says(string code, params string[] strings)
    {
        if (code.StartsWith("$$", StringComparison.Ordinal)) strings = [strings[0], string.Concat(strings[1..])];
        Assert.Equal(code, string.Concat(CSharpScanner.Scan(code).Select(piece => piece.Text)));
        Assert.Equal(strings, CSharpScanner.Scan(code).Where(piece => piece.Kind == CodeKind.Text).Select(piece => piece.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("class {{{ \"unclosed")]
    [InlineData("a.b().")]
    [InlineData("/* never closed")]
    [InlineData("1..5 @ # $ \u0001 \uD800 '")]
    [InlineData("$\"{$\"{$\"{")]
    public void Broken_code_is_shown_all_the_same(string code)
    {
        XElement page = Parsed(Render(Code(code)));
        Assert.Equal(code.Replace('\u0001', '\uFFFD').Replace('\uD800', '\uFFFD'), page.Descendants("main").Descendants("code").SingleOrDefault()?.Value ?? "");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("A<")]
    [InlineData("$\"{")]
    [InlineData("x switch {")]
    [InlineData("a?.")]
    public void Code_that_would_overflow_a_parsers_stack_is_shown(string piece)
    {
        string code = string.Concat(Enumerable.Repeat(piece, 20_000));
        Assert.Equal(code, Content(Render(Code(code))).Descendants("code").Single().Value);
    }

    [Fact]
    public void Deeply_nested_prose_is_shown_and_does_not_crash()
    {
        Parsed(Render(Markdown(new string('>', 20_000) + " x")));
        Parsed(Render(Markdown(new string('[', 5_000) + " x")));
    }

    [Fact]
    public void Neighbouring_pieces_of_a_stream_are_one_and_errors_stand_out()
    {
        XElement main = Content(Render(Code("1", Stream("a\nb"), Stream("c\n"), Stream("w", "stderr"),
            new() { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "v <i>", ["traceback"] = new JsonArray("E: v <i>", "cell 1, line 2: \u001b[31mboom\u001b[0m") })));
        Assert.Equal(["a\nbc", "w"], main.Descendants("pre").Where(pre => pre.Attribute("class")?.Value.StartsWith("output") == true).Select(pre => pre.Value));
        XElement error = main.Descendants("div").Single(div => div.Attribute("class")!.Value == "output error");
        Assert.Equal("E: v <i>", error.Element("p")!.Value);
        Assert.Equal("cell 1, line 2: boom", error.Element("pre")!.Value);
    }

    [Fact]
    public void Terminal_sequences_become_colours_or_nothing()
    {
        XElement pre = Content(Render(Code("1", Stream("\u001b[1;31mred\u001b[0m \u001b[38;5;12mblue\u001b[2K\u001b]0;title\u0007 10 %\r100 %\n")))).Descendants("pre").Last();
        Assert.Equal("100 %", pre.Value);
        Assert.Equal("<span class=\"ansi-1 ansi-bold\">red</span> x", AnsiText.Html("\u001b[1;31mred\u001b[0m \u001b[38;2;1;2;3mx\u001b[2K\u001b]0;t\u0007"));
    }

    [Fact]
    public void The_richest_type_that_paper_can_show_is_chosen()
    {
        const string svg = "<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"/>";
        JsonObject figure = new() { ["layout"] = new JsonObject { ["meta"] = new JsonObject { ["caption"] = "a < b" } } };
        XElement drawn = Content(Render(Code("", Data(("application/vnd.plotly.v1+json", figure), ("image/svg+xml", svg), ("text/plain", "p")))));
        Assert.NotNull(drawn.Descendants("svg").Single().Attribute("aria-label"));
        Assert.Equal("a < b", drawn.Descendants("figcaption").Single().Value);
        Assert.NotNull(Content(Render(Code("", Data(("image/svg+xml", svg), ("text/plain", "p"))))).Descendants("svg").Single().Attribute("aria-label"));
        Assert.Equal("h", Content(Render(Code("", Data(("image/svg+xml", svg), ("text/html", "<b>h</b>"))))).Descendants("b").Single().Value);
        Assert.Equal("h", Content(Render(Code("", Data(("text/markdown", "*h*"), ("text/plain", "p"))))).Descendants("em").Single().Value);
        Assert.Single(Content(Render(Code("", Data(("text/latex", "$x$"), ("text/plain", "p"))))).Descendants("math"));
        Assert.Equal("p", Content(Render(Code("", Data(("text/plain", new JsonArray("p"))))))!.Descendants("pre").Single().Value);
        Assert.StartsWith("data:image/png;base64,AA==", Content(Render(Code("", Data(("image/png", "A\nA==\n"))))).Descendants("img").Single().Attribute("src")!.Value);
    }

    [Fact]
    public void A_figure_with_frames_brings_the_pages_only_script_which_nothing_else_may_be()
    {
        GenericChart still = Chart.Line([1, 2], [3, 4]).WithDescription("said", "drawn");
        JsonObject Output(GenericChart chart) => Data([.. Formatter.Bundle(chart)
            .Select(form => (form.Key, form.Key.EndsWith("+json", StringComparison.Ordinal) ? JsonNode.Parse(form.Value)! : form.Value))]);
        GenericChart moving = still.WithFrames([("a", Chart.Line([1, 2], [3, 5])), ("b", Chart.Line([1, 2], [3, 6]))]);
        const string stated = "script-src 'sha256-";
        string alone = Render(Code("", Output(still)));
        Assert.DoesNotContain("<script", alone);
        Assert.DoesNotContain("<rect class=\"paper\"", alone);
        string page = HtmlPage.Render(Of(Code("", Output(moving)), Code("", Output(moving))));
        foreach (string each in new[] { alone, page })
            Assert.All(Content(each).Descendants("figcaption"), caption => Assert.Equal("said", caption.Value));
        Assert.Equal(2, Content(page).Descendants("figcaption").Count());
        Assert.DoesNotContain("ck-caption", page);
        string script = page.Split("<script>")[1].Split("</script>")[0];
        Assert.Single(page.Split("<script>").Skip(1));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script))), page.Split(stated)[1].Split('\'')[0]);
        Assert.Equal(2, Content(page).Descendants("input").Count());
        Assert.DoesNotContain("<script", Render(Code("", Output(moving)), new HtmlOptions(TrustHtml: false)));
    }

    public static readonly TheoryData<string> Attacks = new()
    {
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</pre></section></main><script>", "<svg onload=alert(1)>", "\"><script>", "<iframe src=javascript:alert(1)>",
        "<style>body{display:none}</style>", "<meta http-equiv=refresh content=0>", "\0<script>",
    };

    [Theory, MemberData(nameof(Attacks))]
    public void Untrusted_text_stays_text_wherever_it_comes_from(string attack)
    {
        Cell[] cells =
        [
            Markdown(attack), Markdown("x " + attack), Markdown("# " + attack), Markdown($"[a]({attack} \"{attack}\")"), Markdown($"![{attack}](a)"), Markdown($"```{attack}\n{attack}\n```"),
            Markdown($"${attack}$"), Markdown($"`{attack}`[^1]\n\n[^1]: {attack}"),
            Code(attack, Stream(attack), Stream(attack, "stderr")), Code("\"" + attack + "\" /* " + attack),
            Code("1", Data(("text/plain", attack))), Code("1", Data(("text/html", attack))), Code("1", Data(("text/markdown", attack))), Code("1", Data(("text/latex", attack))),
            Code("1", Data(("image/svg+xml", attack))), Code("1", Data(("image/png", attack))), Code("1", Data(("application/json", attack))),
            Code("1", new JsonObject { ["output_type"] = "error", ["ename"] = attack, ["evalue"] = attack, ["traceback"] = new JsonArray(attack) }),
            new Cell(attack, CellType.Code, "1", new() { ["coursekit"] = new JsonObject { ["role"] = "check", ["exercise"] = attack } }, [Data(("image/png", "AA"))]),
        ];
        string page = HtmlPage.Render(new(new() { ["title"] = attack, ["coursekit"] = new JsonObject { ["description"] = attack } }, cells), Untrusted);
        XElement parsed = Parsed(page);
        Assert.DoesNotContain(parsed.Descendants(), element => element.Name.LocalName is "script" or "object" or "embed");
        Assert.Single(parsed.Descendants("style"));
        Assert.Equal(6, parsed.Descendants("meta").Count());
        Assert.DoesNotContain(parsed.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on"));
        Assert.All(parsed.Descendants("iframe"), frame => Assert.Equal("", frame.Attribute("sandbox")!.Value));
        Assert.All(parsed.Descendants("img"), image => Assert.StartsWith("data:image/", image.Attribute("src")!.Value));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVa\tScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    public void A_link_never_runs_code(string url)
    {
        XElement main = Content(Render(Markdown($"[a](<{url}>) <{url}> [b]\n\n[b]: <{url}>"), Untrusted));
        Assert.All(main.Descendants("a"), link => Assert.Equal("#", link.Attribute("href")!.Value));
    }

    [Fact]
    public void Pictures_are_embedded_from_the_notebooks_folder_and_from_attachments()
    {
        string folder = Directory.CreateTempSubdirectory("coursekit-html-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "a b.png"), [1, 2, 3]);
            var attachments = new JsonObject { ["p.png"] = new JsonObject { ["image/png"] = "BBBB" } };
            Cell cell = Markdown("![one](<a b.png>) ![two](attachment:p.png) ![three](missing.png)") with { Attachments = attachments };
            XElement main = Content(Render(cell, new HtmlOptions(ImageFolder: folder)));
            Assert.Equal(["data:image/png;base64,AQID", "data:image/png;base64,BBBB"], main.Descendants("img").Select(image => image.Attribute("src")!.Value));
            Assert.Equal("three", main.Descendants("a").Single().Value);
            Assert.Single(Content(Render(cell, new HtmlOptions(TrustHtml: false, ImageFolder: folder))).Descendants("img"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Huge_outputs_are_cut_and_say_so()
    {
        string page = Render(Code("1", Stream(new string('x', 300_000))), new HtmlOptions(LongestText: 1000));
        Assert.Contains("299,000 more characters", page);
        Assert.True(page.Length < 30_000);
    }

    [Fact]
    public void A_page_is_the_same_each_time()
    {
        Notebook notebook = NotebookBuilder.Build(SourceDocument.Load(Sample.File("42-sample.md")), Edition.Student);
        Assert.Equal(HtmlPage.Render(notebook), HtmlPage.Render(notebook));
    }
}
