using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>How often values fall into bins, or how often each text occurs.</summary>
internal sealed record HistogramTrace(Series Values, bool Horizontal) : Trace
{
    public override string Type => "histogram";

    public CssColor? BarColor { get; init; }

    public Words.HistNorm Norm { get; init; }

    /// <summary>The number of bins that was asked for.</summary>
    public int? BinCount { get; init; }

    /// <summary>The bins, shared by the histograms of a panel; given by <see cref="Figure.Resolve"/>, null for texts.</summary>
    public Bins? Bins { get; init; }

    public override CssColor? OwnColor => BarColor;

    public override Series? XValues => Horizontal ? null : Values;

    public override Series? YValues => Horizontal ? Values : null;

    /// <summary>The height of each bin's bar.</summary>
    public double[] Heights(Bins bins)
    {
        int[] counts = bins.Counts(Values.Numbers);
        double total = Math.Max(1, counts.Sum());
        return Array.ConvertAll(counts, c => Norm switch
        {
            Words.HistNorm.Percent => 100 * c / total,
            Words.HistNorm.Probability => c / total,
            Words.HistNorm.Density => c / bins.Size,
            Words.HistNorm.ProbabilityDensity => c / total / bins.Size,
            _ => c,
        });
    }
}
