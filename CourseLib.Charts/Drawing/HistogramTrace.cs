using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>How often values fall into bins, or how often each text occurs.</summary>
internal sealed record HistogramTrace(Series Values, bool Horizontal) : Trace
{
    public override string Type => "histogram";

    public CssColor? BarColor { get; init; }

    public Words.HistNorm Norm { get; init; }

    public Words.HistFunc Func { get; init; }

    /// <summary>What is summed or averaged in each bin, a number for each value.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Each bar holds all bars before it as well.</summary>
    public bool Cumulative { get; init; }

    /// <summary>The number of bins that was asked for.</summary>
    public int? BinCount { get; init; }

    /// <summary>The bins, shared by the histograms of a panel; given by <see cref="Figure.Resolve"/>, null for texts.</summary>
    public Bins? Bins { get; init; }

    public override CssColor? OwnColor => BarColor;

    public override Series? XValues => Horizontal ? null : Values;

    public override Series? YValues => Horizontal ? Values : null;

    /// <summary>The height of each bin's bar.</summary>
    public double[] Heights(Bins bins) => Heights(bins.Count, bins.Size, [.. Values.Numbers.Select(bins.Index)]);

    /// <summary>The different texts, and the height of each one's bar.</summary>
    public (string[] Texts, double[] Heights) ByText()
    {
        Dictionary<string, int> places = [];
        foreach (string text in Values.Texts) places.TryAdd(text, places.Count);
        return ([.. places.Keys], Heights(places.Count, 1, [.. Values.Texts.Select(text => places[text])]));
    }

    /// <param name="count">The number of bars.</param>
    /// <param name="width">Their width.</param>
    /// <param name="bars">The bar of each value, −1 for none.</param>
    private double[] Heights(int count, double width, int[] bars)
    {
        double[]? weights = Func == Words.HistFunc.Count ? null : Weights;
        ILookup<int, double> held = Enumerable.Range(0, Math.Min(bars.Length, weights?.Length ?? bars.Length))
            .Where(i => weights is null || double.IsFinite(weights[i])).ToLookup(i => bars[i], i => weights?[i] ?? 1);
        double[] heights = [.. Enumerable.Range(0, count).Select(bar => Aggregate([.. held[bar]]))];
        double total = heights.Sum() is > 0 and var sum ? sum : 1;
        heights = Array.ConvertAll(heights, height => Norm switch
        {
            Words.HistNorm.Percent => 100 * height / total,
            Words.HistNorm.Probability => height / total,
            Words.HistNorm.Density => height / width,
            Words.HistNorm.ProbabilityDensity => height / total / width,
            _ => height,
        });
        if (!Cumulative) return heights;
        // What is a density adds up to its integral.
        double step = Norm is Words.HistNorm.Density or Words.HistNorm.ProbabilityDensity ? width : 1;
        for (int i = 0; i < heights.Length; i++) heights[i] = (i == 0 ? 0 : heights[i - 1]) + heights[i] * step;
        return heights;
    }

    /// <summary>What a bar says of the numbers in its bin; 0 of none.</summary>
    private double Aggregate(double[] values) => values.Length == 0 ? 0 : Func switch
    {
        Words.HistFunc.Avg => values.Average(),
        Words.HistFunc.Min => values.Min(),
        Words.HistFunc.Max => values.Max(),
        _ => values.Sum(),
    };
}
