using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws three shares that add up to a whole: a at the top corner, b at the left one, c at the right one.</summary>
internal static class TernaryRenderer
{
    private const double Size = SvgTheme.TickSize;

    public static void Draw(SvgWriter svg, PanelView view)
    {
        Rect plot = view.Plot, room = new(plot.Left + 40, plot.Top + 28, Math.Max(10, plot.Width - 80), Math.Max(10, plot.Height - 64));
        Rect box = room.WithRatio(2 / Math.Sqrt(3));
        Axes(svg, view.Data.Panel, box);
        foreach (ScatterTrace trace in view.Data.Traces.OfType<ScatterTrace>())
        {
            (double X, double Y)[] points = Points(trace, view.Data.Panel.Sum, box);
            (string? css, string color) = SvgTheme.Ink(trace);
            svg.Open("g", ("class", css), ("color", color), ("opacity", trace.Opacity));
            ScatterRenderer.Draw(svg, trace, points);
            svg.Close();
            ScatterRenderer.Labels(svg, trace, points, plot);
        }
    }

    private static void Axes(SvgWriter svg, Panel panel, Rect box)
    {
        (double X, double Y) At(double a, double b, double c) => Place(box, a, b, c);
        double[] ticks = [.. LinearTicks.Between(0, panel.Sum, 6).Where(tick => tick > 0 && tick < panel.Sum)];
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.GridOpacity), ("fill", "none"));
        foreach (double share in ticks.Select(tick => tick / panel.Sum))
        {
            svg.Leaf("path", ("d", LinePath.Open([At(share, 1 - share, 0), At(share, 0, 1 - share)])));
            svg.Leaf("path", ("d", LinePath.Open([At(1 - share, share, 0), At(0, share, 1 - share)])));
            svg.Leaf("path", ("d", LinePath.Open([At(1 - share, 0, share), At(0, 1 - share, share)])));
        }
        svg.Close();
        AxesRenderer.Outline(svg, LinePath.Closed([At(1, 0, 0), At(0, 1, 0), At(0, 0, 1)]));
        foreach ((double tick, string label) in ticks.Zip(NumberText.Labels(ticks)))
        {
            double share = tick / panel.Sum;
            Label(At(share, 1 - share, 0), -6, 4, "end");
            Label(At(1 - share, 0, share), 6, 4, "start");
            Label(At(0, 1 - share, share), 0, 15, "middle");

            void Label((double X, double Y) at, double right, double down, string anchor) =>
                Texts.Draw(svg, label, at.X + right, at.Y + down, Size, anchor);
        }
        Texts.Draw(svg, panel.X.Title ?? "Component A", box.CenterX, box.Top - 10, SvgTheme.AxisTitleSize, "middle");
        Texts.Draw(svg, panel.Y.Title ?? "Component B", box.Left, box.Bottom + 32, SvgTheme.AxisTitleSize, "middle");
        Texts.Draw(svg, panel.Z.Title ?? "Component C", box.Right, box.Bottom + 32, SvgTheme.AxisTitleSize, "middle");
    }

    /// <summary>Where the points stand; NaN for one with a coordinate below zero. If c is not given, it is what the others leave.</summary>
    private static (double X, double Y)[] Points(ScatterTrace trace, double sum, Rect box)
    {
        double[] a = trace.X.Numbers, b = trace.Y.Numbers, c = trace.C?.Numbers ?? [.. a.Zip(b, (first, second) => sum - first - second)];
        return
        [
            .. a.Zip(b, c).Select(p => p is ( >= 0, >= 0, >= 0) && p.First + p.Second + p.Third is > 0 and < double.PositiveInfinity
                ? Place(box, p.First, p.Second, p.Third) : (double.NaN, double.NaN)),
        ];
    }

    private static (double X, double Y) Place(Rect box, double a, double b, double c) =>
        (box.CenterX + (c - b) / (a + b + c) * box.Width / 2, box.Bottom - a / (a + b + c) * box.Height);
}
