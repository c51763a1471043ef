using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>How often pairs fall into cells.</summary>
internal sealed record Histogram2DTrace(Series X, Series Y, Bins XBins, Bins YBins, ColorMap Map) : Trace
{
    public override string Type => "histogram2d";

    public override bool UsesPalette => false;

    public override Series XValues => X;

    public override Series YValues => Y;

    /// <summary>The counts, a row for each bin of y.</summary>
    public static Matrix Counts(Series x, Series y, Bins xBins, Bins yBins)
    {
        double[] counts = new double[xBins.Count * yBins.Count];
        for (int i = 0; i < Math.Min(x.Count, y.Count); i++)
            if ((xBins.Index(x.Numbers[i]), yBins.Index(y.Numbers[i])) is ( >= 0, >= 0) and var (column, row)) counts[row * xBins.Count + column]++;
        return new(counts, yBins.Count, xBins.Count);
    }

    /// <summary>The same picture as a heat map of the counts.</summary>
    public HeatmapTrace AsHeatmap() => new(Counts(X, Y, XBins, YBins), Map)
    {
        Panel = Panel,
        Opacity = Opacity,
        X = Series.Of([.. Enumerable.Range(0, XBins.Count + 1).Select(i => XBins.Start + i * XBins.Size)]),
        Y = Series.Of([.. Enumerable.Range(0, YBins.Count + 1).Select(i => YBins.Start + i * YBins.Size)]),
    };
}
