using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;

namespace CourseLib.Charts.Traces;

/// <summary>How a line is drawn.</summary>
internal sealed record LineStyle(Color? Color = null, double? Width = null, StyleParam.DrawingStyle? Dash = null)
{
    public void Write(Utf8JsonWriter json, Color ink) => json.Put("line", line =>
    {
        line.Put("color", (Color ?? ink).Css);
        line.Put("width", Width);
        line.Put("dash", Dash?.Plotly());
    });
}

/// <summary>How the points are drawn; sizes are diameters in pixels.</summary>
internal sealed record MarkerStyle(
    Color? Color = null, double? Size = null, double[]? Sizes = null, StyleParam.MarkerSymbol? Symbol = null,
    Colorscale? Scale = null, bool? ShowScale = null, string? ScaleTitle = null)
{
    /// <summary>The scale and range for a colour by value.</summary>
    public ColorMap? Map => Color?.Values is { } values ? ColorMap.Of(Scale, new Matrix(values, 1, values.Length).Range, ShowScale, ScaleTitle) : null;

    public void Write(Utf8JsonWriter json, Color ink, PanelDomain? domain = null) => json.Put("marker", marker =>
    {
        if (Color?.Values is { } values)
        {
            marker.WritePropertyName("color");
            Series.Of(values).Write(marker);
            Map!.Write(marker, "c", domain);
        }
        else if (Color?.PerPoint is { } colors) marker.Put("color", colors.Select(c => c.Css));
        else marker.Put("color", (Color ?? ink).Css);
        if (Sizes is not null)
        {
            marker.WritePropertyName("size");
            Series.Of(Sizes).Write(marker);
        }
        else marker.Put("size", Size);
        marker.Put("symbol", Symbol?.Plotly());
    });
}

/// <summary>Lengths of error bars, one for each point; <see cref="Minus"/> is the same as <see cref="Plus"/> when null.</summary>
internal sealed record ErrorBars(double[] Plus, double[]? Minus = null)
{
    public double Below(int index) => (Minus ?? Plus) is { } m && index < m.Length ? m[index] : double.NaN;

    public double Above(int index) => index < Plus.Length ? Plus[index] : double.NaN;

    public void Write(Utf8JsonWriter json, string name) => json.Put(name, error =>
    {
        error.Put("type", "data");
        error.Put("symmetric", Minus is null);
        error.WritePropertyName("array");
        Series.Of(Plus).Write(error);
        if (Minus is null) return;
        error.WritePropertyName("arrayminus");
        Series.Of(Minus).Write(error);
    });
}

/// <summary>A colour scale over a range of numbers, with or without its colour bar.</summary>
internal sealed record ColorMap(Colorscale Colors, bool Reversed, double Min, double Max, bool ShowScale, string? Title)
{
    public static ColorMap Of(Colorscale? colors, (double Min, double Max) range, bool? showScale, string? title, bool reversed = false) =>
        new(colors ?? Colorscale.Viridis, reversed, range.Min, range.Max, showScale ?? true, title);

    /// <summary>The colours with the reversal done.</summary>
    public ColorRamp Scale => Reversed ? Colors.Scale.Reversed() : Colors.Scale;

    /// <summary>The colour of a finite number; the middle one when all numbers are equal.</summary>
    public Rgb At(double value) => Scale.At(Share(value));

    /// <summary>Where between the ends a value lies, 0 … 1.</summary>
    public double Share(double value) => Max > Min ? Math.Clamp(value / (Max - Min) - Min / (Max - Min), 0, 1) : 0.5;

    /// <summary>Writes the scale; the range's names begin with a letter of the trace's own (z, c).</summary>
    /// <param name="domain">The panel beside which the colour bar stands; null for the only one.</param>
    public void Write(Utf8JsonWriter json, string letter, PanelDomain? domain)
    {
        json.WriteStartArray("colorscale");
        foreach ((double at, Rgb color) in Scale.Stops)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(at, 6));
            json.WriteStringValue(color.Hex);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.Put(letter + "min", Min);
        json.Put(letter + "max", Max);
        json.Put("showscale", ShowScale);
        if (!ShowScale) return;
        json.Put("colorbar", bar =>
        {
            if (Title is not null) bar.Put("title", title => title.Put("text", Title));
            if (domain is null) return;
            bar.Put("x", domain.Right);
            bar.Put("y", (domain.Bottom + domain.Top) / 2);
            bar.Put("len", domain.Top - domain.Bottom);
        });
    }
}
