using System.Text;
using System.Text.Json.Nodes;
using CourseLib.Charts;

namespace CourseKit.Notebooks;

/// <summary>Writes the outputs of code cells.</summary>
/// <param name="trusted">False for a page about somebody else's code: its HTML is shut in, its SVG becomes a picture.</param>
/// <param name="markdown">Writes Markdown outputs.</param>
/// <param name="longestText">Characters of one output that are shown; more are counted.</param>
internal sealed class OutputHtml(bool trusted, MarkdownHtml markdown, int longestText)
{
    private const string PlotlyJson = "application/vnd.plotly.v1+json", Svg = "image/svg+xml";

    private static readonly string[] Preference = ["text/html", "text/markdown", "text/latex", Svg, "image/png", "image/jpeg", "text/plain", "application/json"];

    public string Render(Cell cell)
    {
        var html = new StringBuilder();
        foreach (JsonObject output in Merged(cell.Outputs)) html.Append(Output(output, cell));
        return html.ToString();
    }

    /// <summary>The outputs, with neighbouring pieces of one stream put together.</summary>
    private static IEnumerable<JsonObject> Merged(JsonArray outputs)
    {
        JsonObject? stream = null;
        foreach (JsonObject output in outputs.OfType<JsonObject>())
        {
            if (Type(output) == "stream" && stream is not null && stream["name"]?.ToString() == output["name"]?.ToString())
            {
                stream["text"] = NotebookFile.Joined(stream["text"]) + NotebookFile.Joined(output["text"]);
                continue;
            }
            if (stream is not null) yield return stream;
            stream = Type(output) == "stream" ? output.DeepClone().AsObject() : null;
            if (stream is null) yield return output;
        }
        if (stream is not null) yield return stream;
    }

    private static string? Type(JsonObject output) => output["output_type"]?.ToString();

    private string Output(JsonObject output, Cell cell) => Type(output) switch
    {
        "stream" => Preformatted(NotebookFile.Joined(output["text"]) ?? "", output["name"]?.ToString() == "stderr" ? "output stderr" : "output stdout"),
        "error" => Error(output),
        "display_data" or "execute_result" when output["data"] is JsonObject data => Bundle(data, output["metadata"] as JsonObject, cell),
        _ => "",
    };

    private string Error(JsonObject output)
    {
        string heading = $"{output["ename"]}: {output["evalue"]}";
        IEnumerable<string> trace = output["traceback"] is JsonArray lines ? lines.OfType<JsonValue>().Select(line => AnsiText.Plain(line.ToString())) : [];
        string text = string.Join('\n', trace.Where(line => line.Length > 0 && line != heading && line != output["evalue"]?.ToString()));
        return $"<div class=\"output error\"><p><strong>{HtmlText.Escape(Shortened(AnsiText.Plain(heading)))}</strong></p>"
            + (text.Length > 0 ? $"<pre tabindex=\"0\">{HtmlText.Escape(Shortened(text))}</pre>" : "") + "</div>\n";
    }

    private string Bundle(JsonObject data, JsonObject? metadata, Cell cell)
    {
        string Alternative(string type) => (metadata?["alt"] ?? metadata?[type]?["alt"])?.ToString() ?? $"Figure made by cell {cell.Id}";
        if (trusted && data[PlotlyJson] is JsonObject figure && NotebookFile.Joined(data[Svg]) is string svg)
            return Figure(svg, NotebookFile.Joined(data["text/html"]), figure["layout"]?["meta"]?["caption"]?.ToString(), Alternative(Svg));
        string? type = !trusted && data.ContainsKey(Svg) ? Svg : Preference.FirstOrDefault(data.ContainsKey);
        if (type is null) return "";
        string content = type == "application/json" && data[type] is JsonNode json ? JupyterJson.Text(json) : NotebookFile.Joined(data[type]) ?? data[type]?.ToString() ?? "";
        return type switch
        {
            Svg when trusted => $"<figure class=\"output figure\">{InlineSvg(content, Alternative(type))}</figure>\n",
            Svg => Image(Svg, Convert.ToBase64String(Encoding.UTF8.GetBytes(content)), Alternative(type)),
            "image/png" or "image/jpeg" => Image(type, string.Concat(content.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')), Alternative(type)),
            "text/html" when trusted => $"<div class=\"output html\">{HtmlText.Legal(content)}</div>\n",
            "text/html" => $"<iframe class=\"output\" sandbox=\"\" title=\"Output of cell {HtmlText.Escape(cell.Id)}\" srcdoc=\"{HtmlText.Escape(Shortened(content))}\"></iframe>\n",
            "text/markdown" => $"<div class=\"output html\">{markdown.Render(Shortened(content))}</div>\n",
            "text/latex" => Latex(content),
            _ => Preformatted(content, "output result"),
        };
    }

    private string Latex(string content)
    {
        string tex = content.Trim();
        bool display = !tex.StartsWith('$') || tex.StartsWith("$$", StringComparison.Ordinal);
        return TexToMathML.TryConvert(tex.Trim('$'), display, out string? mathML, out _)
            ? $"<div class=\"output html\"><span class=\"formula\">{mathML}</span></div>\n"
            : Preformatted(content, "output result");
    }

    private static string Image(string type, string base64, string alternative) =>
        $"<figure class=\"output figure\"><img src=\"data:{type};base64,{base64}\" alt=\"{HtmlText.Escape(alternative)}\" /></figure>\n";

    /// <summary>Drops what may precede the element in a file, and names a drawing that does not name itself.</summary>
    private static string InlineSvg(string svg, string alternative)
    {
        int start = svg.IndexOf("<svg", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return HtmlText.Escape(svg);
        string element = HtmlText.Legal(svg[start..]);
        string opening = element[..(element.IndexOf('>') + 1)];
        bool namesItself = opening.Contains("aria-label", StringComparison.Ordinal) || element.Contains("<title", StringComparison.Ordinal);
        return namesItself ? element : $"<svg role=\"img\" aria-label=\"{HtmlText.Escape(alternative)}\"{element[4..]}";
    }

    /// <summary>A chart in the page's colours, with its sentences as text of the page.</summary>
    private static string Figure(string svg, string? html, string? caption, string alternative)
    {
        string drawing = ChartFiles.OnPage(svg, html);
        return $"<figure class=\"output figure\">{(html is null ? InlineSvg(drawing, alternative) : HtmlText.Legal(drawing))}"
            + $"{(caption is null ? "" : $"<figcaption>{HtmlText.Escape(caption)}</figcaption>")}</figure>\n";
    }

    private string Preformatted(string text, string kind) => text.Length == 0 ? "" : $"<pre class=\"{kind}\" tabindex=\"0\">{AnsiText.Html(Shortened(text)).TrimEnd('\n')}</pre>\n";

    private string Shortened(string text) =>
        text.Length <= longestText ? text : $"{text[..longestText]}\n… {text.Length - longestText:N0} more characters are left out here; the notebook file has them.";
}
