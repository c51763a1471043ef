using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws pictures: embedded, with square pixels that stay sharp when enlarged.</summary>
internal static class ImageRenderer
{
    public static void Include(ImageTrace trace, AxisExtent x, AxisExtent y)
    {
        x.Include(-0.5, room: false);
        x.Include(trace.Pixels.Width - 0.5, room: false);
        y.Include(-0.5, room: false);
        y.Include(trace.Pixels.Height - 0.5, room: false);
    }

    public static void Draw(SvgWriter svg, ImageTrace trace, PanelView view)
    {
        double left = view.X.At(-0.5), right = view.X.At(trace.Pixels.Width - 0.5), top = view.Y.At(-0.5), bottom = view.Y.At(trace.Pixels.Height - 0.5);
        Embed(svg, trace.Pixels, new(Math.Min(left, right), Math.Min(top, bottom), Math.Abs(right - left), Math.Abs(bottom - top)));
    }

    public static void Embed(SvgWriter svg, Pixels pixels, Rect place)
    {
        bool enlarged = place.Width >= pixels.Width && place.Height >= pixels.Height;
        svg.Leaf("image", ("x", place.Left), ("y", place.Top), ("width", place.Width), ("height", place.Height), ("preserveAspectRatio", "none"),
            ("style", enlarged ? "image-rendering:pixelated" : null), ("href", pixels.DataUri));
    }
}
