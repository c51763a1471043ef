using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws categories side by side: a bar for each, bands between neighbouring ones as wide as both occur together.</summary>
internal static class ParallelCategoriesRenderer
{
    private const double Head = 28, Thick = 14, MostGap = 10, Size = SvgTheme.TickSize;

    public static void Draw(SvgWriter svg, ParallelTrace trace, Rect plot)
    {
        Dimension[] dimensions = trace.Dimensions;
        double[] given = [.. trace.Counts.Select(count => count is > 0 and < 1e12 ? count : 0).DefaultIfEmpty(1)];
        double[] weights = [.. Enumerable.Range(0, trace.Count).Select(i => given[i % given.Length])];
        double total = weights.Sum();
        if (!(total > 0)) return;
        double widest = dimensions[^1].Categories!.Select(name => TextMetrics.Width(name, Size)).DefaultIfEmpty(0).Max() + 8;
        double step = dimensions.Length == 1 ? 0 : (plot.Width - widest - Thick) / (dimensions.Length - 1), tallest = plot.Height - Head;
        // The height of one observation, and where each category begins; a category stands under the ones before it.
        double[] units = new double[dimensions.Length];
        double[][] tops = new double[dimensions.Length][];
        for (int d = 0; d < dimensions.Length; d++)
        {
            int kinds = dimensions[d].Categories!.Length;
            double gap = Math.Min(MostGap, tallest / 2 / kinds), at = plot.Top + Head;
            units[d] = (tallest - gap * (kinds - 1)) / total;
            double[] sums = new double[kinds];
            for (int i = 0; i < weights.Length; i++) sums[(int)dimensions[d].Values[i]] += weights[i];
            tops[d] = new double[kinds];
            for (int k = 0; k < kinds; k++)
            {
                tops[d][k] = at;
                at += sums[k] * units[d] + gap;
            }
        }
        double[][] bottoms = Bands(svg, trace, weights, units, tops, d => plot.Left + d * step);
        for (int d = 0; d < dimensions.Length; d++)
        {
            double x = plot.Left + d * step;
            Texts.Draw(svg, dimensions[d].Label, x, plot.Top + 13, Size, bold: true);
            for (int k = 0; k < tops[d].Length; k++)
            {
                double height = bottoms[d][k] - tops[d][k];
                svg.Leaf("rect", ("x", x), ("y", tops[d][k]), ("width", Thick), ("height", height), ("fill", "currentColor"),
                    ("fill-opacity", 0.15), ("stroke", "currentColor"), ("stroke-opacity", SvgTheme.AxisOpacity));
                Texts.Centred(svg, dimensions[d].Categories![k], x + Thick + 4, tops[d][k] + height / 2, Size, "start");
            }
        }
    }

    /// <summary>A band from axis to axis for all observations of one colour and the same categories, one under the other.</summary>
    /// <returns>Where each category ends.</returns>
    private static double[][] Bands(
        SvgWriter svg, ParallelTrace trace, double[] weights, double[] units, double[][] tops, Func<int, double> left)
    {
        double[][] next = [.. tops.Select(column => (double[])column.Clone())];
        double Number(int i) => trace.Line.Values?.ElementAtOrDefault(i) is { } value && double.IsFinite(value) ? value : 0;
        (string? css, string color) = SvgTheme.Ink(trace);
        svg.Open("g", ("class", css), ("color", color), ("fill-opacity", 0.6));
        foreach (IGrouping<string, int> band in Enumerable.Range(0, weights.Length).OrderBy(Number)
            .GroupBy(i => string.Join(" ", trace.Dimensions.Select(dimension => dimension.Values[i]).Append(Number(i)))))
        {
            int first = band.First();
            double weight = band.Sum(i => weights[i]);
            for (int d = 0; d < units.Length; d++)
            {
                int here = (int)trace.Dimensions[d].Values[first];
                double top = next[d][here], bottom = top + weight * units[d];
                next[d][here] = bottom;
                if (d == 0) continue;
                double end = next[d - 1][(int)trace.Dimensions[d - 1].Values[first]], start = end - weight * units[d - 1];
                svg.Leaf("path", ("d", Band(left(d - 1) + Thick, left(d), start, end, top, bottom)), ("fill", trace.Line.InkAt(first)));
            }
        }
        svg.Close();
        return next;
    }

    private static string Band(double x0, double x1, double top0, double bottom0, double top1, double bottom1)
    {
        string middle = N((x0 + x1) / 2);
        return $"M{N(x0)} {N(top0)}C{middle} {N(top0)} {middle} {N(top1)} {N(x1)} {N(top1)}"
            + $"V{N(bottom1)}C{middle} {N(bottom1)} {middle} {N(bottom0)} {N(x0)} {N(bottom0)}Z";

        static string N(double v) => SvgWriter.Number(v);
    }
}
