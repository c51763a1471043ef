using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>Points, joined or not, with texts, fills and error bars.</summary>
internal sealed record ScatterTrace(Series X, Series Y, StyleParam.Mode Mode) : Trace
{
    public override string Type => "scatter";

    public LineStyle Line { get; init; } = new();

    public MarkerStyle Marker { get; init; } = new();

    public string[]? Texts { get; init; }

    public StyleParam.TextPosition? TextPosition { get; init; }

    public StyleParam.Fill Fill { get; init; }

    public Color? FillColor { get; init; }

    /// <summary>Traces of one group are drawn one on the other.</summary>
    public string? StackGroup { get; init; }

    public ErrorBars? XError { get; init; }

    public ErrorBars? YError { get; init; }

    public bool HasLines => Mode.ToString().Contains("Lines", StringComparison.Ordinal);

    public bool HasMarkers => Mode.ToString().Contains("Markers", StringComparison.Ordinal);

    public bool HasTexts => Mode.ToString().Contains("Text", StringComparison.Ordinal) && Texts is not null;

    /// <summary>The dashes asked for; past the palette's end, where colours repeat, dashes tell lines apart.</summary>
    public StyleParam.DrawingStyle Dash => Line.Dash ?? (StyleParam.DrawingStyle)(UsesPalette ? Slot / Palette.Count * 2 % 6 : 0);

    /// <summary>The shape asked for; past the palette's end another one for each round.</summary>
    public StyleParam.MarkerSymbol Symbol => Marker.Symbol ?? (StyleParam.MarkerSymbol)(UsesPalette ? Slot / Palette.Count % 8 : 0);

    /// <summary>Where texts stand: over points that have a marker or a line, else on them.</summary>
    public StyleParam.TextPosition Position =>
        TextPosition ?? (HasMarkers || HasLines ? StyleParam.TextPosition.TopCenter : StyleParam.TextPosition.MiddleCenter);

    public override Color? OwnColor => Line.Color ?? (Marker.Color is { IsSingle: true } color ? color : null) ?? (HasLines || HasMarkers ? null : FillColor);

    public override Series XValues => X;

    public override Series YValues => Y;

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, "x", X);
        Put(json, "y", Y);
        json.Put("mode", Mode.Plotly());
        if (HasLines || Fill != StyleParam.Fill.None) (Line with { Dash = Dash }).Write(json, Ink);
        if (HasMarkers) (Marker with { Symbol = Symbol }).Write(json, Ink, Domain);
        json.Put("text", Texts);
        if (HasTexts) json.Put("textposition", Position.Plotly());
        if (Fill != StyleParam.Fill.None)
        {
            json.Put("fill", Fill.Plotly());
            json.Put("fillcolor", FillColor?.Css ?? Ink.WithOpacity(FillOpacity));
        }
        json.Put("stackgroup", StackGroup);
        XError?.Write(json, "error_x");
        YError?.Write(json, "error_y");
    }

    /// <summary>How much of a fill covers what is behind it, unless its colour says so.</summary>
    public const double FillOpacity = 0.25;
}
