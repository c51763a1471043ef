using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>One bar: from <paramref name="Low"/> to <paramref name="High"/> along the keys, from <paramref name="Base"/> to <paramref name="Top"/> along the values.</summary>
internal readonly record struct BarBox(int Index, double Low, double High, double Base, double Top, bool Horizontal);

/// <summary>Places the bars of bar charts and histograms: side by side, stacked or one before the other.</summary>
internal static class BarBoxes
{
    private const double BarGap = 0.2;

    public static IReadOnlyDictionary<Trace, IReadOnlyList<BarBox>> Of(PanelData panel)
    {
        Dictionary<Trace, IReadOnlyList<BarBox>> boxes = new(ReferenceEqualityComparer.Instance);
        Words.BarMode mode = panel.Figure.BarMode;
        (Trace Trace, double[] Keys, double[] Values, double Pitch, double Gap, bool Horizontal)[] all =
            [.. panel.Traces.Select(t => Columns(t, panel)).OfType<(Trace, double[], double[], double, double, bool)>()];
        if (all.Length == 0) return boxes;
        double shared = all.Min(b => b.Pitch);
        Dictionary<(double, bool), double> tops = [];
        for (int t = 0; t < all.Length; t++)
        {
            (Trace trace, double[] keys, double[] values, double pitch, double gap, bool horizontal) = all[t];
            double whole = trace is BarTrace { Width: { } given } ? given : (trace is HistogramTrace ? pitch : shared) * (1 - gap);
            double width = mode == Words.BarMode.Group ? whole / all.Length : whole;
            double offset = mode == Words.BarMode.Group ? -whole / 2 + t * width : -whole / 2;
            List<BarBox> list = [];
            for (int i = 0; i < Math.Min(keys.Length, values.Length); i++)
            {
                if (!double.IsFinite(keys[i])) continue;
                double start = trace is BarTrace { Base: { } b } ? b : 0;
                if (mode is Words.BarMode.Stack or Words.BarMode.Relative && double.IsFinite(values[i]))
                {
                    start = tops.GetValueOrDefault((keys[i], values[i] >= 0));
                    tops[(keys[i], values[i] >= 0)] = start + values[i];
                }
                list.Add(new(i, keys[i] + offset, keys[i] + offset + width, start, start + values[i], horizontal));
            }
            boxes[trace] = list;
        }
        return boxes;
    }

    private static (Trace, double[], double[], double, double, bool)? Columns(Trace trace, PanelData panel)
    {
        double gap = panel.Figure.Layout.BarGap ?? BarGap;
        switch (trace)
        {
            case BarTrace bar:
                double[] keys = (bar.Horizontal ? panel.Y : panel.X).Values(bar.Keys);
                return (bar, keys, (bar.Horizontal ? panel.X : panel.Y).Values(bar.Values), Pitch(keys), gap, bar.Horizontal);
            case HistogramTrace { Bins: { } bins } histogram:
                double[] middles = [.. Enumerable.Range(0, bins.Count).Select(i => bins.Start + (i + 0.5) * bins.Size)];
                return (histogram, middles, histogram.Heights(bins), bins.Size, panel.Figure.Layout.BarGap ?? 0, histogram.Horizontal);
            case HistogramTrace histogram:
                AxisData axis = histogram.Horizontal ? panel.Y : panel.X;
                IGrouping<string, string>[] groups = [.. histogram.Values.Texts.GroupBy(text => text)];
                double total = histogram.Norm is Words.HistNorm.None or Words.HistNorm.Density ? 1 : histogram.Values.Count;
                double percent = histogram.Norm == Words.HistNorm.Percent ? 100 : 1;
                return (histogram, axis.Values(Series.Of([.. groups.Select(g => g.Key)])), [.. groups.Select(g => percent * g.Count() / total)], 1, gap, histogram.Horizontal);
            default:
                return null;
        }
    }

    /// <summary>The smallest distance between two keys; 1 when there is none.</summary>
    private static double Pitch(double[] keys)
    {
        double[] sorted = [.. keys.Where(double.IsFinite).Distinct().Order()];
        double least = double.PositiveInfinity;
        for (int i = 1; i < sorted.Length; i++) least = Math.Min(least, sorted[i] - sorted[i - 1]);
        return double.IsFinite(least) ? least : 1;
    }
}
