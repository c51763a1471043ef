using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws observations as lines over upright axes, each with its own numbers.</summary>
internal static class ParallelCoordinatesRenderer
{
    private const double Head = 42, Foot = 12, Side = 40;

    public static void Draw(SvgWriter svg, ParallelTrace trace, Rect plot)
    {
        int count = trace.Dimensions.Length;
        Rect area = new(plot.Left + Side, plot.Top + Head, Math.Max(1, plot.Width - 2 * Side), Math.Max(1, plot.Height - Head - Foot));
        double X(int axis) => count == 1 ? area.CenterX : area.Left + axis * area.Width / (count - 1);
        Scale[] scales = [.. trace.Dimensions.Select(dimension => Axis(dimension, area))];
        (string? css, string color) = SvgTheme.Ink(trace);
        svg.Open("g", ("class", css), ("color", color), ("fill", "none"), ("stroke-opacity", trace.Count > 200 ? 0.35 : 0.7),
            ("stroke-width", 1.2));
        for (int i = 0; i < trace.Count; i++)
        {
            string path = LinePath.Open(trace.Dimensions.Select((dimension, axis) => (X(axis), scales[axis].At(dimension.Values[i]))));
            if (path.Length > 0) svg.Leaf("path", ("d", path), ("stroke", trace.Line.InkAt(i)));
        }
        svg.Close();
        for (int axis = 0; axis < count; axis++)
        {
            Dimension dimension = trace.Dimensions[axis];
            AxesRenderer.Outline(svg, LinePath.Open([(X(axis), area.Top), (X(axis), area.Bottom)]));
            Texts.Draw(svg, dimension.Label, X(axis), plot.Top + 13, SvgTheme.TickSize, "middle", bold: true);
            foreach ((double tick, string label) in Ticks(dimension, scales[axis], area.Height))
                Texts.Draw(svg, label, X(axis) - 5, scales[axis].At(tick) + 4, SvgTheme.TickSize, "end");
        }
    }

    private static IEnumerable<(double At, string Label)> Ticks(Dimension dimension, Scale scale, double height)
    {
        if (dimension.Categories is { } names) return names.Select((name, i) => ((double)i, name));
        double[] ticks = LinearTicks.Between(scale.Low, scale.High, (int)Math.Clamp(height / 42, 2, 11));
        return ticks.Zip(NumberText.Labels(ticks));
    }

    private static Scale Axis(Dimension dimension, Rect area)
    {
        (double low, double high) = dimension.Ends(room: false);
        return new(Words.AxisType.Linear, low, high, area.Bottom, area.Top);
    }
}
