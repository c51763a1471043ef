using System.Text.Json;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Reads the style of one axis.</summary>
internal static class AxisReader
{
    public static Axis Read(JsonElement json)
    {
        double[] range = json.At("range").Series?.Numbers ?? [];
        double[]? places = json.At("tickmode").Text is null or "array" ? json.At("tickvals").Numbers : null;
        string[]? texts = places is null ? null : json.At("ticktext").Strings;
        return new()
        {
            Title = json.At("title").Title,
            Type = PlotlyNames.Named<Words.AxisType>(json.At("type").Text, PlotlyNames.Plotly),
            Range = range is [var low, var high] && double.IsFinite(low) && double.IsFinite(high) && low != high ? (low, high) : null,
            Visible = json.At("visible").Flag ?? !Bare(json),
            // An axis laid over another one leaves the grid to it.
            ShowGrid = json.At("showgrid").Flag ?? (json.At("overlaying").Text is null ? null : false),
            ShowLine = json.At("showline").Flag,
            ZeroLine = json.At("zeroline").Flag,
            ShowTickLabels = json.At("showticklabels").Flag,
            OnRight = json.At("side").Text == "right",
            Reversed = json.At("autorange").Text == "reversed",
            DTick = json.At("dtick").Number is > 0 and var step ? step : null,
            TickVals = places,
            TickText = texts is not null && texts.Length >= places!.Length ? texts : null,
            TickFormat = json.At("tickformat").Text,
            CategoryArray = json.At("categoryarray").Strings,
        };
    }

    /// <summary>Plotly.NET hides an axis by taking away its parts one by one.</summary>
    private static bool Bare(JsonElement json) =>
        new[] { "showticklabels", "showline", "showgrid", "zeroline" }.All(part => json.At(part).Flag == false) && json.At("title").Title is null;
}
