using System.Text;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws contour charts: each band over the one below it, lines on top, numbers on the lines.</summary>
internal static class ContourRenderer
{
    public static void Include(ContourTrace trace, PanelData panel, AxisExtent x, AxisExtent y)
    {
        foreach (double v in Points(panel.X.Values(trace.XValues), trace.Z.Columns)) x.Include(v, room: false);
        foreach (double v in Points(panel.Y.Values(trace.YValues), trace.Z.Rows)) y.Include(v, room: false);
    }

    public static void Draw(SvgWriter svg, ContourTrace trace, PanelView view)
    {
        if (trace.Z.Rows < 2 || trace.Z.Columns < 2) return;
        double[] xs = [.. Points(view.Data.X.Values(trace.XValues), trace.Z.Columns).Select(view.X.AtOrEdge)];
        double[] ys = [.. Points(view.Data.Y.Values(trace.YValues), trace.Z.Rows).Select(view.Y.AtOrEdge)];
        double[] levels = trace.Levels;
        double step = levels.Length > 1 ? levels[1] - levels[0] : 0;
        if (trace.Filled)
        {
            Region(svg, trace, xs, ys, double.MinValue, levels.Length == 0 ? trace.Map.Min : levels[0] - step / 2);
            foreach (double level in levels) Region(svg, trace, xs, ys, level, level + step / 2);
        }
        if (!trace.Lines && trace.Filled) return;
        foreach (double level in levels)
        {
            (double X, double Y)[][] lines = [.. Contours.Lines(trace.Z, level).Select(line => Array.ConvertAll(line, p => Pixel(p, xs, ys)))];
            string color = trace.Filled ? trace.LineColor?.Css ?? "#000" : trace.Map.At(level).Hex;
            svg.Leaf("path", ("d", string.Concat(lines.Select(line => LinePath.Open(line)))), ("fill", "none"), ("stroke", color),
                ("stroke-width", trace.Filled ? 0.6 : 1.6), ("stroke-opacity", trace.Filled && trace.LineColor is null ? 0.45 : null));
        }
    }

    /// <summary>The heights, each on the longest line that has it.</summary>
    public static void DrawTexts(SvgWriter svg, ContourTrace trace, PanelView view)
    {
        if (!trace.Labels || trace.Z.Rows < 2 || trace.Z.Columns < 2) return;
        double[] xs = [.. Points(view.Data.X.Values(trace.XValues), trace.Z.Columns).Select(view.X.AtOrEdge)];
        double[] ys = [.. Points(view.Data.Y.Values(trace.YValues), trace.Z.Rows).Select(view.Y.AtOrEdge)];
        double[] levels = trace.Levels;
        string[] texts = NumberText.Labels(levels);
        List<Rect> taken = [];
        for (int i = 0; i < levels.Length; i++)
        {
            (double Row, double Column)[]? longest = Contours.Lines(trace.Z, levels[i]).MaxBy(line => line.Length);
            if (longest is not { Length: > 6 }) continue;
            (double x, double y) = Pixel(longest[longest.Length / 2], xs, ys);
            double width = TextMetrics.Width(texts[i], 10);
            Rect place = new(x - width / 2, y - 6, width, 12);
            if (taken.Any(place.Overlaps) || place.Left < view.Plot.Left || place.Right > view.Plot.Right || place.Top < view.Plot.Top || place.Bottom > view.Plot.Bottom) continue;
            taken.Add(place);
            string? fill = trace.Filled ? trace.Map.At(levels[i]).TextOnTop : null;
            Texts.Draw(svg, texts[i], x, y + 3.5, 10, "middle", fill: fill);
        }
    }

    private static void Region(SvgWriter svg, ContourTrace trace, double[] xs, double[] ys, double level, double color)
    {
        StringBuilder path = new();
        foreach ((double, double)[] outline in Contours.Regions(trace.Z, level)) path.Append(LinePath.Closed(outline.Select(p => Pixel(p, xs, ys))));
        if (path.Length > 0) svg.Leaf("path", ("d", path.ToString()), ("fill", trace.Map.At(color).Hex), ("fill-rule", "evenodd"));
    }

    private static double[] Points(double[] values, int count) => values.Length >= count ? values[..count] : [.. Enumerable.Range(0, count).Select(i => (double)i)];

    private static (double X, double Y) Pixel((double Row, double Column) p, double[] xs, double[] ys) => (Between(xs, p.Column), Between(ys, p.Row));

    private static double Between(double[] places, double at)
    {
        int below = Math.Clamp((int)at, 0, places.Length - 2);
        return places[below] + (at - below) * (places[below + 1] - places[below]);
    }
}
