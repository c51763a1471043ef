using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>How often values fall into bins, or how often each text occurs.</summary>
internal sealed record HistogramTrace(Series Values, bool Horizontal) : Trace
{
    public override string Type => "histogram";

    public Color? BarColor { get; init; }

    public StyleParam.HistNorm Norm { get; init; }

    /// <summary>The number of bins that was asked for.</summary>
    public int? BinCount { get; init; }

    /// <summary>The bins, shared by the histograms of a panel; given by <see cref="Figure.Resolve"/>, null for texts.</summary>
    public Bins? Bins { get; init; }

    public override Color? OwnColor => BarColor;

    public override Series? XValues => Horizontal ? null : Values;

    public override Series? YValues => Horizontal ? Values : null;

    /// <summary>The height of each bin's bar.</summary>
    public double[] Heights(Bins bins)
    {
        int[] counts = bins.Counts(Values.Numbers);
        double total = Math.Max(1, counts.Sum());
        return Array.ConvertAll(counts, c => Norm switch
        {
            StyleParam.HistNorm.Percent => 100 * c / total,
            StyleParam.HistNorm.Probability => c / total,
            StyleParam.HistNorm.Density => c / bins.Size,
            StyleParam.HistNorm.ProbabilityDensity => c / total / bins.Size,
            _ => c,
        });
    }

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, Horizontal ? "y" : "x", Values);
        json.Put("histnorm", Norm.Plotly());
        if (Bins is { } bins)
            json.Put(Horizontal ? "ybins" : "xbins", b =>
            {
                b.Put("start", bins.Start);
                b.Put("end", bins.End);
                b.Put("size", bins.Size);
            });
        json.Put("marker", marker => marker.Put("color", Ink.Css));
    }
}
