using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws heat maps: rectangles when there are few cells, one embedded picture when there are many.</summary>
internal static class HeatmapRenderer
{
    private const int FewCells = 900, HoverCells = 400;

    /// <summary>Cells reach a little under the next ones, so that no background shows between.</summary>
    private const double Overlap = 0.4;

    public static void Include(HeatmapTrace trace, PanelData panel, AxisExtent x, AxisExtent y)
    {
        foreach (double edge in Edges(panel.X.Values(trace.XValues), trace.Z.Columns)) x.Include(edge, room: false);
        foreach (double edge in Edges(panel.Y.Values(trace.YValues), trace.Z.Rows)) y.Include(edge, room: false);
    }

    public static void Draw(SvgWriter svg, HeatmapTrace trace, PanelView view)
    {
        if (trace.Z.Rows == 0 || trace.Z.Columns == 0) return;
        double[] xs = [.. Edges(view.Data.X.Values(trace.XValues), trace.Z.Columns).Select(view.X.AtOrEdge)];
        double[] ys = [.. Edges(view.Data.Y.Values(trace.YValues), trace.Z.Rows).Select(view.Y.AtOrEdge)];
        if (trace.Z.Rows * trace.Z.Columns > FewCells && Even(xs) && Even(ys)) Picture(svg, trace, xs, ys);
        else Cells(svg, trace, xs, ys);
    }

    /// <summary>The texts on the cells, dark on light cells and light on dark ones.</summary>
    public static void DrawTexts(SvgWriter svg, HeatmapTrace trace, PanelView view)
    {
        if (trace.Texts is not { Length: > 0 } texts) return;
        double[] xs = [.. Edges(view.Data.X.Values(trace.XValues), trace.Z.Columns).Select(view.X.AtOrEdge)];
        double[] ys = [.. Edges(view.Data.Y.Values(trace.YValues), trace.Z.Rows).Select(view.Y.AtOrEdge)];
        double widest = texts.SelectMany(row => row).DefaultIfEmpty("").Max(text => TextMetrics.Width(text, 1));
        double room = xs.Zip(xs.Skip(1), (a, b) => Math.Abs(b - a)).DefaultIfEmpty(0).Min(), tall = ys.Zip(ys.Skip(1), (a, b) => Math.Abs(b - a)).DefaultIfEmpty(0).Min();
        double size = Math.Round(Math.Min(13, Math.Min(0.7 * tall, widest > 0 ? 0.92 * room / widest : 13)), 1);
        if (size < 4) return;
        for (int r = 0; r < Math.Min(trace.Z.Rows, texts.Length); r++)
            for (int c = 0; c < Math.Min(trace.Z.Columns, texts[r].Length); c++)
            {
                string? fill = double.IsFinite(trace.Z[r, c]) ? trace.Map.At(trace.Z[r, c]).TextOnTop : null;
                Texts.Draw(svg, texts[r][c], (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2 + 0.35 * size, size, "middle", fill: fill);
            }
    }

    /// <summary>The edges of cells around given middles.</summary>
    public static double[] Edges(double[] middles, int count)
    {
        if (count == 0) return [];
        // n + 1 numbers for n cells are the edges themselves.
        if (middles.Length == count + 1) return middles;
        double Middle(int i) => i < middles.Length && double.IsFinite(middles[i]) ? middles[i] : i;
        if (count == 1) return [Middle(0) - 0.5, Middle(0) + 0.5];
        double[] edges = new double[count + 1];
        for (int i = 1; i < count; i++) edges[i] = (Middle(i - 1) + Middle(i)) / 2;
        edges[0] = Middle(0) - (edges[1] - Middle(0));
        edges[count] = Middle(count - 1) + (Middle(count - 1) - edges[count - 1]);
        return edges;
    }

    private static bool Even(double[] edges)
    {
        double step = (edges[^1] - edges[0]) / (edges.Length - 1);
        return edges.Select((e, i) => Math.Abs(e - edges[0] - i * step)).Max() < 0.05;
    }

    private static void Cells(SvgWriter svg, HeatmapTrace trace, double[] xs, double[] ys)
    {
        svg.Open("g", ("shape-rendering", "crispEdges"));
        for (int r = 0; r < trace.Z.Rows; r++)
            for (int c = 0; c < trace.Z.Columns; c++)
            {
                double value = trace.Z[r, c];
                if (!double.IsFinite(value)) continue;
                svg.Open("rect", ("x", Math.Min(xs[c], xs[c + 1])), ("y", Math.Min(ys[r], ys[r + 1])),
                    ("width", Math.Abs(xs[c + 1] - xs[c]) + Overlap), ("height", Math.Abs(ys[r + 1] - ys[r]) + Overlap), ("fill", trace.Map.At(value).Hex));
                if (trace.Z.Rows * trace.Z.Columns <= HoverCells)
                    svg.Open("title").Chars($"{Label(trace.XValues, c)}, {Label(trace.YValues, r)}: {NumberText.Short(value)}").Close();
                svg.Close();
            }
        svg.Close();
    }

    private static string Label(Series series, int index) => index < series.Count ? series.Label(index) : "";

    private static void Picture(SvgWriter svg, HeatmapTrace trace, double[] xs, double[] ys)
    {
        Matrix z = trace.Z;
        Pixels picture = new(z.Columns, z.Rows);
        for (int r = 0; r < z.Rows; r++)
            for (int c = 0; c < z.Columns; c++)
                if (double.IsFinite(z[r, c]))
                    picture.Set(xs[0] < xs[^1] ? c : z.Columns - 1 - c, ys[0] < ys[^1] ? r : z.Rows - 1 - r, trace.Map.At(z[r, c]));
        ImageRenderer.Embed(svg, picture, new(Math.Min(xs[0], xs[^1]), Math.Min(ys[0], ys[^1]), Math.Abs(xs[^1] - xs[0]), Math.Abs(ys[^1] - ys[0])));
    }
}
