using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>Points in three dimensions, joined or not.</summary>
internal sealed record Scatter3DTrace(Series X, Series Y, Series Z, bool Lines, bool Markers) : Trace
{
    public override string Type => "scatter3d";

    public MarkerStyle Marker { get; init; } = new();

    public LineStyle Line { get; init; } = new();

    /// <summary>The texts at the points, where they are shown.</summary>
    public string[]? Texts { get; init; }

    public override bool IsSpatial => true;

    public override CssColor? OwnColor => Line.Color ?? (Marker.Color is { IsSingle: true } color ? color : null);

    public override Series XValues => X;

    public override Series YValues => Y;

    public override Series ZValues => Z;
}
