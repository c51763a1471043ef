using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws annotations with their arrows, and shapes.</summary>
internal static class NoteRenderer
{
    public static void Note(SvgWriter svg, Annotation note, PanelView view)
    {
        Rect plot = view.Plot;
        double x = note.Paper ? plot.Left + Share(note.X) * plot.Width : view.X.At(view.Data.X.Value(note.X));
        double y = note.Paper ? plot.Bottom - Share(note.Y) * plot.Height : view.Y.At(view.Data.Y.Value(note.Y));
        if (double.IsNaN(x + y)) return;
        double size = note.Size ?? SvgTheme.TickSize, width = TextMetrics.Width(note.Text, size), height = TextMetrics.Height(note.Text, size);
        double tx = x + note.Ax, ty = y + note.Ay;
        if (note.ShowArrow) Arrow(svg, From(tx, ty, width, height, x, y), (x, y), note.Color?.Css ?? "currentColor");
        double first = ty + note.Vertical * height - height / 2 + 0.95 * size;
        Texts.Draw(svg, note.Text, tx, first, size, note.Anchor, fill: note.Color?.Css);
    }

    public static void Shape(SvgWriter svg, LayoutShape shape, PanelView view)
    {
        Rect plot = view.Plot;
        double X(object? v, double edge) => v is null ? edge : view.X.AtOrEdge(view.Data.X.Value(v));
        double Y(object? v, double edge) => v is null ? edge : view.Y.AtOrEdge(view.Data.Y.Value(v));
        bool level = shape.X0 is null && shape.X1 is null, upright = shape.Y0 is null && shape.Y1 is null;
        double x0 = level ? plot.Left : X(shape.X0 ?? shape.X1, 0), x1 = level ? plot.Right : X(shape.X1 ?? shape.X0, 0);
        double y0 = upright ? plot.Bottom : Y(shape.Y0 ?? shape.Y1, 0), y1 = upright ? plot.Top : Y(shape.Y1 ?? shape.Y0, 0);
        if (double.IsNaN(x0 + x1 + y0 + y1)) return;
        (string, object?)[] style =
        [
            ("stroke", shape.LineWidth > 0 ? shape.LineColor?.Css ?? "currentColor" : null), ("stroke-width", shape.LineWidth),
            ("stroke-dasharray", LinePath.Dashes(shape.Dash, shape.LineWidth)), ("fill", shape.FillColor?.Css ?? "none"), ("opacity", shape.Opacity == 1 ? null : shape.Opacity),
        ];
        Rect box = new(Math.Min(x0, x1), Math.Min(y0, y1), Math.Abs(x1 - x0), Math.Abs(y1 - y0));
        switch (shape.Type)
        {
            case Words.ShapeType.Line:
                svg.Leaf("line", [("x1", x0), ("y1", y0), ("x2", x1), ("y2", y1), .. style]);
                break;
            case Words.ShapeType.Rectangle:
                svg.Leaf("rect", [("x", box.Left), ("y", box.Top), ("width", box.Width), ("height", box.Height), .. style]);
                break;
            default:
                svg.Leaf("ellipse", [("cx", box.CenterX), ("cy", box.CenterY), ("rx", box.Width / 2), ("ry", box.Height / 2), .. style]);
                break;
        }
    }

    private static double Share(object value) => Data.Series.From(new[] { value }).Numbers.FirstOrDefault();

    /// <summary>Where the arrow leaves the text's box: on the side that faces its head.</summary>
    private static (double X, double Y) From(double x, double y, double width, double height, double headX, double headY)
    {
        double dx = headX - x, dy = headY - y, halfWidth = width / 2 + 3, halfHeight = height / 2 + 1;
        double scale = Math.Max(Math.Abs(dx) / halfWidth, Math.Abs(dy) / halfHeight);
        return scale <= 1 ? (x, y) : (x + dx / scale, y + dy / scale);
    }

    private static void Arrow(SvgWriter svg, (double X, double Y) from, (double X, double Y) head, string color)
    {
        double dx = head.X - from.X, dy = head.Y - from.Y, length = Math.Sqrt(dx * dx + dy * dy);
        if (length < 4) return;
        (double ux, double uy) = (dx / length, dy / length);
        // The head stops two pixels short of the point, so that the point stays seen.
        (double X, double Y) tip = (head.X - 2 * ux, head.Y - 2 * uy), back = (tip.X - 8 * ux, tip.Y - 8 * uy);
        svg.Leaf("path", ("d", $"M{N(from.X)} {N(from.Y)}L{N(back.X)} {N(back.Y)}"), ("stroke", color), ("stroke-width", 1.4), ("fill", "none"));
        svg.Leaf("path", ("d", $"M{N(tip.X)} {N(tip.Y)}L{N(back.X - 3.2 * uy)} {N(back.Y + 3.2 * ux)}L{N(back.X + 3.2 * uy)} {N(back.Y - 3.2 * ux)}Z"), ("fill", color));
    }

    private static string N(double v) => SvgWriter.Number(v);
}
