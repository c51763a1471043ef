namespace CourseLib.Charts.Drawing;

/// <summary>Every dimension against every other one, in a square of small panels.</summary>
internal sealed record SplomTrace(Dimension[] Dimensions) : Trace
{
    public override string Type => "splom";

    public MarkerStyle Marker { get; init; } = new();

    public bool Diagonal { get; init; } = true;

    public bool Upper { get; init; } = true;

    public bool Lower { get; init; } = true;

    public override CssColor? OwnColor => Marker.Color is { IsSingle: true } color ? color : null;
}
