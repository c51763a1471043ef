using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>
/// One bar: from <paramref name="Low"/> to <paramref name="High"/> along the keys, from <paramref name="Base"/> to <paramref name="Top"/>
/// along the values.
/// </summary>
internal readonly record struct BarBox(int Index, double Low, double High, double Base, double Top, bool Horizontal);

/// <summary>Places the bars of bar charts and histograms: side by side, stacked or one before the other; funnels around zero.</summary>
internal static class BarBoxes
{
    private const double BarGap = 0.2;

    /// <summary>The bars of one trace: their keys and heights, and how wide they are with and without the gap between.</summary>
    private readonly record struct Bars(Trace Trace, double[] Keys, double[] Values, double Pitch, double Gap, bool Horizontal)
    {
        public bool IsFunnel => Trace is BarTrace { IsFunnel: true };

        /// <summary>Where bar <paramref name="i"/> begins when it stands on no other one.</summary>
        public double Base(int i) => Trace is not BarTrace bar ? 0 : bar.Bases is { } bases && i < bases.Length ? bases[i] : bar.Base ?? 0;
    }

    public static IReadOnlyDictionary<Trace, IReadOnlyList<BarBox>> Of(PanelData panel)
    {
        Dictionary<Trace, IReadOnlyList<BarBox>> boxes = new(ReferenceEqualityComparer.Instance);
        Words.BarMode mode = panel.Figure.BarMode;
        Bars[] all = [.. panel.Traces.Select(t => Columns(t, panel)).OfType<Bars>()];
        if (all.Length == 0) return boxes;
        double shared = all.Min(b => b.Pitch);
        Dictionary<(double, bool), double> tops = [];
        for (int t = 0; t < all.Length; t++)
        {
            Bars bars = all[t];
            double whole = bars.Trace is BarTrace { Width: { } given } ? given
                : (bars.Trace is HistogramTrace ? bars.Pitch : shared) * (1 - bars.Gap);
            bool beside = mode == Words.BarMode.Group && !bars.IsFunnel;
            bool stacked = mode is Words.BarMode.Stack or Words.BarMode.Relative && bars.Trace is not BarTrace { Bases: not null };
            double width = beside ? whole / all.Length : whole;
            double offset = beside ? -whole / 2 + t * width : -whole / 2;
            List<BarBox> list = [];
            for (int i = 0; i < Math.Min(bars.Keys.Length, bars.Values.Length); i++)
            {
                (double key, double value) = (bars.Keys[i], bars.Values[i]);
                if (!double.IsFinite(key)) continue;
                if (bars.Trace is BarTrace { Widths: { } widths } && i < widths.Length) (width, offset) = (widths[i], -widths[i] / 2);
                double start = bars.Base(i);
                if (double.IsFinite(value) && (stacked || bars.IsFunnel))
                {
                    bool up = value >= 0 || bars.IsFunnel;
                    start = tops.TryGetValue((key, up), out double top) ? top : bars.IsFunnel ? -Funnels(all, key) / 2 : 0;
                    tops[(key, up)] = start + value;
                }
                list.Add(new(i, key + offset, key + offset + width, start, start + value, bars.Horizontal));
            }
            boxes[bars.Trace] = list;
        }
        return boxes;
    }

    /// <summary>The sum of all funnels at one key: they stand in a row around zero.</summary>
    private static double Funnels(Bars[] all, double key) => all.Where(bars => bars.IsFunnel)
        .Sum(bars => bars.Keys.Zip(bars.Values).Where(bar => bar.First == key && double.IsFinite(bar.Second)).Sum(bar => bar.Second));

    private static Bars? Columns(Trace trace, PanelData panel)
    {
        double? gap = panel.Figure.Layout.BarGap;
        switch (trace)
        {
            case BarTrace bar:
                double[] keys = (bar.Horizontal ? panel.Y : panel.X).Values(bar.Keys);
                return new(bar, keys, (bar.Horizontal ? panel.X : panel.Y).Values(bar.Values), Pitch(keys), gap ?? BarGap, bar.Horizontal);
            case HistogramTrace { Bins: { } bins } histogram:
                return new(histogram, bins.Middles, histogram.Heights(bins), bins.Size, gap ?? 0, histogram.Horizontal);
            case HistogramTrace histogram:
                (string[] texts, double[] heights) = histogram.ByText();
                double[] places = (histogram.Horizontal ? panel.Y : panel.X).Values(Series.Of(texts));
                return new(histogram, places, heights, 1, gap ?? BarGap, histogram.Horizontal);
            default:
                return null;
        }
    }

    /// <summary>The smallest distance between two keys; 1 when there is none.</summary>
    public static double Pitch(double[] keys)
    {
        double[] sorted = [.. keys.Where(double.IsFinite).Distinct().Order()];
        double least = double.PositiveInfinity;
        for (int i = 1; i < sorted.Length; i++) least = Math.Min(least, sorted[i] - sorted[i - 1]);
        return double.IsFinite(least) ? least : 1;
    }
}
