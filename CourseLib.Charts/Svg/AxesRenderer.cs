using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws grid lines, axis lines, ticks, their labels and the axis titles.</summary>
internal static class AxesRenderer
{
    private const double TickLength = 4;

    public static void Grid(SvgWriter svg, PanelView view, AxisTicks x, AxisTicks y)
    {
        Rect plot = view.Plot;
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.GridOpacity));
        if (GridIsShown(view.Data.Panel.X, view.X))
            foreach (Tick tick in x.Ticks) Line(svg, view.X.At(tick.Value), plot.Top, view.X.At(tick.Value), plot.Bottom, tick.Minor);
        if (GridIsShown(view.Data.Panel.Y, view.Y))
            foreach (Tick tick in y.Ticks) Line(svg, plot.Left, view.Y.At(tick.Value), plot.Right, view.Y.At(tick.Value), tick.Minor);
        svg.Close();
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", 0.4));
        if (ZeroIsShown(view.Data.Panel.X, view.X)) Line(svg, view.X.At(0), plot.Top, view.X.At(0), plot.Bottom);
        if (ZeroIsShown(view.Data.Panel.Y, view.Y)) Line(svg, plot.Left, view.Y.At(0), plot.Right, view.Y.At(0));
        svg.Close();
    }

    public static void Axes(SvgWriter svg, PanelView view, AxisTicks x, AxisTicks y)
    {
        if (view.Data.Panel.X.Visible) XAxis(svg, view, x);
        if (view.Data.Panel.Y.Visible) YAxis(svg, view, y);
    }

    private static void XAxis(SvgWriter svg, PanelView view, AxisTicks ticks)
    {
        Rect plot = view.Plot;
        Axis style = view.Data.Panel.X;
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.AxisOpacity));
        if (style.ShowLine != false) Line(svg, plot.Left, plot.Bottom, plot.Right, plot.Bottom);
        if (style.ShowTickLabels != false)
            foreach (Tick tick in ticks.Ticks.Where(t => !t.Minor))
                Line(svg, view.X.At(tick.Value), plot.Bottom, view.X.At(tick.Value), plot.Bottom + TickLength);
        svg.Close();
        if (!view.Data.ShowsX) return;
        foreach (Tick tick in ticks.Ticks.Where(t => t.Label.Length > 0))
        {
            double at = view.X.At(tick.Value), below = plot.Bottom + TickLength + 3;
            if (ticks.Slanted) Texts.Draw(svg, tick.Label, at + 4, below + 8, SvgTheme.TickSize, "end", rotate: AxisTicks.Angle);
            else Texts.Draw(svg, tick.Label, at, below + 10, SvgTheme.TickSize, "middle");
        }
        if (style.Title is { } title)
        {
            double y = plot.Bottom + TickLength + ticks.Height + 5 + SvgTheme.AxisTitleSize;
            Texts.Draw(svg, title, plot.CenterX, y, SvgTheme.AxisTitleSize, "middle");
        }
    }

    private static void YAxis(SvgWriter svg, PanelView view, AxisTicks ticks)
    {
        Rect plot = view.Plot;
        Axis style = view.Data.Panel.Y;
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.AxisOpacity));
        (double edge, double outward) = style.OnRight ? (plot.Right, 1) : (plot.Left, -1);
        if (style.ShowLine != false) Line(svg, edge, plot.Top, edge, plot.Bottom);
        if (style.ShowTickLabels != false)
            foreach (Tick tick in ticks.Ticks.Where(t => !t.Minor))
                Line(svg, edge + outward * TickLength, view.Y.At(tick.Value), edge, view.Y.At(tick.Value));
        svg.Close();
        if (!view.Data.ShowsY) return;
        foreach (Tick tick in ticks.Ticks.Where(t => t.Label.Length > 0))
        {
            double lines = TextMetrics.Height(tick.Label, SvgTheme.TickSize) - TextMetrics.LineHeight(SvgTheme.TickSize);
            Texts.Draw(svg, tick.Label, edge + outward * (TickLength + 3), view.Y.At(tick.Value) + 4 - lines / 2, SvgTheme.TickSize,
                style.OnRight ? "start" : "end");
        }
        if (style.Title is { } title)
        {
            double extra = TextMetrics.Height(title, SvgTheme.AxisTitleSize) - TextMetrics.LineHeight(SvgTheme.AxisTitleSize);
            double away = TickLength + ticks.Width + 10;
            double x = style.OnRight ? edge + away + SvgTheme.AxisTitleSize : edge - away - extra;
            Texts.Draw(svg, title, x, plot.CenterY, SvgTheme.AxisTitleSize, "middle", rotate: -90);
        }
    }

    /// <summary>The line of an axis that is no edge of a plot.</summary>
    public static void Outline(SvgWriter svg, string path) =>
        svg.Leaf("path", ("d", path), ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.AxisOpacity), ("fill", "none"));

    private static bool GridIsShown(Axis axis, Scale scale) => axis.Visible && (axis.ShowGrid ?? scale.Kind != Words.AxisType.Category);

    private static bool ZeroIsShown(Axis axis, Scale scale) =>
        axis.Visible && axis.ZeroLine != false && scale.Kind == Words.AxisType.Linear && scale.Covers(0);

    private static void Line(SvgWriter svg, double x1, double y1, double x2, double y2, bool faint = false)
    {
        if (double.IsNaN(x1 + y1 + x2 + y2)) return;
        svg.Leaf("path", ("d", $"M{Half(x1)} {Half(y1)}L{Half(x2)} {Half(y2)}"), ("stroke-width", faint ? 0.5 : null));
    }

    /// <summary>The middle of a pixel: lines of one pixel stay sharp.</summary>
    private static string Half(double v) => SvgWriter.Number(Math.Floor(v) + 0.5);
}
