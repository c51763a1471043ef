using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>A bar for each key, upright or lying.</summary>
internal sealed record BarTrace(Series Keys, Series Values, bool Horizontal) : Trace
{
    public override string Type => "bar";

    public MarkerStyle Marker { get; init; } = new();

    public string[]? Texts { get; init; }

    public StyleParam.TextPosition? TextPosition { get; init; }

    /// <summary>Where the bars begin, 0 unless given.</summary>
    public double? Base { get; init; }

    /// <summary>The bars' width in the keys' units.</summary>
    public double? Width { get; init; }

    public ErrorBars? Error { get; init; }

    public override Color? OwnColor => Marker.Color is { IsSingle: true } color ? color : null;

    public override Series XValues => Horizontal ? Values : Keys;

    public override Series YValues => Horizontal ? Keys : Values;

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, "x", XValues);
        Put(json, "y", YValues);
        json.Put("orientation", Horizontal ? "h" : "v");
        Marker.Write(json, Ink, Domain);
        json.Put("text", Texts);
        json.Put("textposition", Texts is null ? null : (TextPosition ?? StyleParam.TextPosition.Auto).Plotly());
        json.Put("base", Base);
        json.Put("width", Width);
        Error?.Write(json, Horizontal ? "error_x" : "error_y");
    }
}
