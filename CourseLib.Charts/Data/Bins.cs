namespace CourseLib.Charts.Data;

/// <summary>Bins of one width: bin i holds Start + i·Size ≤ v &lt; Start + (i + 1)·Size; the last one its upper end as well.</summary>
internal sealed record Bins(double Start, double Size, int Count)
{
    private const int Most = 200;

    public double End => Start + Count * Size;

    public double[] Middles => [.. Enumerable.Range(0, Count).Select(i => Start + (i + 0.5) * Size)];

    /// <summary>
    /// Bins with round edges that cover all finite values: as many as asked for (about), or by the rule of Freedman and Diaconis
    /// (width 2·IQR/∛n), at most <c>200</c>.
    /// </summary>
    /// <param name="cells">
    /// They are one side of a two-dimensional histogram, whose cells are larger: of width 2σ/∜n, rounded up, as plotly.js's are.
    /// </param>
    public static Bins For(IEnumerable<double> values, int? wanted = null, bool cells = false)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0) return new(0, 1, 1);
        double low = sorted[0], high = sorted[^1];
        if (low == high)
        {
            double unit = Math.Max(1, Math.Abs(low) * 1e-3);
            return new(low - unit / 2, unit, 1);
        }
        double span = high / 2 - low / 2;
        double iqr = Statistics.Quantile(sorted, 0.75) - Statistics.Quantile(sorted, 0.25);
        double width = cells ? 2 * Statistics.Deviation(sorted) / Math.Pow(sorted.Length, 0.25)
            : iqr > 0 && double.IsFinite(iqr) ? 2 * iqr / Math.Cbrt(sorted.Length) : 2 * span / (Math.Log2(sorted.Length) + 1);
        double count = Math.Clamp(wanted ?? 2 * span / width, 1, Most);
        double size = Scales.LinearTicks.NiceStep(2 * (span / count), roundUp: cells);
        // Whole numbers, few different ones: a bin a number, its middle on the number.
        if (wanted is null && high - low <= 60 && sorted.All(v => v == Math.Floor(v)))
        {
            size = Math.Max(1, size);
            if (size == 1) return new(low - 0.5, 1, (int)(high - low) + 1);
        }
        double start = Math.Floor(low / size) * size;
        int bins = (int)Math.Min(2 * Most, Math.Floor((high - start) / size) + 1);
        return new(start, size, Math.Max(1, bins));
    }

    /// <summary>The bin of a value, −1 when it is outside all.</summary>
    public int Index(double value)
    {
        if (!double.IsFinite(value) || value < Start || value > End) return -1;
        return Math.Min(Count - 1, (int)((value - Start) / Size));
    }
}
