using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>The spread of samples, as a box with whiskers or as a violin: one for each group, or one in all.</summary>
internal sealed record BoxTrace(Series Samples, Series? Groups, bool Horizontal, bool Violin) : Trace
{
    public override string Type => Violin ? "violin" : "box";

    public Color? BoxColor { get; init; }

    public StyleParam.BoxPoints Points { get; init; }

    public bool ShowMean { get; init; }

    /// <summary>Whether a violin has a box in it.</summary>
    public bool ShowBox { get; init; }

    public override Color? OwnColor => BoxColor;

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

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, Horizontal ? "x" : "y", Samples);
        if (Groups is not null) Put(json, Horizontal ? "y" : "x", Groups);
        else json.Put(Horizontal ? "y0" : "x0", Name ?? "");
        json.Put("orientation", Horizontal ? "h" : "v");
        json.Put("line", line => line.Put("color", Ink.Css));
        json.Put("fillcolor", Ink.WithOpacity(ScatterTrace.FillOpacity));
        if (!Violin || Points != StyleParam.BoxPoints.False) json.Put("marker", marker => marker.Put("color", Ink.Css));
        string? points = Points switch { StyleParam.BoxPoints.All => "all", StyleParam.BoxPoints.Outliers => "outliers", _ => null };
        if (points is null) json.Put(Violin ? "points" : "boxpoints", false);
        else json.Put(Violin ? "points" : "boxpoints", points);
        if (Violin)
        {
            json.Put("scalemode", "width");
            json.Put("box", box => box.Put("visible", ShowBox));
            json.Put("meanline", mean => mean.Put("visible", ShowMean));
        }
        else json.Put("boxmean", ShowMean);
    }

    private static double[] Finite(IEnumerable<double> values) => [.. values.Where(double.IsFinite).Order()];
}
