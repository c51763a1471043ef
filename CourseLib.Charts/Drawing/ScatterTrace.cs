using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>Points, joined or not, with texts, fills and error bars.</summary>
internal sealed record ScatterTrace(Series X, Series Y, Words.Mode Mode) : Trace
{
    /// <summary>plotly.js's word: scatter; scatterpolar, with radius and angle for x and y; scatterternary, with a and b.</summary>
    public string Kind { get; init; } = "scatter";

    public override string Type => Kind;

    /// <summary>The third coordinate in a ternary panel.</summary>
    public Series? C { get; init; }

    public LineStyle Line { get; init; } = new();

    public MarkerStyle Marker { get; init; } = new();

    public string[]? Texts { get; init; }

    public Words.TextPosition? TextPosition { get; init; }

    public Words.Fill Fill { get; init; }

    public CssColor? FillColor { get; init; }

    /// <summary>Traces of one group are drawn one on the other.</summary>
    public string? StackGroup { get; init; }

    public ErrorBars? XError { get; init; }

    public ErrorBars? YError { get; init; }

    public bool HasLines => Mode.ToString().Contains("Lines", StringComparison.Ordinal);

    public bool HasMarkers => Mode.ToString().Contains("Markers", StringComparison.Ordinal);

    public bool HasTexts => Mode.ToString().Contains("Text", StringComparison.Ordinal) && Texts is not null;

    /// <summary>The dashes asked for; past the palette's end, where colours repeat, dashes tell lines apart.</summary>
    public Words.DrawingStyle Dash => Line.Dash ?? (Words.DrawingStyle)(UsesPalette ? Slot / Palette.Count * 2 % 6 : 0);

    /// <summary>The shape asked for; past the palette's end another one for each round.</summary>
    public Words.MarkerSymbol Symbol => Marker.Symbol ?? (Words.MarkerSymbol)(UsesPalette ? Slot / Palette.Count % 8 : 0);

    /// <summary>Where texts stand: over points that have a marker or a line, else on them.</summary>
    public Words.TextPosition Position =>
        TextPosition ?? (HasMarkers || HasLines ? Words.TextPosition.TopCenter : Words.TextPosition.MiddleCenter);

    public override CssColor? OwnColor => Line.Color ?? (Marker.Color is { IsSingle: true } color ? color : null)
        ?? (HasLines || HasMarkers ? null : FillColor);

    public override Series XValues => X;

    public override Series YValues => Y;

    /// <summary>How much of a fill covers what is behind it, unless its colour says so.</summary>
    public const double FillOpacity = 0.25;
}
