using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws a tree as boxes: nested in one another (treemap) or in columns from left to right (icicle).</summary>
internal static class TreemapRenderer
{
    private const double Size = SvgTheme.TickSize, Head = 18, Edge = 3;

    public static void Draw(SvgWriter svg, TreeTrace trace, Rect plot)
    {
        double total = trace.Roots.Sum(root => root.Value);
        if (!(total > 0) || !double.IsFinite(total)) return;
        if (trace.Kind == "treemap")
        {
            foreach ((TreeNode node, Rect box) in Squares(trace.Roots, plot)) Nested(svg, node, box);
            return;
        }
        int levels = trace.Roots.Max(root => root.Depth);
        double top = plot.Top;
        foreach (TreeNode root in trace.Roots)
            top = Column(svg, root, new(plot.Left, top, plot.Width / levels, plot.Height * root.Value / total));
    }

    /// <summary>The outline of a node in its colour, with its name and value for those who point at it.</summary>
    public static void Outline(SvgWriter svg, TreeNode node, string path)
    {
        (string? css, string color) = node.IsPlain ? (null, "currentColor") : SvgTheme.Ink(Math.Max(0, node.Slot), node.Color);
        svg.Open("path", ("d", path), ("class", css), ("color", color), ("fill", "currentColor"), ("fill-rule", "evenodd"),
            ("fill-opacity", node.IsPlain ? 0.12 : 0.85), ("stroke", "#fff"), ("stroke-opacity", 0.6));
        svg.Open("title").Chars($"{node.Label}: {NumberText.Short(node.Value)}").Close().Close();
    }

    /// <summary>A node's name in its box or sector, readable on its colour; y is its middle.</summary>
    public static void Name(SvgWriter svg, TreeNode node, double x, double y, string anchor, double rotate = 0)
    {
        if (node.IsPlain) Texts.Centred(svg, node.Label, x, y, Size, anchor);
        else Texts.On(svg, node.Color, node.Label, x, y, anchor, rotate);
    }

    private static void Nested(SvgWriter svg, TreeNode node, Rect box)
    {
        if (node.Value <= 0 || box.Width < 1 || box.Height < 1) return;
        Outline(svg, node, LinePath.Closed(box.Corners));
        bool named = TextMetrics.Width(node.Label, Size) <= box.Width - 6 && box.Height >= Head;
        if (named) Name(svg, node, box.Left + 4, box.Top + Head / 2, "start");
        double head = named ? Head : Edge;
        Rect inner = new(box.Left + Edge, box.Top + head, box.Width - 2 * Edge, box.Height - head - Edge);
        if (node.Children.Length == 0 || inner.Width < 2 || inner.Height < 2) return;
        foreach ((TreeNode child, Rect place) in Squares(node.Children, inner)) Nested(svg, child, place);
    }

    private static double Column(SvgWriter svg, TreeNode node, Rect box)
    {
        if (node.Value <= 0) return box.Bottom;
        Outline(svg, node, LinePath.Closed(box.Corners));
        if (TextMetrics.Width(node.Label, Size) <= box.Width - 6 && box.Height >= Size + 2)
            Name(svg, node, box.Left + 4, Math.Min(box.CenterY, box.Top + Head / 2), "start");
        double top = box.Top;
        foreach (TreeNode child in node.Children)
            top = Column(svg, child, new(box.Right, top, box.Width, box.Height * child.Value / node.Value));
        return box.Bottom;
    }

    /// <summary>
    /// Boxes with areas in proportion to the nodes' values, as square as rows of them allow (Bruls, Huizing and van Wijk 2000).
    /// </summary>
    private static IEnumerable<(TreeNode, Rect)> Squares(TreeNode[] nodes, Rect room)
    {
        TreeNode[] rest = [.. nodes.Where(node => node.Value > 0).OrderByDescending(node => node.Value)];
        double sum = rest.Sum(node => node.Value);
        while (rest.Length > 0 && sum > 0)
        {
            double side = Math.Min(room.Width, room.Height), unit = room.Width * room.Height / sum;
            int count = 1;
            while (count < rest.Length && Worst(rest[..(count + 1)], side, unit) <= Worst(rest[..count], side, unit)) count++;
            double row = rest[..count].Sum(node => node.Value), share = row / sum, along = 0;
            bool upright = room.Width >= room.Height;
            foreach (TreeNode node in rest[..count])
            {
                double part = node.Value / row;
                yield return (node, upright
                    ? new(room.Left, room.Top + along * room.Height, room.Width * share, room.Height * part)
                    : new(room.Left + along * room.Width, room.Top, room.Width * part, room.Height * share));
                along += part;
            }
            room = upright
                ? new(room.Left + room.Width * share, room.Top, room.Width * (1 - share), room.Height)
                : new(room.Left, room.Top + room.Height * share, room.Width, room.Height * (1 - share));
            sum -= row;
            rest = rest[count..];
        }
    }

    /// <summary>The ratio of the sides of the longest box in a row.</summary>
    private static double Worst(TreeNode[] row, double side, double unit)
    {
        double area = row.Sum(node => node.Value) * unit, thick = area / Math.Max(side, 1e-9);
        return row.Max(node => node.Value * unit / thick is var length && length > 0
            ? Math.Max(length / thick, thick / length) : double.PositiveInfinity);
    }
}
