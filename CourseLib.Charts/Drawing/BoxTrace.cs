using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>The spread of samples, as a box with whiskers or as a violin: one for each group, or one in all.</summary>
internal sealed record BoxTrace(Series Samples, Series? Groups, bool Horizontal, bool Violin) : Trace
{
    public override string Type => Violin ? "violin" : "box";

    public CssColor? BoxColor { get; init; }

    public Words.BoxPoints Points { get; init; }

    public bool ShowMean { get; init; }

    /// <summary>Whether a violin has a box in it.</summary>
    public bool ShowBox { get; init; }

    public override CssColor? OwnColor => BoxColor;

    public override Series XValues => Horizontal ? Samples : Places;

    public override Series YValues => Horizontal ? Places : Samples;

    /// <summary>The groups' names; the trace's own where there is one group.</summary>
    private Series Places => Groups ?? Series.Of([Name ?? ""]);

    /// <summary>Each group's name or place with its finite samples, sorted.</summary>
    public IEnumerable<(Series Group, double[] Sorted)> Split()
    {
        if (Groups is not { } groups) return [(Places, Finite(Samples.Numbers))];
        return Enumerable.Range(0, groups.Count).GroupBy(groups.Label).Select(g => (
            groups.Kind == SeriesKind.Text ? Series.Of([groups.Texts[g.First()]]) : Series.Of([groups.Numbers[g.First()]]),
            Finite(g.Select(i => Samples.Numbers[i]))));
    }

    private static double[] Finite(IEnumerable<double> values) => [.. values.Where(double.IsFinite).Order()];
}
