using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>The strip that says which colour is which number.</summary>
internal static class ColorBar
{
    private const double Width = 14, Gap = 10;

    public static Tick[] Labels(ColorMap map)
    {
        double[] values = map.Max > map.Min ? LinearTicks.Between(map.Min, map.Max, 7) : [map.Min];
        return [.. values.Zip(NumberText.Labels(values), (v, label) => new Tick(v, label))];
    }

    public static void Draw(SvgWriter svg, ColorMap map, Rect plot, string id)
    {
        double x = plot.Right + Gap;
        svg.Open("linearGradient", ("id", id), ("x1", 0.0), ("y1", 1.0), ("x2", 0.0), ("y2", 0.0));
        foreach ((double at, Rgb color) in map.Scale.Stops) svg.Leaf("stop", ("offset", Math.Round(at, 4).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("stop-color", color.Hex));
        svg.Close();
        svg.Leaf("rect", ("x", x), ("y", plot.Top), ("width", Width), ("height", plot.Height), ("fill", $"url(#{id})"));
        double widest = 0;
        foreach (Tick tick in Labels(map))
        {
            double y = plot.Bottom - map.Share(tick.Value) * plot.Height;
            svg.Leaf("path", ("d", $"M{SvgWriter.Number(x + Width)} {SvgWriter.Number(y)}h3"), ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.AxisOpacity));
            Texts.Draw(svg, tick.Label, x + Width + 6, y + 4, SvgTheme.TickSize);
            widest = Math.Max(widest, TextMetrics.Width(tick.Label, SvgTheme.TickSize));
        }
        if (map.Title is { } title)
            Texts.Draw(svg, title, x + Width + 6 + widest + 8 + SvgTheme.AxisTitleSize * 0.8, plot.CenterY, SvgTheme.AxisTitleSize, "middle", rotate: -90);
    }
}
