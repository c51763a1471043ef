using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>A coloured cell for each number of a matrix; row 0 is at the bottom unless the axis is reversed.</summary>
internal sealed record HeatmapTrace(Matrix Z, ColorMap Map) : Trace
{
    public override string Type => "heatmap";

    public Series? X { get; init; }

    public Series? Y { get; init; }

    /// <summary>The texts on the cells, row by row.</summary>
    public string[][]? Texts { get; init; }

    public override bool UsesPalette => false;

    public override Series XValues => X ?? Series.Index(Z.Columns);

    public override Series YValues => Y ?? Series.Index(Z.Rows);

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, "z", Z);
        Put(json, "x", X);
        Put(json, "y", Y);
        Map.Write(json, "z", Domain);
        if (Texts is null) return;
        json.WriteStartArray("text");
        foreach (string[] row in Texts)
        {
            json.WriteStartArray();
            foreach (string text in row) json.WriteStringValue(text);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.Put("texttemplate", "%{text}");
    }
}
