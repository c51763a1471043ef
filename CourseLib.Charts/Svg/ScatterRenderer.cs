using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws points, lines, fills and error bars.</summary>
internal static class ScatterRenderer
{
    private const int FewMarkers = 200;

    public static void Include(ScatterTrace trace, PanelData panel, AxisExtent x, AxisExtent y)
    {
        double[] xs = panel.X.Values(trace.X), ys = Stacked(trace, panel).Tops;
        for (int i = 0; i < Math.Min(xs.Length, ys.Length); i++)
        {
            if (double.IsNaN(xs[i]) || double.IsNaN(ys[i])) continue;
            x.Include(xs[i], room: trace.HasMarkers || trace.HasTexts);
            y.Include(ys[i]);
            if (trace.YError is { } error)
            {
                y.Include(ys[i] - error.Below(i));
                y.Include(ys[i] + error.Above(i));
            }
            if (trace.XError is not { } across) continue;
            x.Include(xs[i] - across.Below(i));
            x.Include(xs[i] + across.Above(i));
        }
        if (trace.HasTexts)
        {
            x.Widen(0.1);
            y.Widen(0.08);
        }
        if (trace.Marker.Sizes is { Length: > 0 } sizes)
        {
            // As much of the axis as half the largest marker takes of what is left of the picture beside it.
            double largest = sizes.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            Layout layout = panel.Figure.Layout;
            double Share(double length) => 0.02 + largest / 2 / Math.Max(largest, length - largest);
            x.Widen(Share(0.8 * layout.WidthOrDefault / layout.Columns));
            y.Widen(Share(0.75 * layout.HeightOrDefault / layout.Rows));
        }
        if (trace.Fill == Words.Fill.ToZero_y || trace.StackGroup is not null) y.Include(0, room: false);
    }

    public static void Draw(SvgWriter svg, ScatterTrace trace, PanelView view)
    {
        (double[] bases, double[] tops) = Stacked(trace, view.Data);
        (double X, double Y)[] points = view.Points(view.Data.X.Values(trace.X), tops);
        (double X, double Y)[] floor = [.. points.Select((p, i) => (p.X, view.Y.AtOrEdge(bases[i])))];
        Fill(svg, trace, view, LinePath.Shaped(points, trace.Line.Shape), LinePath.Shaped(floor, trace.Line.Shape));
        if (trace.XError is not null || trace.YError is not null) Errors(svg, trace, view, tops);
        Marks(svg, trace, points);
    }

    /// <summary>A trace on other axes than a pair: whatever fill is asked for closes the line upon itself.</summary>
    public static void Draw(SvgWriter svg, ScatterTrace trace, (double X, double Y)[] points)
    {
        if (trace.Fill != Words.Fill.None)
            Fill(svg, trace, LinePath.Runs(LinePath.Shaped(points, trace.Line.Shape)).Select(LinePath.Closed));
        Marks(svg, trace, points);
    }

    /// <summary>Lines and markers at places in the picture.</summary>
    public static void Marks(SvgWriter svg, ScatterTrace trace, (double X, double Y)[] points)
    {
        if (trace is { HasLines: true, HasMarkers: false }) LonePoints(svg, trace, points);
        if (trace.HasLines)
            svg.Leaf("path", ("d", LinePath.Open(LinePath.Shaped(points, trace.Line.Shape))), ("fill", "none"),
                ("stroke", trace.Line.Color?.Css ?? "currentColor"), ("stroke-width", trace.Line.Width ?? LinePath.DefaultWidth),
                ("stroke-dasharray", LinePath.Dashes(trace)), ("stroke-linejoin", "round"),
                ("stroke-linecap", LinePath.Dashes(trace) is null ? "round" : null));
        if (trace.HasMarkers) Points(svg, trace, points);
    }

    /// <summary>A point between two gaps has no line; it gets a dot.</summary>
    private static void LonePoints(SvgWriter svg, ScatterTrace trace, (double X, double Y)[] points)
    {
        double size = (trace.Line.Width ?? LinePath.DefaultWidth) + 3;
        string dots = string.Concat(LinePath.Runs(points).Where(run => run.Length == 1)
            .Select(run => Markers.Path(Words.MarkerSymbol.Circle, run[0].X, run[0].Y, size)));
        if (dots.Length > 0) svg.Leaf("path", ("d", dots), ("fill", trace.Line.Color?.Css ?? "currentColor"));
    }

    /// <summary>The texts at the points, in the page's colour.</summary>
    public static void DrawTexts(SvgWriter svg, ScatterTrace trace, PanelView view)
    {
        Labels(svg, trace, view.Points(view.Data.X.Values(trace.X), Stacked(trace, view.Data).Tops), view.Plot);
    }

    /// <summary>The texts at places in the picture, as far as these lie in the plot.</summary>
    public static void Labels(SvgWriter svg, ScatterTrace trace, (double X, double Y)[] points, Rect plot)
    {
        if (!trace.HasTexts || trace.Texts is not { } texts) return;
        string name = trace.Position.ToString();
        bool Is(string place) => name.StartsWith(place, StringComparison.Ordinal) || name.EndsWith(place, StringComparison.Ordinal);
        for (int i = 0; i < Math.Min(points.Length, texts.Length); i++)
        {
            if (double.IsNaN(points[i].X) || !plot.Overlaps(new(points[i].X - 1, points[i].Y - 1, 2, 2))) continue;
            double away = trace.HasMarkers ? Math.Min(500, trace.Marker.SizeAt(i, Markers.DefaultSize)) / 2 + 3 : 4;
            double dx = Is("Left") ? -away : Is("Right") ? away : 0, dy = Is("Top") ? -away : Is("Bottom") ? away + 9 : 4;
            Texts.Draw(svg, texts[i], points[i].X + dx, points[i].Y + dy, SvgTheme.TickSize, dx < 0 ? "end" : dx > 0 ? "start" : "middle");
        }
    }

    /// <summary>Where each point stands and on what: on the traces of the same stack before it, else on zero.</summary>
    private static (double[] Bases, double[] Tops) Stacked(ScatterTrace trace, PanelData panel)
    {
        double[] own = panel.Y.Values(trace.Y), bases = new double[own.Length];
        if (trace.StackGroup is null) return (bases, own);
        foreach (ScatterTrace below in panel.Traces.OfType<ScatterTrace>().Where(t => t.StackGroup == trace.StackGroup))
        {
            if (ReferenceEquals(below, trace)) break;
            double[] values = panel.Y.Values(below.Y);
            for (int i = 0; i < Math.Min(values.Length, bases.Length); i++) bases[i] += double.IsFinite(values[i]) ? values[i] : 0;
        }
        return (bases, [.. own.Zip(bases, (v, b) => v + b)]);
    }

    private static void Fill(SvgWriter svg, ScatterTrace trace, PanelView view, (double X, double Y)[] points, (double X, double Y)[] floor)
    {
        string[] outlines = trace switch
        {
            { StackGroup: not null } or { Fill: Words.Fill.ToZero_y } => [.. LinePath.Runs(points).Select(run =>
                LinePath.Closed([.. LinePath.Thin(run), .. Floor(run, floor, view)]))],
            { Fill: Words.Fill.ToNext_y } when Before(trace, view) is { } before =>
                [LinePath.Closed([.. Thinned(points), .. Thinned(before).Reverse()])],
            { Fill: Words.Fill.ToSelf } => [.. LinePath.Runs(points).Select(LinePath.Closed)],
            _ => [],
        };
        Fill(svg, trace, outlines);
    }

    private static void Fill(SvgWriter svg, ScatterTrace trace, IEnumerable<string> outlines)
    {
        foreach (string outline in outlines)
            svg.Leaf("path", ("d", outline), ("fill", trace.FillColor?.Css ?? "currentColor"),
                ("fill-opacity", trace.FillColor is null ? ScatterTrace.FillOpacity : null));
    }

    /// <summary>The lower edge of a filled run, from right to left.</summary>
    private static IEnumerable<(double X, double Y)> Floor((double X, double Y)[] run, (double X, double Y)[] floor, PanelView view)
    {
        double zero = view.Y.AtOrEdge(0);
        if (!floor.Any(p => Math.Abs(p.Y - zero) > 1e-3)) return [(run[^1].X, zero), (run[0].X, zero)];
        return floor.Where(p => p.X >= run[0].X && p.X <= run[^1].X).Reverse();
    }

    private static IEnumerable<(double X, double Y)> Thinned((double X, double Y)[] points) =>
        LinePath.Runs(points).SelectMany(run => LinePath.Thin(run));

    private static (double X, double Y)[]? Before(ScatterTrace trace, PanelView view) =>
        view.Data.Traces.TakeWhile(t => !ReferenceEquals(t, trace)).OfType<ScatterTrace>().LastOrDefault() is { } before
            ? LinePath.Shaped(view.Points(before.X, before.Y), before.Line.Shape) : null;

    private static void Points(SvgWriter svg, ScatterTrace trace, (double X, double Y)[] points)
    {
        MarkerStyle style = trace.Marker;
        double size = style.Size ?? Markers.DefaultSize;
        Words.MarkerSymbol symbol = trace.Symbol;
        bool alike = style.Sizes is null && style.Color is null or { IsSingle: true };
        string fill = style.Color is { IsSingle: true } own ? own.Css : "currentColor";
        if (alike && points.Length > FewMarkers)
        {
            // One path for all: a marker hidden under another one at the same place is not drawn again.
            HashSet<(int, int)> places = [];
            IEnumerable<(double X, double Y)> seen = points.Where(p => !double.IsNaN(p.X) && places.Add(((int)(p.X * 2), (int)(p.Y * 2))));
            if (symbol == Words.MarkerSymbol.Circle)
                svg.Leaf("path", ("d", string.Concat(seen.Select(p => $"M{SvgWriter.Number(p.X)} {SvgWriter.Number(p.Y)}h0"))),
                    ("stroke", fill), ("stroke-width", size), ("stroke-linecap", "round"), ("fill", "none"));
            else
                svg.Leaf("path", ("d", string.Concat(seen.Select(p => Markers.Path(symbol, p.X, p.Y, size)))), ("fill", fill));
            return;
        }
        for (int i = 0; i < points.Length; i++)
        {
            if (double.IsNaN(points[i].X)) continue;
            if (style.Color?.Values is { } values && (i >= values.Length || !double.IsFinite(values[i]))) continue;
            string color = style.Color is null or { IsSingle: true } ? fill : style.InkAt(i);
            svg.Open("path", ("d", Markers.Path(symbol, points[i].X, points[i].Y, style.SizeAt(i, Markers.DefaultSize))), ("fill", color),
                ("fill-opacity", style.Sizes is null ? null : 0.7),
                ("stroke", style.Sizes is not null ? color : style.Map is not null ? "#888" : null),
                ("stroke-width", style.Map is not null ? 0.7 : null));
            if (points.Length <= FewMarkers) svg.Open("title").Chars(Hover(trace, i)).Close();
            svg.Close();
        }
    }

    private static string Hover(ScatterTrace trace, int i)
    {
        string place = $"{trace.X.Label(i)}, {trace.Y.Label(i)}";
        return trace.Texts is { } texts && i < texts.Length ? $"{RichText.Plain(texts[i])} ({place})" : place;
    }

    private static void Errors(SvgWriter svg, ScatterTrace trace, PanelView view, double[] tops)
    {
        double[] xs = view.Data.X.Values(trace.X);
        for (int i = 0; i < Math.Min(xs.Length, tops.Length); i++)
        {
            if (trace.YError is { } y) ErrorBar.Upright(svg, view, xs[i], tops[i] - y.Below(i), tops[i] + y.Above(i));
            if (trace.XError is { } x) ErrorBar.Level(svg, view, tops[i], xs[i] - x.Below(i), xs[i] + x.Above(i));
        }
    }
}
