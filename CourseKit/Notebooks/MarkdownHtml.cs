using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CourseKit.Notebooks;

/// <summary>A heading, for the table of contents.</summary>
/// <param name="Html">Its text with its formulas.</param>
internal sealed record PageHeading(int Level, string Id, string Html);

/// <summary>Turns the Markdown cells of one page into HTML, one after the other.</summary>
/// <param name="trusted">False keeps HTML in the Markdown from reaching the page as HTML, and links from running code.</param>
/// <param name="imageFolder">Where relative image paths begin; null embeds none.</param>
internal sealed partial class MarkdownHtml(bool trusted, string? imageFolder)
{
    private readonly MarkdownPipeline pipeline = Pipeline(trusted);
    private readonly HashSet<string> ids = [];
    private readonly List<PageHeading> headings = [];
    private int rendered;

    /// <summary>The headings met so far.</summary>
    public IReadOnlyList<PageHeading> Headings => headings;

    private static MarkdownPipeline Pipeline(bool trusted)
    {
        MarkdownPipelineBuilder builder = new MarkdownPipelineBuilder()
            .UsePipeTables().UseGridTables().UseFootnotes().UseEmphasisExtras().UseTaskLists().UseDefinitionLists().UseAutoLinks().UseFigures();
        return (trusted ? builder : builder.DisableHtml()).Build();
    }

    /// <param name="attachments">Pictures that the cell carries.</param>
    public string Render(string markdown, JsonObject? attachments = null)
    {
        rendered++;
        markdown = HtmlText.Legal(markdown);
        IReadOnlyList<MarkdownFormula> formulas = [.. MarkdownMath.Find(markdown).Where(formula => formula.IsClosed).Take(MarkdownMath.MostFormulas)];
        string html;
        try
        {
            html = Write(markdown, formulas, attachments);
        }
        catch (ArgumentException)
        {
            // Markdig's answer to nesting that nobody writes by hand.
            return $"<pre>{HtmlText.Escape(markdown)}</pre>\n";
        }
        // Each cell is a document of its own to Markdig, and numbers its footnotes from 1.
        string prefix = rendered == 1 ? "" : $"c{rendered}-";
        return prefix.Length == 0 ? html : html.Replace("id=\"fn", $"id=\"{prefix}fn").Replace("href=\"#fn", $"href=\"#{prefix}fn");
    }

    private string Write(string markdown, IReadOnlyList<MarkdownFormula> formulas, JsonObject? attachments)
    {
        MarkdownDocument document = Markdown.Parse(MarkdownMath.Hide(markdown, formulas), pipeline);
        var images = new MarkdownImages(trusted, imageFolder, attachments);
        foreach (LinkInline link in document.Descendants<LinkInline>().ToArray()) images.Mend(link);
        foreach (AutolinkInline link in document.Descendants<AutolinkInline>().ToArray())
            if (!link.IsEmail && !MarkdownImages.IsHarmless(link.Url)) link.Url = "#";
        var literal = new FormulaRenderer(markdown, formulas);
        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>()) Register(heading, literal);
        return ToHtml(literal, renderer => renderer.Render(document));
    }

    private void Register(HeadingBlock heading, FormulaRenderer literal)
    {
        if (heading.Inline is null) return;
        // The table of contents is a list of links, and links do not nest.
        string html = LinkPattern().Replace(ToHtml(literal, renderer => renderer.WriteChildren(heading.Inline)).Trim(), "");
        string slug = CellIds.Slug(string.Concat(heading.Inline.Descendants<LiteralInline>().Select(part => part.Content.ToString())));
        string id = slug;
        for (int n = 2; !ids.Add(id); n++) id = $"{slug}-{n}";
        heading.GetAttributes().Id = id;
        headings.Add(new PageHeading(heading.Level, id, html));
    }

    private string ToHtml(FormulaRenderer literal, Action<HtmlRenderer> write)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<LiteralInlineRenderer>(literal);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeRenderer());
        renderer.ObjectRenderers.Insert(0, new TableRenderer());
        write(renderer);
        return literal.Reveal(writer.ToString());
    }

    [GeneratedRegex(@"</?a\b[^<>]*>")]
    private static partial Regex LinkPattern();

    /// <summary>Writes text, with MathML where a formula was hidden.</summary>
    private sealed class FormulaRenderer(string markdown, IReadOnlyList<MarkdownFormula> formulas) : HtmlObjectRenderer<LiteralInline>
    {
        protected override void Write(HtmlRenderer renderer, LiteralInline literal)
        {
            string text = literal.Content.ToString();
            int start = 0;
            for (int i = 0; i < text.Length; i++)
            {
                // In an alternative text there can be no elements.
                if (MarkdownMath.IndexOf(text[i]) is not (>= 0 and var index) || !renderer.EnableHtmlForInline) continue;
                renderer.Write(HtmlText.Escape(text[start..i])).Write(Formula(formulas[index]));
                start = i + 1;
            }
            renderer.Write(renderer.EnableHtmlEscape ? HtmlText.Escape(text[start..]) : text[start..]);
        }

        /// <summary>Puts the source of a formula back where no formula can be: in code and in attributes.</summary>
        public string Reveal(string html) => !html.Any(c => MarkdownMath.IndexOf(c) >= 0) ? html
            : string.Concat(html.Select(c => MarkdownMath.IndexOf(c) is >= 0 and var index ? HtmlText.Escape(Source(formulas[index])) : c.ToString()));

        private string Source(MarkdownFormula formula) => markdown.Substring(formula.Start, formula.Length);

        private string Formula(MarkdownFormula formula)
        {
            if (!TexToMathML.TryConvert(formula.Tex, formula.Display, out string? mathML, out string? error))
                return $"<code class=\"wrong-formula\" title=\"{HtmlText.Escape(error)}\">{HtmlText.Escape(Source(formula))}</code>";
            return formula.Display ? $"<span class=\"formula\">{mathML}</span>" : mathML;
        }
    }

    /// <summary>Colours C# in fenced blocks; other languages stay plain.</summary>
    private sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            string code = block.Lines.ToString();
            string language = (block as FencedCodeBlock)?.Info?.ToLowerInvariant() ?? "";
            renderer.EnsureLine();
            renderer.Write("<pre tabindex=\"0\"><code>");
            renderer.Write(language is "cs" or "csharp" or "c#" ? CSharpHighlighter.Html(code) : HtmlText.Escape(code));
            renderer.WriteLine("</code></pre>");
        }
    }

    /// <summary>Lets a wide table scroll by itself on a narrow screen.</summary>
    private sealed class TableRenderer : HtmlObjectRenderer<Table>
    {
        private readonly HtmlTableRenderer inner = new();

        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.WriteLine("<div class=\"table\" tabindex=\"0\">");
            inner.Write(renderer, table);
            renderer.EnsureLine();
            renderer.WriteLine("</div>");
        }
    }
}
