using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Reading;

/// <summary>Reads what is drawn as bars: bar charts, waterfalls, funnels, and the sectors of a polar bar chart.</summary>
internal static class BarReader
{
    public static BarTrace Bars(JsonElement json, JsonElement layout, bool horizontal)
    {
        Series values = json.At(horizontal ? "x" : "y").Series ?? Series.Empty;
        return new(json.At(horizontal ? "y" : "x").Series ?? Series.Index(values.Count), values, horizontal)
        {
            Marker = TraceReader.Marker(json.At("marker"), layout),
            Texts = TraceReader.TextsOf(json, values.Count),
            TextPosition = PlotlyNames.Named<Words.TextPosition>(json.At("textposition").Text, PlotlyNames.Plotly),
            Base = json.At("base").Number,
            Bases = json.At("base").Numbers,
            Width = json.At("width").Number,
            Widths = json.At("width").Numbers,
            Error = TraceReader.Errors(json.At(horizontal ? "error_x" : "error_y"), values),
        };
    }

    public static BarTrace Polar(JsonElement json, JsonElement layout)
    {
        Series values = json.At("r").Series ?? Series.Empty;
        double turn = TraceReader.DegreesPerUnit(json);
        return new(TraceReader.Degrees(json.At("theta").Series ?? Series.Index(values.Count), json), values, Horizontal: true)
        {
            Kind = "barpolar",
            Marker = TraceReader.Marker(json.At("marker"), layout),
            Base = json.At("base").Number,
            Bases = json.At("base").Numbers,
            Width = json.At("width").Number * turn,
            Widths = json.At("width").Numbers is { } widths ? [.. widths.Select(width => width * turn)] : null,
        };
    }

    /// <summary>Each bar begins where the one before it ended, unless it is counted from zero.</summary>
    public static BarTrace Waterfall(JsonElement json, JsonElement layout, bool horizontal)
    {
        BarTrace bars = Bars(json, layout, horizontal);
        double[] given = bars.Values.Numbers, bases = new double[given.Length], values = new double[given.Length];
        string[] measures = json.At("measure").Strings ?? [];
        CssColor Color(string part, string usual) => json.At(part, "marker", "color").Colour ?? new(usual);
        CssColor increasing = Color("increasing", BarTrace.Increasing), decreasing = Color("decreasing", BarTrace.Decreasing);
        CssColor totals = Color("totals", BarTrace.Totals);
        CssColor[] colors = new CssColor[given.Length];
        double sum = bars.Base ?? 0;
        for (int i = 0; i < given.Length; i++)
        {
            double value = double.IsFinite(given[i]) ? given[i] : 0;
            (bases[i], values[i], colors[i]) = measures.ElementAtOrDefault(i) switch
            {
                "total" or "t" => (0, sum, totals),
                "absolute" or "a" => (0, value, totals),
                _ => (sum, value, value >= 0 ? increasing : decreasing),
            };
            sum = bases[i] + values[i];
        }
        return bars with
        {
            Kind = "waterfall",
            Values = Series.Of(values),
            Base = null,
            Bases = bases,
            Marker = new(colors.Length == 0 ? null : CssColor.Each(colors)),
            Connected = json.At("connector", "visible").Flag != false,
            Texts = Texts(json.At("textinfo").Text ?? "text", values.Length, (part, i) => part switch
            {
                "initial" => NumberText.Short(bases[i]),
                "delta" => NumberText.Short(values[i]),
                "final" => NumberText.Short(bases[i] + values[i]),
                _ => Own(bars, part, i),
            }),
        };
    }

    public static BarTrace Funnel(JsonElement json, JsonElement layout)
    {
        bool horizontal = json.At("orientation").Text is { } way ? way == "h" : json.At("x").ValueKind != JsonValueKind.Undefined;
        BarTrace bars = Bars(json, layout, horizontal);
        double[] values = bars.Values.Numbers;
        double total = values.Where(double.IsFinite).Sum();
        string info = json.At("textinfo").Text ?? (bars.Texts is null ? "value" : "text+value");
        bool several = info.Split("percent").Length > 2;
        string Percent(double share, string of) => NumberText.Formatted(share, ".0%") + (several ? $" of {of}" : "");
        return bars with
        {
            Kind = "funnel",
            Connected = json.At("connector", "visible").Flag != false,
            TextPosition = bars.TextPosition is null or Words.TextPosition.Auto ? Words.TextPosition.Inside : bars.TextPosition,
            Texts = Texts(info, values.Length, (part, i) => part switch
            {
                "value" => NumberText.Short(values[i]),
                "percent initial" => Percent(values[i] / values[0], "initial"),
                "percent previous" => Percent(i == 0 ? 1 : values[i] / values[i - 1], "previous"),
                "percent total" => Percent(values[i] / total, "total"),
                _ => Own(bars, part, i),
            }),
        };
    }

    /// <summary>What stands on each bar: the parts that are asked for, line under line; null where nothing does.</summary>
    private static string[]? Texts(string info, int count, Func<string, int, string> text)
    {
        string[] parts = info.Split('+');
        string All(int i) => string.Join("<br>", parts.Select(part => text(part, i)).Where(t => t.Length > 0));
        string[] texts = [.. Enumerable.Range(0, count).Select(All)];
        return texts.Any(t => t.Length > 0) ? texts : null;
    }

    private static string Own(BarTrace bars, string part, int i) => part switch
    {
        "text" => bars.Texts?.ElementAtOrDefault(i) ?? "",
        "label" when i < bars.Keys.Count => bars.Keys.Label(i),
        _ => "",
    };
}
