namespace CourseLib.Charts.Drawing;

/// <summary>How a line is drawn.</summary>
internal sealed record LineStyle(CssColor? Color = null, double? Width = null, Words.DrawingStyle? Dash = null);

/// <summary>How the points are drawn; sizes are diameters in pixels; <see cref="Map"/> is there where a number gives each its colour.</summary>
internal sealed record MarkerStyle(
    CssColor? Color = null, double? Size = null, double[]? Sizes = null, Words.MarkerSymbol? Symbol = null,
    ColorMap? Map = null);

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

    /// <summary>Where between the ends a value lies, 0 … 1.</summary>
    public double Share(double value) => Max > Min ? Math.Clamp(value / (Max - Min) - Min / (Max - Min), 0, 1) : 0.5;
}
