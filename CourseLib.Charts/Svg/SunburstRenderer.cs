using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws a tree as rings, the root in the middle.</summary>
internal static class SunburstRenderer
{
    private const double Size = SvgTheme.TickSize;

    public static void Draw(SvgWriter svg, TreeTrace trace, Rect plot)
    {
        Ring ring = new(plot.CenterX, plot.CenterY, Math.Max(4, Math.Min(plot.Width, plot.Height) / 2 - 2));
        int depth = trace.Roots.Select(root => root.Depth).DefaultIfEmpty(0).Max();
        // Without one root the middle is empty.
        int empty = trace.Roots.Length > 1 ? 1 : 0;
        double total = trace.Roots.Sum(root => root.Value), at = Math.PI / 2;
        if (!(total > 0) || !double.IsFinite(total)) return;
        foreach (TreeNode root in trace.Roots) at = Node(svg, root, ring, at, 2 * Math.PI / total, empty, depth + empty);
    }

    /// <summary>Draws a node and what is under it, counterclockwise.</summary>
    /// <returns>The angle at its end.</returns>
    private static double Node(SvgWriter svg, TreeNode node, Ring ring, double from, double perValue, int level, int levels)
    {
        double to = from - node.Value * perValue, at = from;
        if (node.Value > 0)
        {
            double inner = (double)level / levels, outer = (level + 1.0) / levels;
            TreemapRenderer.Outline(svg, node, ring.Sector(from, to, inner, outer));
            Label(svg, node, ring, from, to, inner, outer);
        }
        foreach (TreeNode child in node.Children) at = Node(svg, child, ring, at, perValue, level + 1, levels);
        return to;
    }

    /// <summary>The name, level in the middle of a disc, else along the radius or, where that is too short, along the ring.</summary>
    private static void Label(SvgWriter svg, TreeNode node, Ring ring, double from, double to, double inner, double outer)
    {
        double middle = (from + to) / 2, sweep = from - to;
        double deep = (outer - inner) * ring.Radius, wide = sweep * ring.Radius * (inner + outer) / 2;
        double width = TextMetrics.Width(node.Label, Size), height = TextMetrics.LineHeight(Size);
        bool disc = sweep > 2 * Math.PI - 1e-6 && inner == 0;
        bool along = !disc && width + 4 > deep;
        if (!disc && (along ? width > wide || height > deep : height > wide)) return;
        (double x, double y) = disc ? (ring.X, ring.Y) : ring.At(middle, (inner + outer) / 2);
        double turn = disc ? 0 : Math.IEEERemainder(middle * 180 / Math.PI + (along ? 0 : 90), 360);
        if (Math.Abs(turn) > 90) turn -= Math.CopySign(180, turn);
        TreemapRenderer.Name(svg, node, x, y, "middle", turn);
    }
}
