using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>A bar for each key, upright or lying.</summary>
internal sealed record BarTrace(Series Keys, Series Values, bool Horizontal) : Trace
{
    /// <summary>plotly.js's colours of what increases, what decreases, and totals.</summary>
    public const string Increasing = "#3D9970", Decreasing = "#FF4136", Totals = "#4499FF";

    /// <summary>plotly.js's word: bar; waterfall; funnel, whose bars stand around zero; barpolar, whose keys are angles.</summary>
    public string Kind { get; init; } = "bar";

    public override string Type => Kind;

    public MarkerStyle Marker { get; init; } = new();

    public string[]? Texts { get; init; }

    public Words.TextPosition? TextPosition { get; init; }

    /// <summary>Where the bars begin, 0 unless given.</summary>
    public double? Base { get; init; }

    /// <summary>Where each bar begins, when given one by one.</summary>
    public double[]? Bases { get; init; }

    /// <summary>Whether each bar is joined with the next one.</summary>
    public bool Connected { get; init; }

    /// <summary>The bars' width, in the keys' units.</summary>
    public double? Width { get; init; }

    /// <summary>The width of each bar, when given one by one.</summary>
    public double[]? Widths { get; init; }

    public ErrorBars? Error { get; init; }

    public bool IsFunnel => Kind == "funnel";

    public override CssColor? OwnColor => Marker.Color is { IsSingle: true } color ? color : null;

    public override Series XValues => Horizontal ? Values : Keys;

    public override Series YValues => Horizontal ? Keys : Values;
}
