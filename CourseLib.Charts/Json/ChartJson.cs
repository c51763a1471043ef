using System.Text.Json;
using System.Text.Json.Nodes;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Reading;

namespace CourseLib.Charts.Json;

/// <summary>
/// A chart as it is drawn and as it is stored: Plotly.NET's JSON without the template that it puts into every chart, and with what depends on
/// all traces together decided as in the picture, so that plotly.js shows the same.
/// </summary>
/// <param name="Figure">For the picture.</param>
/// <param name="Text">For plotly.js: data, layout, frames and config.</param>
internal sealed record ChartJson(Figure Figure, string Text)
{
    /// <summary>Reads Plotly.NET's chart.</summary>
    public static ChartJson Of(Plotly.NET.GenericChart chart) => Of(Plotly.NET.GenericChart.toFigureJson(chart));

    /// <summary>Reads what Plotly.NET, or another writer of Plotly's JSON, has written.</summary>
    /// <exception cref="ArgumentException">It is not Plotly's JSON.</exception>
    public static ChartJson Of(string figureJson)
    {
        if (Parsed(figureJson) is not JsonObject root || root["data"] is not JsonArray) throw new ArgumentException("This is not a chart in Plotly's JSON: an object with 'data' and 'layout'.");
        JsonObject layout = Member(root, "layout");
        if (PlotlyTemplate.IsUsual(JsonSerializer.SerializeToElement(layout))) layout.Remove("template");
        if (layout["meta"] is JsonObject meta && meta["frames"] is JsonArray frames)
        {
            meta.Remove("frames");
            root["frames"] = frames;
        }
        string plain = PlotlyText.Write(root);
        Figure figure = FigureReader.Read(plain)!;
        ChartDress.Put(root, figure.Resolve(), figure.Frames);
        return new(figure, PlotlyText.Write(root));
    }

    /// <summary>An object's member, made when it is missing.</summary>
    public static JsonObject Member(JsonObject json, string name)
    {
        if (json[name] is JsonObject there) return there;
        JsonObject made = [];
        json[name] = made;
        return made;
    }

    /// <summary>The text with a sign for every half of a pair of UTF-16 that has lost its other half: JSON has no form for one.</summary>
    private static string Whole(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()))
        : text;

    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(Whole(json));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
