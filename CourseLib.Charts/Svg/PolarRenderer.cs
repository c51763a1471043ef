using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws a circle with radii for values and angles for keys: lines, points and sectors.</summary>
internal static class PolarRenderer
{
    private const double Size = SvgTheme.TickSize;

    /// <summary>The radial axis points to the right, whatever the angles.</summary>
    private const double Right = Math.PI / 2;

    public static void Draw(SvgWriter svg, PanelView view)
    {
        PolarAxes axes = new(view);
        Grid(svg, view.Data.Panel, axes);
        foreach (Trace trace in view.Data.Traces)
        {
            (string? css, string color) = SvgTheme.Ink(trace);
            svg.Open("g", ("class", css), ("color", color), ("opacity", trace.Opacity));
            if (trace is ScatterTrace scatter) ScatterRenderer.Draw(svg, scatter, axes.Points(scatter));
            if (trace is BarTrace bars) Sectors(svg, bars, axes);
            svg.Close();
        }
        foreach (ScatterTrace scatter in view.Data.Traces.OfType<ScatterTrace>())
            ScatterRenderer.Labels(svg, scatter, axes.Points(scatter), view.Plot);
        if (view.Data.Panel.Y is { Visible: true, ShowTickLabels: not false }) AngularLabels(svg, axes);
        if (view.Data.Panel.X.Visible) RadialAxis(svg, view.Data.Panel.X, axes);
    }

    private static void Sectors(SvgWriter svg, BarTrace trace, PolarAxes axes)
    {
        foreach (PolarSector sector in axes.Sectors(trace))
        {
            double inner = axes.Share(sector.Base), outer = axes.Share(sector.Top);
            if (double.IsNaN(inner + outer) || outer <= inner) continue;
            (double from, double to) = (axes.Angle(sector.Key - sector.Width / 2), axes.Angle(sector.Key + sector.Width / 2));
            string path = axes.Ring.Sector(from, to, inner, outer);
            svg.Open("path", ("d", path), ("fill", trace.Marker.InkAt(sector.Index)), ("fill-rule", "evenodd"),
                ("stroke", "currentColor"), ("stroke-width", 0.5));
            svg.Open("title").Chars($"{trace.Keys.Label(sector.Index)}: {trace.Values.Label(sector.Index)}").Close().Close();
        }
    }

    private static void Grid(SvgWriter svg, Panel panel, PolarAxes axes)
    {
        Ring ring = axes.Ring;
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.GridOpacity), ("fill", "none"));
        if (panel.X is { Visible: true, ShowGrid: not false })
            foreach (Tick tick in axes.Radii) svg.Leaf("path", ("d", ring.Circle(axes.Share(tick.Value))));
        if (panel.Y is { Visible: true, ShowGrid: not false })
            foreach (Tick tick in axes.Angles)
                svg.Leaf("path", ("d", LinePath.Open([ring.At(axes.Angle(tick.Value), axes.Hole), ring.At(axes.Angle(tick.Value), 1)])));
        svg.Close();
        AxesRenderer.Outline(svg, ring.Circle(1) + (axes.Hole > 0 ? ring.Circle(axes.Hole) : ""));
    }

    private static void AngularLabels(SvgWriter svg, PolarAxes axes)
    {
        foreach (Tick tick in axes.Angles)
        {
            double angle = axes.Angle(tick.Value), across = Math.Sin(angle);
            (double x, double y) = axes.Ring.At(angle, 1 + 8 / axes.Ring.Radius);
            Texts.Draw(svg, tick.Label, x, y + 4 - 5 * Math.Cos(angle), Size, across > 0.2 ? "start" : across < -0.2 ? "end" : "middle");
        }
    }

    private static void RadialAxis(SvgWriter svg, Axis axis, PolarAxes axes)
    {
        Ring ring = axes.Ring;
        AxesRenderer.Outline(svg, LinePath.Open([ring.At(Right, axes.Hole), ring.At(Right, 1)]));
        if (axis.ShowTickLabels != false)
            foreach (Tick tick in axes.Radii) Faint(tick.Label, ring.At(Right, axes.Share(tick.Value)).X - 2, ring.Y + 13, "end");
        if (axis.Title is { } title) Faint(title, ring.At(Right, 0.5).X, ring.Y - 5, "middle");

        void Faint(string text, double x, double y, string anchor) =>
            Texts.Draw(svg, text, x, y, Size, anchor, opacity: SvgTheme.FaintText);
    }
}
