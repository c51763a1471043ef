using System.Text.Json;

namespace CourseLib.Charts.Reading;

/// <summary>The template that Plotly.NET puts into every chart unless told otherwise: plotly.js's own look, 8 KB of it.</summary>
internal static class PlotlyTemplate
{
    private static readonly string[] UsualColors = ["rgba(99, 110, 250, 1.0)", "rgba(239, 85, 59, 1.0)"];

    /// <summary>Whether a layout's template is that one, and no other was chosen.</summary>
    public static bool IsUsual(JsonElement layout) =>
        layout.At("colorway").ValueKind == JsonValueKind.Undefined
        && layout.At("template", "layout", "colorway").Strings is [var first, var second, ..] && UsualColors.SequenceEqual([first, second])
        && layout.At("template", "layout", "plot_bgcolor").Text == "rgba(229, 236, 246, 1.0)";
}
