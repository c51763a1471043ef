using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws pies and rings: texts inside where they fit, else beside with a line to their sector.</summary>
internal static class PieRenderer
{
    private const double Size = SvgTheme.TickSize;

    public static void Draw(SvgWriter svg, PieTrace trace, Rect plot)
    {
        double total = trace.Total;
        if (!(total > 0) || !double.IsFinite(total)) return;
        double title = trace.Title is { } text && trace.Hole == 0 ? TextMetrics.Height(text, SvgTheme.AxisTitleSize) + 6 : 0;
        double pull = trace.Parts.Max(part => part.Pull), widest = trace.Parts.Max(part => TextMetrics.Width(trace.TextOn(part), Size));
        // Room for texts beside the circle, where there may be some.
        bool beside = !(trace.Inside ?? trace.Parts.All(part => part.Value / total >= 0.06));
        double room = beside ? Math.Min(widest + 16, plot.Width / 4) : 2;
        double radius = Math.Max(4, Math.Min(plot.Width / 2 - room, (plot.Height - title) / 2 - (beside ? 20 : 2)) / (1 + pull));
        Ring ring = new(plot.CenterX, plot.Top + title + (plot.Height - title) / 2, radius);
        if (trace.Title is { } heading)
        {
            double y = trace.Hole > 0 ? ring.Y + 5 : ring.Y - radius * (1 + pull) - (beside ? 22 : 8);
            Texts.Draw(svg, heading, ring.X, y, SvgTheme.AxisTitleSize, "middle");
        }
        // Counterclockwise the first part still begins at the top and runs to the right; the others follow from the top to the left.
        double turn = 2 * Math.PI / total * (trace.Clockwise ? 1 : -1);
        double at = trace.Rotation * Math.PI / 180 - (trace.Clockwise ? 0 : turn * trace.Parts[0].Value);
        foreach (Part part in trace.Parts)
        {
            double next = at + turn * part.Value;
            if (part.Value > 0) Sector(svg, trace, part, ring, at, next, plot);
            at = next;
        }
    }

    /// <summary>A part in its colour, with its name, value and share for those who point at it.</summary>
    public static void Outline(SvgWriter svg, PieTrace trace, Part part, string path)
    {
        (string? css, string color) = SvgTheme.Ink(part.Slot, part.Color);
        svg.Open("path", ("d", path), ("class", css), ("color", color), ("fill", "currentColor"), ("fill-rule", "evenodd"));
        string share = NumberText.Percent(part.Value / trace.Total);
        svg.Open("title").Chars($"{part.Label}: {NumberText.Short(part.Value)} ({share})").Close().Close();
    }

    private static void Sector(SvgWriter svg, PieTrace trace, Part part, Ring ring, double from, double to, Rect plot)
    {
        double middle = (from + to) / 2, sweep = Math.Abs(to - from);
        (double x, double y) = ring.At(middle, part.Pull);
        ring = ring with { X = x, Y = y };
        Outline(svg, trace, part, ring.Sector(from, to, trace.Hole, 1));
        string words = trace.TextOn(part);
        if (words.Length == 0) return;
        double width = TextMetrics.Width(words, Size), height = TextMetrics.Height(words, Size);
        bool whole = sweep > 2 * Math.PI - 1e-6;
        // The narrower the sector, the further out there is room.
        double outward = Math.Min(0.86, 0.45 * height / ring.Radius / Math.Max(0.05, sweep) + 0.5);
        double reach = whole && trace.Hole == 0 ? 0 : Math.Max((1 + trace.Hole) / 2, outward);
        if (trace.Inside ?? (whole || Fits(ring, middle, sweep, reach, trace.Hole, width, height)))
        {
            (double cx, double cy) = ring.At(middle, reach);
            Texts.On(svg, part.Color, words, cx, cy);
            return;
        }
        ((double X, double Y) edge, (double X, double Y) end) = (ring.At(middle, 1), ring.At(middle, 1 + 10 / ring.Radius));
        (double side, string anchor) = Math.Sin(middle) >= 0 ? (1, "start") : (-1, "end");
        AxesRenderer.Outline(svg, LinePath.Open([edge, end, (end.X + side * 5, end.Y)]));
        Texts.Centred(svg, words, Math.Clamp(end.X + side * 7, plot.Left, plot.Right), end.Y, Size, anchor);
    }

    /// <summary>Whether the four corners of a text lie in the sector.</summary>
    private static bool Fits(Ring ring, double middle, double sweep, double reach, double hole, double width, double height)
    {
        (double x, double y) = ring.At(middle, reach);
        foreach ((double dx, double dy) in new[] { (-1, -1), (1, -1), (1, 1), (-1, 1) })
        {
            double px = x + dx * width / 2 - ring.X, py = y + dy * height / 2 - ring.Y, far = Math.Sqrt(px * px + py * py) / ring.Radius;
            double away = Math.Abs(Math.IEEERemainder(Math.Atan2(px, -py) - middle, 2 * Math.PI));
            if (far > 1 || far < hole || away > sweep / 2) return false;
        }
        return true;
    }
}
