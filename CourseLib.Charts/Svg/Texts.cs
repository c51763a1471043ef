using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Writes texts with their small markup, line under line.</summary>
internal static class Texts
{
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="y">The baseline of the first line.</param>
    /// <param name="rotate">Degrees around (x, y), clockwise.</param>
    public static void Draw(
        SvgWriter svg, string text, double x, double y, double size, string anchor = "start",
        bool bold = false, double rotate = 0, string? fill = null, double opacity = 1)
    {
        List<List<TextRun>> lines = RichText.Lines(text);
        svg.Open("text", ("x", x), ("y", y), ("font-size", size == SvgTheme.TickSize ? null : size),
            ("text-anchor", anchor == "start" ? null : anchor), ("font-weight", bold ? "600" : null),
            ("fill", fill), ("fill-opacity", opacity == 1 ? null : opacity),
            ("transform", rotate == 0 ? null : $"rotate({SvgWriter.Number(rotate)} {SvgWriter.Number(x)} {SvgWriter.Number(y)})"));
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines.Count > 1) svg.Open("tspan", ("x", x), ("dy", i == 0 ? 0.0 : TextMetrics.LineHeight(size)));
            foreach (TextRun run in lines[i]) Run(svg, run, size);
            if (lines.Count > 1) svg.Close();
        }
        svg.Close();
    }

    /// <summary>Writes a text whose lines have their middle at y.</summary>
    public static void Centred(
        SvgWriter svg, string text, double x, double y, double size, string anchor = "middle", bool bold = false, string? fill = null) =>
        Draw(svg, text, x, y - TextMetrics.Height(text, size) / 2 + 0.95 * size, size, anchor, bold, fill: fill);

    /// <summary>Writes a text in the middle of a part of a trace, black or white, whichever reads better.</summary>
    /// <param name="under">The part's own colour; null for one of the palette.</param>
    /// <param name="rotate">Degrees around (x, y), clockwise.</param>
    public static void On(
        SvgWriter svg, CssColor? under, string text, double x, double y, string anchor = "middle", double rotate = 0)
    {
        svg.Open("g", ("class", under is null ? "on" : null), ("color", under is null ? "#fff" : SvgTheme.TextOn(under)),
            ("transform", rotate == 0 ? null : $"rotate({SvgWriter.Number(rotate)} {SvgWriter.Number(x)} {SvgWriter.Number(y)})"));
        Centred(svg, text, x, y, SvgTheme.TickSize, anchor);
        svg.Close();
    }

    private static void Run(SvgWriter svg, TextRun run, double size)
    {
        if (run is { Bold: false, Italic: false, Script: 0 })
        {
            svg.Chars(run.Text);
            return;
        }
        svg.Open("tspan", ("font-weight", run.Bold ? "600" : null), ("font-style", run.Italic ? "italic" : null),
            ("font-size", run.Script == 0 ? null : 0.7 * size),
            ("baseline-shift", run.Script == 0 ? null : run.Script > 0 ? "super" : "sub"));
        svg.Chars(run.Text).Close();
    }
}
