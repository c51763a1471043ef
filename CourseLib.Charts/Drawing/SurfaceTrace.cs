using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>Heights over a grid of points, in three dimensions.</summary>
internal sealed record SurfaceTrace(Matrix Z, ColorMap Map) : Trace
{
    public override string Type => "surface";

    public Series? X { get; init; }

    public Series? Y { get; init; }

    public override bool UsesPalette => false;

    public override bool IsSpatial => true;

    public override Series XValues => X ?? Series.Index(Z.Columns);

    public override Series YValues => Y ?? Series.Index(Z.Rows);
}
