using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>Points in three dimensions, joined or not.</summary>
internal sealed record Scatter3DTrace(Series X, Series Y, Series Z, bool Lines, bool Markers) : Trace
{
    public override string Type => "scatter3d";

    public MarkerStyle Marker { get; init; } = new();

    public LineStyle Line { get; init; } = new();

    public string[]? Texts { get; init; }

    public override bool IsSpatial => true;

    public override Color? OwnColor => Line.Color ?? (Marker.Color is { IsSingle: true } color ? color : null);

    public override Series XValues => X;

    public override Series YValues => Y;

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, "x", X);
        Put(json, "y", Y);
        Put(json, "z", Z);
        json.Put("mode", (Lines, Markers) switch { (true, true) => "lines+markers", (true, false) => "lines", _ => "markers" });
        if (Lines) Line.Write(json, Ink);
        if (Markers) (Marker with { Size = Marker.Size ?? 4 }).Write(json, Ink, Domain);
        json.Put("text", Texts);
    }
}
