using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws a funnel whose slices have areas in proportion to their values.</summary>
internal static class FunnelAreaRenderer
{
    public static void Draw(SvgWriter svg, PieTrace trace, Rect plot)
    {
        double total = trace.Total;
        if (!(total > 0) || !double.IsFinite(total)) return;
        double title = trace.Title is { } text ? TextMetrics.Height(text, SvgTheme.AxisTitleSize) + 6 : 0;
        Rect room = new Rect(plot.Left, plot.Top + title, plot.Width, Math.Max(10, plot.Height - title)).WithRatio(1);
        if (trace.Title is { } heading) Texts.Draw(svg, heading, room.CenterX, room.Top - 8, SvgTheme.AxisTitleSize, "middle");
        // The width shrinks evenly on the way down: after a share s of the area the square of the width is 1 − s(1 − r²).
        double ratio = trace.BaseRatio, top = 1, sum = 0;
        foreach (Part part in trace.Parts.Where(part => part.Value > 0))
        {
            double before = sum;
            sum += part.Value / total;
            double bottom = Math.Sqrt(Math.Max(0, 1 - sum * (1 - ratio * ratio)));
            double y0 = room.Top + Down(top, ratio, before) * room.Height, y1 = room.Top + Down(bottom, ratio, sum) * room.Height;
            double w0 = room.Width / 2 * top, w1 = room.Width / 2 * bottom, x = room.CenterX;
            PieRenderer.Outline(svg, trace, part, LinePath.Closed([(x - w0, y0), (x + w0, y0), (x + w1, y1), (x - w1, y1)]));
            string words = trace.TextOn(part);
            if (TextMetrics.Height(words, SvgTheme.TickSize) <= y1 - y0 && TextMetrics.Width(words, SvgTheme.TickSize) <= w0 + w1)
                Texts.On(svg, part.Color, words, x, (y0 + y1) / 2);
            top = bottom;
        }
    }

    /// <summary>How far down a width is reached, 0 … 1.</summary>
    private static double Down(double width, double ratio, double share) => ratio < 1 ? (1 - width) / (1 - ratio) : share;
}
