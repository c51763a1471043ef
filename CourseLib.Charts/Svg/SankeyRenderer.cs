using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws flows: nodes in layers by their longest way from a source, each as tall as what flows through it.</summary>
internal static class SankeyRenderer
{
    private const double Thick = 18, Gap = 14, Size = SvgTheme.TickSize;

    public static void Draw(SvgWriter svg, SankeyTrace trace, Rect plot)
    {
        int count = trace.Labels.Length;
        double[] inward = new double[count], outward = new double[count];
        foreach (SankeyLink link in trace.Links)
        {
            outward[link.Source] += link.Value;
            inward[link.Target] += link.Value;
        }
        double[] flow = [.. inward.Zip(outward, Math.Max)];
        int[] nodes = [.. Enumerable.Range(0, count).Where(i => flow[i] > 0)];
        if (nodes.Length == 0 || !double.IsFinite(flow.Sum())) return;
        int[] layer = Layers(trace, count);
        int last = nodes.Max(i => layer[i]);
        (double length, double across) = trace.Upright ? (plot.Height, plot.Width) : (plot.Width, plot.Height);
        IGrouping<int, int>[] layers = [.. nodes.GroupBy(i => layer[i])];
        double gap = Math.Min(Gap, across / 2 / layers.Max(group => group.Count()));
        double unit = layers.Min(group => (across - gap * (group.Count() - 1)) / group.Sum(i => flow[i]));
        double[] start = Places(trace, nodes, layer, flow, unit, gap, across);
        double Along(int node) => last == 0 ? 0 : layer[node] * (length - Thick) / last;
        (double X, double Y) At(double along, double place) =>
            trace.Upright ? (plot.Left + place, plot.Top + along) : (plot.Left + along, plot.Top + place);
        double[] outgoing = (double[])start.Clone(), incoming = (double[])start.Clone();
        foreach (SankeyLink link in trace.Links.OrderBy(link => start[link.Source]).ThenBy(link => start[link.Target]))
        {
            double width = link.Value * unit;
            string path = Band(At, Along(link.Source) + Thick, Along(link.Target), outgoing[link.Source], incoming[link.Target], width);
            outgoing[link.Source] += width;
            incoming[link.Target] += width;
            svg.Open("path", ("d", path), ("fill", link.Color?.Css ?? "currentColor"), ("fill-opacity", link.Color is null ? 0.2 : 0.6));
            string words = $"{trace.Labels[link.Source]} → {trace.Labels[link.Target]}: {NumberText.Short(link.Value)}";
            svg.Open("title").Chars(words).Close().Close();
        }
        foreach (int node in nodes)
        {
            (string? css, string color) = SvgTheme.Ink(node, trace.Colors.Length > 0 ? trace.Colors[node % trace.Colors.Length] : null);
            (double x0, double y0) = At(Along(node), start[node]);
            (double x1, double y1) = At(Along(node) + Thick, start[node] + flow[node] * unit);
            svg.Leaf("rect", ("x", x0), ("y", y0), ("width", x1 - x0), ("height", y1 - y0),
                ("class", css), ("color", color), ("fill", "currentColor"));
            bool end = layer[node] == last;
            if (trace.Upright) Texts.Draw(svg, trace.Labels[node], (x0 + x1) / 2, end ? y0 - 4 : y1 + 13, Size, "middle");
            else Texts.Draw(svg, trace.Labels[node], end ? x0 - 5 : x1 + 5, (y0 + y1) / 2 + 4, Size, end ? "end" : "start");
        }
    }

    /// <summary>A band of one width from one place to another.</summary>
    private static string Band(
        Func<double, double, (double X, double Y)> at, double from, double to, double start, double end, double width)
    {
        double middle = (from + to) / 2;
        return $"M{P(from, start)}C{P(middle, start)} {P(middle, end)} {P(to, end)}"
            + $"L{P(to, end + width)}C{P(middle, end + width)} {P(middle, start + width)} {P(from, start + width)}Z";

        string P(double along, double place)
        {
            (double x, double y) = at(along, place);
            return $"{SvgWriter.Number(x)} {SvgWriter.Number(y)}";
        }
    }

    /// <summary>The longest way to each node; a circle of flows is cut after as many steps as there are nodes.</summary>
    private static int[] Layers(SankeyTrace trace, int count)
    {
        int[] layer = new int[count];
        for (int round = 0; round < count; round++)
        {
            bool moved = false;
            foreach (SankeyLink link in trace.Links.Where(link => link.Source != link.Target))
                if (layer[link.Target] <= layer[link.Source] && layer[link.Source] + 1 < count)
                    (layer[link.Target], moved) = (layer[link.Source] + 1, true);
            if (!moved) break;
        }
        // What flows nowhere else stands in the last layer.
        int last = layer.DefaultIfEmpty(0).Max();
        HashSet<int> sources = [.. trace.Links.Select(link => link.Source)];
        return [.. layer.Select((at, i) => sources.Contains(i) ? at : last)];
    }

    /// <summary>Where each node begins: near the mean of what flows into it, apart from its neighbours.</summary>
    private static double[] Places(SankeyTrace trace, int[] nodes, int[] layer, double[] flow, double unit, double gap, double across)
    {
        double[] start = new double[layer.Length];
        ILookup<int, SankeyLink> into = trace.Links.Where(link => layer[link.Source] < layer[link.Target]).ToLookup(link => link.Target);
        double Wanted(int node) => into[node].Sum(link => link.Value) is > 0 and var sum
            ? into[node].Sum(link => link.Value * (start[link.Source] + flow[link.Source] * unit / 2)) / sum : 0;
        foreach (IGrouping<int, int> here in nodes.GroupBy(i => layer[i]).OrderBy(group => group.Key))
        {
            double at = (across - here.Sum(i => flow[i] * unit) - gap * (here.Count() - 1)) / 2;
            foreach (int node in here.OrderBy(Wanted).ToArray())
            {
                start[node] = at;
                at += flow[node] * unit + gap;
            }
        }
        return start;
    }
}
