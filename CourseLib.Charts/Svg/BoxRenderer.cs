using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws boxes and violins.</summary>
internal static class BoxRenderer
{
    private const double BoxWidth = 0.5, ViolinWidth = 0.8, WhiskerReach = 1.5, DotSize = 5;

    public static void Include(BoxTrace trace, PanelData panel, AxisExtent x, AxisExtent y)
    {
        (AxisExtent along, AxisExtent values) = trace.Horizontal ? (y, x) : (x, y);
        foreach ((Series group, double[] sorted) in trace.Split())
        {
            double place = Place(trace, group, panel);
            along.Include(place - 0.5);
            along.Include(place + 0.5);
            foreach (double v in sorted) values.Include(v);
            if (!trace.Violin) continue;
            foreach ((double at, _) in Statistics.Density(sorted)) values.Include(at);
        }
    }

    public static void Draw(SvgWriter svg, BoxTrace trace, PanelView view)
    {
        BoxTrace[] rivals = [.. view.Data.Traces.OfType<BoxTrace>().Where(t => t.Groups is not null)];
        int count = trace.Groups is null ? 1 : Math.Max(1, rivals.Length), turn = trace.Groups is null ? 0 : Array.IndexOf(rivals, trace);
        double width = (trace.Violin ? ViolinWidth : BoxWidth) / count;
        foreach ((Series group, double[] sorted) in trace.Split())
        {
            if (sorted.Length == 0) continue;
            double middle = Place(trace, group, view.Data) + (turn - (count - 1) / 2.0) * width * 1.1;
            Pen pen = new(view, trace.Horizontal);
            if (trace.Violin) Violin(svg, trace, pen, middle, width, sorted);
            else Box(svg, trace, pen, middle, width, sorted);
        }
    }

    private static void Box(SvgWriter svg, BoxTrace trace, Pen pen, double middle, double width, double[] sorted)
    {
        (double q1, double median, double q3) = (Statistics.Quantile(sorted, 0.25), Statistics.Quantile(sorted, 0.5), Statistics.Quantile(sorted, 0.75));
        double reach = WhiskerReach * (q3 - q1), low = sorted.First(v => v >= q1 - reach), high = sorted.Last(v => v <= q3 + reach);
        double a = middle - width / 2, b = middle + width / 2, cap = width / 5;
        svg.Leaf("path", ("d", pen.Closed((a, q1), (a, q3), (b, q3), (b, q1))), ("fill", "currentColor"), ("fill-opacity", ScatterTrace.FillOpacity), ("stroke", "currentColor"), ("stroke-width", 1.5));
        svg.Leaf("path", ("d", pen.Open((middle, q1), (middle, low)) + pen.Open((middle, q3), (middle, high)) + pen.Open((middle - cap, low), (middle + cap, low)) + pen.Open((middle - cap, high), (middle + cap, high))),
            ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", 1.5));
        svg.Leaf("path", ("d", pen.Open((a, median), (b, median))), ("stroke", "currentColor"), ("stroke-width", 3.0), ("fill", "none"));
        if (trace.ShowMean) svg.Leaf("path", ("d", pen.Open((a, sorted.Average()), (b, sorted.Average()))), ("stroke", "currentColor"), ("stroke-width", 1.2), ("stroke-dasharray", "3 3"), ("fill", "none"));
        Dots(svg, trace, pen, middle, width, sorted, v => v < low || v > high);
    }

    private static void Violin(SvgWriter svg, BoxTrace trace, Pen pen, double middle, double width, double[] sorted)
    {
        (double At, double Density)[] curve = Statistics.Density(sorted);
        double largest = curve.Max(p => p.Density);
        (double, double)[] right = Array.ConvertAll(curve, p => (middle + width / 2 * p.Density / largest, p.At));
        (double, double)[] left = Array.ConvertAll(curve, p => (middle - width / 2 * p.Density / largest, p.At));
        Array.Reverse(left);
        svg.Leaf("path", ("d", pen.Closed([.. right, .. left])), ("fill", "currentColor"), ("fill-opacity", ScatterTrace.FillOpacity), ("stroke", "currentColor"), ("stroke-width", 1.5));
        (double q1, double median, double q3) = (Statistics.Quantile(sorted, 0.25), Statistics.Quantile(sorted, 0.5), Statistics.Quantile(sorted, 0.75));
        if (trace.ShowBox)
        {
            double half = width / 14;
            svg.Leaf("path", ("d", pen.Open((middle, sorted[0]), (middle, sorted[^1]))), ("stroke", "currentColor"), ("fill", "none"));
            svg.Leaf("path", ("d", pen.Closed((middle - half, q1), (middle - half, q3), (middle + half, q3), (middle + half, q1))), ("fill", "currentColor"));
            svg.Leaf("path", ("d", pen.Dot((middle, median), 6)), ("fill", "#fff"), ("stroke", "currentColor"));
        }
        if (trace.ShowMean)
            svg.Leaf("path", ("d", pen.Open((middle - width / 3, sorted.Average()), (middle + width / 3, sorted.Average()))), ("stroke", "currentColor"), ("stroke-dasharray", "3 3"), ("fill", "none"));
        Dots(svg, trace, pen, middle, width, sorted, v => v < q1 - WhiskerReach * (q3 - q1) || v > q3 + WhiskerReach * (q3 - q1));
    }

    private static void Dots(SvgWriter svg, BoxTrace trace, Pen pen, double middle, double width, double[] sorted, Func<double, bool> outlies)
    {
        if (trace.Points == Words.BoxPoints.False) return;
        bool all = trace.Points == Words.BoxPoints.All;
        IEnumerable<(double, double)> dots = sorted.Select((v, i) => (v, i)).Where(p => all || outlies(p.v))
            // All points stand beside the box, spread so that equal ones are told apart.
            .Select(p => (all ? middle - width * (0.62 + 0.2 * (p.i * 0.618034 % 1)) : middle, p.v));
        string path = string.Concat(dots.Select(p => pen.Dot(p, DotSize)));
        if (path.Length > 0) svg.Leaf("path", ("d", path), ("fill", "currentColor"), ("fill-opacity", 0.7));
    }

    private static double Place(BoxTrace trace, Series group, PanelData panel) =>
        (trace.Horizontal ? panel.Y : panel.X).Values(group) is [var place, ..] && double.IsFinite(place) ? place : 0;

    /// <summary>Turns (along, value) into path commands, upright or lying.</summary>
    private readonly record struct Pen(PanelView View, bool Horizontal)
    {
        public string Open(params (double Along, double Value)[] points) => LinePath.Open(points.Select(Pixel));

        public string Closed(params (double Along, double Value)[] points) => LinePath.Closed(points.Select(Pixel));

        public string Dot((double Along, double Value) at, double size) => Markers.Path(Words.MarkerSymbol.Circle, Pixel(at).X, Pixel(at).Y, size);

        private (double X, double Y) Pixel((double Along, double Value) p) => Horizontal
            ? (View.X.AtOrEdge(p.Value), View.Y.AtOrEdge(p.Along))
            : (View.X.AtOrEdge(p.Along), View.Y.AtOrEdge(p.Value));
    }
}
