using System.Text.Json;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Reads colour scales with their ranges and bars: a trace's own, or the colour axis that it names.</summary>
internal static class ColourReader
{
    /// <param name="range">The ends where none are given.</param>
    /// <param name="letter">What the names of the ends begin with: z or c.</param>
    /// <param name="shown">Whether the bar is drawn where nothing is said.</param>
    public static ColorMap Map(JsonElement json, JsonElement layout, (double Min, double Max) range, string letter, bool shown = true)
    {
        if (json.At("coloraxis").Text is { } axis) (json, letter, shown) = (layout.At(axis), "c", true);
        ColorRamp ramp = Ramp(json.At("colorscale")) ?? NamedRamps.Viridis;
        double min = json.At(letter + "min").Number ?? range.Min, max = json.At(letter + "max").Number ?? range.Max;
        if (json.At(letter + "mid").Number is { } middle && json.At(letter + "min").Number is null)
        {
            double half = Math.Max(middle - range.Min, range.Max - middle);
            (min, max) = (middle - half, middle + half);
        }
        if (json.At("reversescale").Flag == true) ramp = ramp.Reversed();
        return new(ramp, min, max, json.At("showscale").Flag ?? shown, json.At("colorbar", "title").Title);
    }

    /// <summary>A scale by its name, or the stops themselves; null for what is neither.</summary>
    public static ColorRamp? Ramp(JsonElement json)
    {
        if (json.Text is { } name) return NamedRamps.Of(name);
        List<(double, Rgb)> stops = [];
        foreach (JsonElement stop in json.Items)
            if (stop.Items.ToArray() is [var place, var css] && place.Number is { } at && css.Colour is { } color)
                stops.Add((at, color.Parts ?? default));
        return stops.Count > 1 ? new(stops) : null;
    }
}
