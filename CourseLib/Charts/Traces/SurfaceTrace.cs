using System.Text.Json;
using CourseLib.Charts.Data;

namespace CourseLib.Charts.Traces;

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

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, "z", Z);
        Put(json, "x", X);
        Put(json, "y", Y);
        Map.Write(json, "c", Domain);
    }
}
