using System.Reflection;
using System.Text.Json;
using CourseLib.Charts;
using CourseLib.Charts.Html;
using CourseLib.Charts.Json;

namespace CourseKit.Worker;

/// <summary>A chart of the Plotly.NET library, known by name: there need not be such a library.</summary>
internal static class PlotlyNetChart
{
    private const string TypeName = "Plotly.NET.GenericChart";

    /// <summary>The chart in the forms that CourseLib's own charts have; null when <paramref name="value"/> is no such chart.</summary>
    public static IEnumerable<(string MimeType, string Text)>? Forms(object value)
    {
        if (Json(value) is not string json) return null;
        // Written anew, since a "</script>" in a text would end the page's script.
        json = JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
        Figure? figure = FigureReader.Read(json);
        var forms = new List<(string, string)> { ("text/html", FigureHtml.Fragment(figure, json)), ("application/vnd.plotly.v1+json", json) };
        if (figure is not null) forms.Add(("image/svg+xml", figure.ToSvg()));
        return forms;
    }

    private static string? Json(object value)
    {
        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
            if (type.FullName == TypeName)
                return type.GetMethod("toFigureJson", BindingFlags.Public | BindingFlags.Static, [type])
                    ?.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], null) as string;
        return null;
    }
}
