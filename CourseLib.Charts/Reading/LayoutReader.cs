using System.Text.Json;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Reads what belongs to the figure as a whole.</summary>
internal static class LayoutReader
{
    public static Layout Read(JsonElement json, int rows, int columns) => new()
    {
        Title = json.At("title").Title,
        TitleSize = json.At("title", "font", "size").Number,
        Width = Size(json.At("width")),
        Height = Size(json.At("height")),
        Margins = new(json.At("margin", "l").Number, json.At("margin", "r").Number, json.At("margin", "t").Number, json.At("margin", "b").Number),
        ShowLegend = json.At("showlegend").Flag,
        LegendPlace = Place(json.At("legend")),
        LegendTitle = json.At("legend", "title").Title,
        BarMode = PlotlyNames.Named<Words.BarMode>(json.At("barmode").Text, mode => mode.ToString().ToLowerInvariant()),
        BarGap = json.At("bargap").Number,
        Rows = rows,
        Columns = columns,
        Caption = json.At("meta", "caption").Text,
        AltText = json.At("meta", "alt").Text,
    };

    /// <summary>The slider over the frames, and the views that a menu offers.</summary>
    public static Controls Controls(JsonElement json, int traces)
    {
        JsonElement[] buttons = [.. json.At("updatemenus").Items.SelectMany(menu => menu.At("buttons").Items)];
        JsonElement? play = buttons.Select(button => (JsonElement?)button).FirstOrDefault(button => button!.Value.At("method").Text == "animate");
        return new()
        {
            SliderPrefix = json.At("sliders").Items.Select(slider => slider.At("currentvalue", "prefix").Text).FirstOrDefault(prefix => prefix is { Length: > 0 }),
            Play = play is not null,
            FrameTime = (int)(play?.At("args").Items.ElementAtOrDefault(1).At("frame", "duration").Number ?? 200),
            Menu = [.. buttons.Select(button => (Label: button.At("label").Text ?? "", Shown: button.At("args").Items.FirstOrDefault().At("visible").Items.Select(shown => shown.Flag == true).ToArray()))
                .Where(view => view.Shown.Length == traces && traces > 0).Select(view => new View(view.Label, [.. view.Shown]))],
        };
    }

    private static int? Size(JsonElement json) => json.Number is >= 10 and <= 20_000 and var size ? (int)size : null;

    /// <summary>The legend never stands on the data: lying it is over or below them, else right of them.</summary>
    private static LegendPlace? Place(JsonElement legend)
    {
        double? x = legend.At("x").Number, y = legend.At("y").Number;
        return legend.At("orientation").Text switch
        {
            "h" => y is >= 0.5 ? LegendPlace.Top : LegendPlace.Below,
            "v" => LegendPlace.Right,
            _ => y is < 0 ? LegendPlace.Below : y is > 1 ? LegendPlace.Top : x is >= 1 ? LegendPlace.Right : null,
        };
    }
}
