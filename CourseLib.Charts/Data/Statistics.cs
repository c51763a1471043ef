namespace CourseLib.Charts.Data;

/// <summary>What boxes, violins, bins and colour scales need to know about a sample.</summary>
internal static class Statistics
{
    /// <summary>The smallest and largest finite value; 0 and 1 when there is none.</summary>
    public static (double Min, double Max) Range(IEnumerable<double> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (double v in values)
            if (double.IsFinite(v)) (min, max) = (Math.Min(min, v), Math.Max(max, v));
        return min <= max ? (min, max) : (0, 1);
    }

    /// <summary>The standard deviation of a sample, over n − 1; 0 of one value.</summary>
    public static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1));
    }

    /// <summary>The quantile of a sorted sample, linear between the neighbours at (n − 1)·p.</summary>
    public static double Quantile(double[] sorted, double p)
    {
        if (sorted.Length == 0) return double.NaN;
        double place = (sorted.Length - 1) * p;
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] * (1 - (place - below)) + sorted[above] * (place - below);
    }

    /// <summary>A Gaussian kernel density with Silverman's bandwidth, 0.9·min(σ, IQR/1.34)·n^(−1/5).</summary>
    /// <returns>Places and densities; one place with density 1 when all values are equal.</returns>
    public static (double At, double Density)[] Density(double[] sorted, int points = 96)
    {
        if (sorted.Length == 0) return [];
        double sd = Deviation(sorted), iqr = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
        double spread = iqr > 0 ? Math.Min(sd, iqr / 1.34) : sd, width = 0.9 * spread * Math.Pow(sorted.Length, -0.2);
        if (!(width > 0) || !double.IsFinite(width)) return [(sorted[0], 1)];
        double low = sorted[0] - 2 * width, step = (sorted[^1] + 2 * width - low) / (points - 1);
        double whole = sorted.Length * width * Math.Sqrt(2 * Math.PI);
        return [.. Enumerable.Range(0, points).Select(i => low + i * step).Select(at =>
            (at, sorted.Sum(v => Math.Exp(-0.5 * (at - v) / width * ((at - v) / width))) / whole))];
    }
}
