using CourseLib.Charts.Svg;

namespace CourseLib.Charts.Html;

/// <summary>A figure for a page: the SVG at once, interactive Plotly in its place when the page has plotly.js.</summary>
internal static class FigureHtml
{
    public static string Fragment(Figure figure) => FigureSvg.Draw(figure, standalone: false);
}
