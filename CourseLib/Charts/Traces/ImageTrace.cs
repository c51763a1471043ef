using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>A picture; pixel (0, 0) is at the top left, and its middle at (0, 0).</summary>
internal sealed record ImageTrace(Pixels Pixels) : Trace
{
    public override string Type => "image";

    public override bool UsesPalette => false;

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.Put("source", Pixels.DataUri);
        json.Put("hoverinfo", "x+y");
    }
}
