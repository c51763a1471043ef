using System.Security.Cryptography;
using System.Text;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws a figure as SVG: title, panels, legend; the same figure always as the same text.</summary>
internal static class FigureSvg
{
    /// <summary>The class of every drawing of ours.</summary>
    public const string Mark = "ck-chart";

    public static string Draw(Figure figure, SvgUse use) => Draw(figure, use, figure.Extents);

    /// <param name="figure">What is drawn.</param>
    /// <param name="use">Where the picture is for.</param>
    /// <param name="extents">The figure by whose values the axes are chosen: the same for all frames of an animation.</param>
    /// <param name="number">Tells the ids of two equal frames apart.</param>
    public static string Draw(Figure figure, SvgUse use, Figure extents, int number = 0)
    {
        Figure resolved = figure.Resolve();
        string id = $"ck{Hash(figure)}{(number == 0 ? "" : $"-{number}")}";
        FigureLayout layout = new(resolved, ReferenceEquals(extents, figure) ? resolved : extents.Resolve());
        Caption? caption = use == SvgUse.Output && figure.Layout.Caption is { } text ? Caption.Under(layout, text) : null;
        double height = layout.Height + (caption?.Height ?? 0);
        SvgWriter svg = new(id);
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", layout.Width), ("height", height),
            ("viewBox", $"0 0 {SvgWriter.Number(layout.Width)} {SvgWriter.Number(height)}"),
            ("class", Mark), ("role", "img"), ("aria-labelledby", $"{id}-t {id}-d"),
            ("font-family", TextMetrics.Font), ("font-size", SvgTheme.TickSize), ("fill", "currentColor"));
        svg.Open("title", ("id", id + "-t")).Chars(Description.Title(figure) ?? "Chart").Close();
        svg.Open("desc", ("id", id + "-d")).Chars(Description.Alternative(figure)).Close();
        svg.Style(SvgTheme.Css(use));
        if (use == SvgUse.Output) svg.Open("rect", ("class", OutputSvg.Paper), ("width", layout.Width), ("height", height)).Close();
        if (figure.Layout.Title is { } title)
            Texts.Draw(svg, title, layout.Width / 2, 12 + layout.TitleSize * 0.9, layout.TitleSize, "middle", bold: true);
        foreach (PanelView view in layout.Views) PanelRenderer.Draw(svg, view);
        LegendRenderer.Draw(svg, layout.Legend);
        caption?.Draw(svg);
        return svg.Close().ToString();
    }

    /// <summary>Eight hexadecimal digits of what the figure holds.</summary>
    public static string Hash(Figure figure) => Hash(figure.Source);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
