using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>A bar for each key, upright or lying.</summary>
internal sealed record BarTrace(Series Keys, Series Values, bool Horizontal) : Trace
{
    public override string Type => "bar";

    public MarkerStyle Marker { get; init; } = new();

    public string[]? Texts { get; init; }

    public Words.TextPosition? TextPosition { get; init; }

    /// <summary>Where the bars begin, 0 unless given.</summary>
    public double? Base { get; init; }

    /// <summary>The bars' width in the keys' units.</summary>
    public double? Width { get; init; }

    public ErrorBars? Error { get; init; }

    public override CssColor? OwnColor => Marker.Color is { IsSingle: true } color ? color : null;

    public override Series XValues => Horizontal ? Values : Keys;

    public override Series YValues => Horizontal ? Keys : Values;
}
