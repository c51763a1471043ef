using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>Heights over a grid of points, in three dimensions.</summary>
internal sealed record SurfaceTrace(Matrix Z, ColorMap Map) : MatrixTrace(Z, Map)
{
    public override string Type => "surface";

    public override bool IsSpatial => true;

    public override Series ZValues => Series.Of([Z.Range.Min, Z.Range.Max]);
}
