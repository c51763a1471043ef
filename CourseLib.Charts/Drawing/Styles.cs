namespace CourseLib.Charts.Drawing;

/// <summary>How a line is drawn.</summary>
internal sealed record LineStyle(CssColor? Color = null, double? Width = null, Words.DrawingStyle? Dash = null)
{
    /// <summary>How a line runs from point to point.</summary>
    public Words.Shape Shape { get; init; }

    /// <summary>A number for each point or line, coloured by <see cref="Map"/>.</summary>
    public double[]? Values { get; init; }

    public ColorMap? Map { get; init; }

    /// <summary>The colour by value of one point or line; <c>currentColor</c> where it has none.</summary>
    public string InkAt(int index) => Map?.InkAt(Values, index) ?? "currentColor";
}

/// <summary>
/// How the points are drawn; sizes are diameters in pixels; <see cref="Map"/> is there where a number gives each its colour.
/// </summary>
internal sealed record MarkerStyle(
    CssColor? Color = null, double? Size = null, double[]? Sizes = null, Words.MarkerSymbol? Symbol = null,
    ColorMap? Map = null)
{
    /// <summary>The colour of one point's own; <c>currentColor</c> where all have one.</summary>
    public string InkAt(int index) => Color?.PerPoint is { Count: > 0 } each ? each[index % each.Count].Css
        : Map?.InkAt(Color?.Values, index) ?? "currentColor";

    /// <summary>The diameter of one point; 0 where sizes are given, but not its own.</summary>
    public double SizeAt(int index, double usual) => Sizes is not { } sizes ? Size ?? usual
        : index < sizes.Length && double.IsFinite(sizes[index]) ? Math.Abs(sizes[index]) : 0;
}

/// <summary>Lengths of error bars, one for each point; <see cref="Minus"/> is the same as <see cref="Plus"/> when null.</summary>
internal sealed record ErrorBars(double[] Plus, double[]? Minus = null)
{
    public double Below(int index) => (Minus ?? Plus) is { } m && index < m.Length ? m[index] : double.NaN;

    public double Above(int index) => index < Plus.Length ? Plus[index] : double.NaN;
}

/// <summary>A colour scale over a range of numbers, with or without its colour bar.</summary>
internal sealed record ColorMap(ColorRamp Scale, double Min, double Max, bool ShowScale, string? Title)
{
    /// <summary>The colour of a finite number; the middle one when all numbers are equal.</summary>
    public Rgb At(double value) => Scale.At(Share(value));

    /// <summary>The colour of one of several numbers; null where there is none or it is not finite.</summary>
    public string? InkAt(double[]? values, int index) =>
        values is not null && index < values.Length && double.IsFinite(values[index]) ? At(values[index]).Hex : null;

    /// <summary>Where between the ends a value lies, 0 … 1.</summary>
    public double Share(double value) => Max > Min ? Math.Clamp(value / (Max - Min) - Min / (Max - Min), 0, 1) : 0.5;
}
