using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws the legend: a sample of each trace and its name.</summary>
internal static class LegendRenderer
{
    public static void Draw(SvgWriter svg, LegendLayout legend)
    {
        if (legend.Place is null) return;
        svg.Open("g");
        if (legend.Title is { } title)
            Texts.Draw(svg, title, legend.Entry(0).X, legend.Box.Top + 13, SvgTheme.LegendSize, bold: true);
        for (int i = 0; i < legend.Entries.Length; i++)
        {
            (double x, double y) = legend.Entry(i);
            Sample(svg, legend.Entries[i], x, y + LegendLayout.RowHeight / 2);
            double right = x + LegendLayout.SwatchWidth + 8, middle = y + LegendLayout.RowHeight / 2;
            Texts.Draw(svg, legend.Entries[i].Name, right, middle + 4.5, SvgTheme.LegendSize);
        }
        svg.Close();
    }

    private static void Sample(SvgWriter svg, LegendEntry entry, double x, double y)
    {
        Trace trace = entry.Trace;
        (string? css, string color) = entry.Part is { } part ? SvgTheme.Ink(part.Slot, part.Color) : SvgTheme.Ink(trace);
        const double width = LegendLayout.SwatchWidth;
        svg.Open("g", ("class", css), ("color", color), ("opacity", trace.Opacity));
        string line = $"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}h{width}";
        string Marker(Words.MarkerSymbol symbol, double? size) =>
            Markers.Path(symbol, x + width / 2, y, Math.Min(12, size ?? Markers.DefaultSize));
        if (trace is ScatterTrace scatter)
        {
            if (scatter.Fill != Words.Fill.None)
                svg.Leaf("rect", ("x", x), ("y", y - 5), ("width", width), ("height", 10.0),
                    ("fill", scatter.FillColor?.Css ?? "currentColor"),
                    ("fill-opacity", scatter.FillColor is null ? ScatterTrace.FillOpacity : null));
            if (scatter.HasLines)
                svg.Leaf("path", ("d", line), ("stroke", "currentColor"), ("stroke-width", scatter.Line.Width ?? LinePath.DefaultWidth),
                    ("stroke-dasharray", LinePath.Dashes(scatter)), ("fill", "none"));
            if (scatter.HasMarkers)
                svg.Leaf("path", ("d", Marker(scatter.Symbol, scatter.Marker.Size)),
                    ("fill", scatter.Marker.Color is { IsSingle: true } own ? own.Css : "currentColor"));
        }
        else if (trace is Scatter3DTrace { Lines: true })
            svg.Leaf("path", ("d", line), ("stroke", "currentColor"), ("stroke-width", LinePath.DefaultWidth));
        else if (trace is Scatter3DTrace points)
            svg.Leaf("path", ("d", Marker(points.Marker.Symbol ?? Words.MarkerSymbol.Circle, null)), ("fill", "currentColor"));
        else svg.Leaf("rect", ("x", x + 6), ("y", y - 6), ("width", width - 12), ("height", 12.0), ("fill", "currentColor"));
        svg.Close();
    }
}
