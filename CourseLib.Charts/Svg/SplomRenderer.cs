using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws every dimension against every other one, ticks only at the left and lower edge.</summary>
internal static class SplomRenderer
{
    private const double Gap = 8, LabelRoom = 62, Foot = 36, Size = SvgTheme.TickSize;

    public static void Draw(SvgWriter svg, SplomTrace trace, PanelView view)
    {
        int count = trace.Dimensions.Length;
        Rect plot = view.Plot;
        double width = Math.Max(4, (plot.Width - LabelRoom - Gap * (count - 1)) / count);
        double height = Math.Max(4, (plot.Height - Foot - Gap * (count - 1)) / count);
        (double Low, double High)[] ends = [.. trace.Dimensions.Select(dimension => dimension.Ends(room: true))];
        // Several traces share the squares: only the first one draws them.
        bool frame = ReferenceEquals(view.Data.Traces.OfType<SplomTrace>().First(), trace);
        (string? css, string color) = SvgTheme.Ink(trace);
        svg.Open("g", ("class", css), ("color", color), ("fill-opacity", 0.8));
        for (int r = 0; r < count; r++)
            for (int c = 0; c < count; c++)
            {
                if (r == c ? !trace.Diagonal : r < c ? !trace.Upper : !trace.Lower) continue;
                (Scale x, Scale y) = Scales(r, c);
                (double[] across, double[] up) = (trace.Dimensions[c].Values, trace.Dimensions[r].Values);
                ScatterTrace points = new(Series.Of(across), Series.Of(up), Words.Mode.Markers)
                {
                    Marker = trace.Marker with { Size = trace.Marker.Size ?? 5 },
                    Slot = trace.Slot,
                };
                ScatterRenderer.Marks(svg, points, [.. across.Zip(up, (a, b) => (x.At(a), y.At(b)))]);
            }
        svg.Close();
        if (!frame) return;
        for (int r = 0; r < count; r++)
            for (int c = 0; c < count; c++) Axes(svg, trace, r, c, Box(r, c), Scales(r, c));

        Rect Box(int r, int c) => new(plot.Left + LabelRoom + c * (width + Gap), plot.Top + r * (height + Gap), width, height);
        (Scale X, Scale Y) Scales(int r, int c) => (
            new(Words.AxisType.Linear, ends[c].Low, ends[c].High, Box(r, c).Left, Box(r, c).Right),
            new(Words.AxisType.Linear, ends[r].Low, ends[r].High, Box(r, c).Bottom, Box(r, c).Top));
    }

    private static void Axes(SvgWriter svg, SplomTrace trace, int row, int column, Rect box, (Scale X, Scale Y) scales)
    {
        svg.Leaf("rect", ("x", box.Left), ("y", box.Top), ("width", box.Width), ("height", box.Height), ("fill", "none"),
            ("stroke", "currentColor"), ("stroke-opacity", 0.3));
        if (row == trace.Dimensions.Length - 1)
        {
            foreach ((double tick, string label) in Ticks(scales.X, box.Width / 55))
                Texts.Draw(svg, label, scales.X.At(tick), box.Bottom + 14, Size, "middle");
            Texts.Draw(svg, trace.Dimensions[column].Label, box.CenterX, box.Bottom + 31, Size, "middle");
        }
        if (column > 0) return;
        foreach ((double tick, string label) in Ticks(scales.Y, box.Height / 30))
            Texts.Draw(svg, label, box.Left - 5, scales.Y.At(tick) + 4, Size, "end");
        Texts.Draw(svg, trace.Dimensions[row].Label, box.Left - LabelRoom + 14, box.CenterY, Size, "middle", rotate: -90);
    }

    private static IEnumerable<(double At, string Label)> Ticks(Scale scale, double room)
    {
        double[] ticks = LinearTicks.Between(scale.Low, scale.High, (int)Math.Clamp(room, 2, 5));
        return ticks.Zip(NumberText.Labels(ticks));
    }
}
