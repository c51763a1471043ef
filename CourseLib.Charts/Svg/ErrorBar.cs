namespace CourseLib.Charts.Svg;

/// <summary>Draws one error bar with its caps.</summary>
internal static class ErrorBar
{
    private const double Cap = 4;

    public static void Upright(SvgWriter svg, PanelView view, double x, double low, double high)
    {
        double at = view.X.At(x), bottom = view.Y.AtOrEdge(low), top = view.Y.AtOrEdge(high);
        if (double.IsNaN(at + low + high)) return;
        Draw(svg, $"M{N(at)} {N(bottom)}V{N(top)}M{N(at - Cap)} {N(bottom)}h{N(2 * Cap)}M{N(at - Cap)} {N(top)}h{N(2 * Cap)}");
    }

    public static void Level(SvgWriter svg, PanelView view, double y, double low, double high)
    {
        double at = view.Y.At(y), left = view.X.AtOrEdge(low), right = view.X.AtOrEdge(high);
        if (double.IsNaN(at + low + high)) return;
        Draw(svg, $"M{N(left)} {N(at)}H{N(right)}M{N(left)} {N(at - Cap)}v{N(2 * Cap)}M{N(right)} {N(at - Cap)}v{N(2 * Cap)}");
    }

    private static void Draw(SvgWriter svg, string path) => svg.Leaf("path", ("d", path), ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", 1.3));

    private static string N(double v) => SvgWriter.Number(v);
}
