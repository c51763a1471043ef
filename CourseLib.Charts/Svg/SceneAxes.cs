using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws the far walls of a scene, their grids, and ticks and titles along the near edges.</summary>
internal static class SceneAxes
{
    private const double Far = -0.5, Near = 0.5;

    public static void Draw(SvgWriter svg, Camera camera, Space space)
    {
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.GridOpacity), ("fill", "none"));
        foreach (Tick tick in space.X.Ticks)
        {
            double x = space.X.Share(tick.Value);
            Line(svg, camera, (x, Near, Far), (x, Far, Far));
            Line(svg, camera, (x, Far, Far), (x, Far, Near));
        }
        foreach (Tick tick in space.Y.Ticks)
        {
            double y = space.Y.Share(tick.Value);
            Line(svg, camera, (Near, y, Far), (Far, y, Far));
            Line(svg, camera, (Far, y, Far), (Far, y, Near));
        }
        foreach (Tick tick in space.Z.Ticks)
        {
            double z = space.Z.Share(tick.Value);
            Line(svg, camera, (Near, Far, z), (Far, Far, z));
            Line(svg, camera, (Far, Far, z), (Far, Near, z));
        }
        svg.Close();
        svg.Open("g", ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.AxisOpacity), ("fill", "none"));
        Line(svg, camera, (Far, Near, Far), (Near, Near, Far));
        Line(svg, camera, (Near, Far, Far), (Near, Near, Far));
        Line(svg, camera, (Near, Far, Far), (Near, Far, Near));
        svg.Close();
        Labels(svg, camera, space);
    }

    private static void Labels(SvgWriter svg, Camera camera, Space space)
    {
        foreach (Tick tick in space.X.Ticks) Text(svg, tick.Label, camera.Pixel(space.X.Share(tick.Value), Near, Far), 8, 13, "start");
        foreach (Tick tick in space.Y.Ticks) Text(svg, tick.Label, camera.Pixel(Near, space.Y.Share(tick.Value), Far), -8, 13, "end");
        foreach (Tick tick in space.Z.Ticks) Text(svg, tick.Label, camera.Pixel(Near, Far, space.Z.Share(tick.Value)), -8, 4, "end");
        const double size = SvgTheme.AxisTitleSize;
        if (space.X.Style.Title is { } x) Texts.Draw(svg, x, camera.Pixel(0, Near, Far).X + 34, camera.Pixel(0, Near, Far).Y + 26, size, "start");
        if (space.Y.Style.Title is { } y) Texts.Draw(svg, y, camera.Pixel(Near, 0, Far).X - 34, camera.Pixel(Near, 0, Far).Y + 26, size, "end");
        double widest = space.Z.Ticks.Select(t => TextMetrics.Width(t.Label, SvgTheme.TickSize)).DefaultIfEmpty(0).Max();
        (double left, double middle) = camera.Pixel(Near, Far, 0);
        if (space.Z.Style.Title is { } z) Texts.Draw(svg, z, left - widest - 18, middle, size, "middle", rotate: -90);
    }

    private static void Text(SvgWriter svg, string label, (double X, double Y) at, double dx, double dy, string anchor)
    {
        if (label.Length > 0 && !double.IsNaN(at.X + at.Y)) Texts.Draw(svg, label, at.X + dx, at.Y + dy, SvgTheme.TickSize, anchor);
    }

    private static void Line(SvgWriter svg, Camera camera, (double X, double Y, double Z) a, (double X, double Y, double Z) b)
    {
        if (!double.IsNaN(a.X + a.Y + a.Z + b.X + b.Y + b.Z))
            svg.Leaf("path", ("d", LinePath.Open([camera.Pixel(a.X, a.Y, a.Z), camera.Pixel(b.X, b.Y, b.Z)])));
    }
}
