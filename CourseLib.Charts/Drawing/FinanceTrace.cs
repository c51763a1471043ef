using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>Prices at opening and closing, the highest and the lowest, as candles or as bars with two ticks.</summary>
internal sealed record FinanceTrace(Series X, double[] Open, double[] High, double[] Low, double[] Close, bool Candlestick) : Trace
{
    public override string Type => Candlestick ? "candlestick" : "ohlc";

    public CssColor Increasing { get; init; } = new(BarTrace.Increasing);

    public CssColor Decreasing { get; init; } = new(BarTrace.Decreasing);

    public override bool UsesPalette => false;

    public override Series XValues => X;

    public override Series YValues => Series.Of(Close);

    /// <summary>How many of the days, or other times, are known in full.</summary>
    public int Count => new[] { X.Count, Open.Length, High.Length, Low.Length, Close.Length }.Min();
}
