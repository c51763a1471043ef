using System.Security.Cryptography;
using System.Text;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws a figure as SVG: title, panels, legend; the same figure always as the same text.</summary>
internal static class FigureSvg
{
    /// <param name="standalone">A file of its own, which chooses its text colour; else a part of a page, which takes the page's.</param>
    public static string Draw(Figure figure, bool standalone) => Draw(figure, standalone, figure.Extents);

    /// <param name="figure">What is drawn.</param>
    /// <param name="standalone">A file of its own.</param>
    /// <param name="extents">The figure by whose values the axes are chosen: the same for all frames of an animation.</param>
    /// <param name="number">Tells the ids of two equal frames apart.</param>
    public static string Draw(Figure figure, bool standalone, Figure extents, int number = 0)
    {
        Figure resolved = figure.Resolve();
        string id = $"ck{Hash(figure)}{(number == 0 ? "" : $"-{number}")}";
        FigureLayout layout = new(resolved, ReferenceEquals(extents, figure) ? resolved : extents.Resolve());
        SvgWriter svg = new(id);
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", layout.Width), ("height", layout.Height),
            ("viewBox", $"0 0 {SvgWriter.Number(layout.Width)} {SvgWriter.Number(layout.Height)}"),
            ("class", "ck-chart"), ("role", "img"), ("aria-labelledby", $"{id}-t {id}-d"),
            ("font-family", TextMetrics.Font), ("font-size", SvgTheme.TickSize), ("fill", "currentColor"));
        svg.Open("title", ("id", id + "-t")).Chars(Description.Title(figure) ?? "Chart").Close();
        svg.Open("desc", ("id", id + "-d")).Chars(Description.Alternative(figure)).Close();
        svg.Style(SvgTheme.Css(standalone));
        if (figure.Layout.Title is { } title)
            Texts.Draw(svg, title, layout.Width / 2, 12 + layout.TitleSize * 0.9, layout.TitleSize, "middle", bold: true);
        foreach (PanelView view in layout.Views) PanelRenderer.Draw(svg, view);
        LegendRenderer.Draw(svg, layout.Legend);
        return svg.Close().ToString();
    }

    /// <summary>Eight hexadecimal digits of what the figure holds.</summary>
    public static string Hash(Figure figure) => Hash(figure.Source);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
