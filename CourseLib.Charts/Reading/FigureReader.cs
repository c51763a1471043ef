using System.Collections.Immutable;
using System.Text.Json;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>
/// Reads Plotly's JSON, whoever wrote it, as far as the picture needs it: the data, their styles, titles and axes. What only decorates and has
/// no form here is left out; a trace of a kind that is not drawn is named in the picture.
/// </summary>
internal static class FigureReader
{
    /// <summary>The figure; null when the text is not a figure in Plotly's JSON.</summary>
    public static Figure? Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.At("data").ValueKind == JsonValueKind.Array ? Read(document.RootElement, json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Figure Read(JsonElement root, string source)
    {
        JsonElement layout = root.At("layout");
        JsonElement[] traces = [.. root.At("data").Items];
        JsonElement[] frames = [.. root.At("frames").Items.Where(frame => frame.At("data").ValueKind == JsonValueKind.Array)];
        PanelReader panels = new(layout, [.. traces, .. frames.SelectMany(frame => frame.At("data").Items)]);
        CssColor[] cycle = Cycle(layout);
        return new()
        {
            Traces = Traces(traces, layout, panels, cycle),
            Panels = panels.Panels,
            Layout = LayoutReader.Read(layout, panels.Rows, panels.Columns),
            Frames = [.. frames.Select(frame => new Frame(frame.At("name").Text ?? "", Traces([.. frame.At("data").Items], layout, panels, cycle)))],
            Controls = LayoutReader.Controls(layout, traces.Length),
            Source = source,
        };
    }

    private static ImmutableArray<Trace> Traces(JsonElement[] traces, JsonElement layout, PanelReader panels, CssColor[] cycle) =>
    [
        .. traces.Select((json, i) => TraceReader.Read(json, layout, panels.Of(json)) with { Cycle = cycle.Length > 0 ? cycle[i % cycle.Length] : null }),
    ];

    /// <summary>The series of colours that a figure brings; none for one that has our own, or Plotly's usual ones, in whose place ours stand.</summary>
    private static CssColor[] Cycle(JsonElement layout)
    {
        string[] given = (layout.At("colorway").Strings ?? layout.At("template", "layout", "colorway").Strings) is { } colors
            ? [.. colors.Where(CssColor.IsCss)] : [];
        return given.SequenceEqual(Palette.Light) || PlotlyTemplate.IsUsual(layout) ? [] : [.. given.Select(css => new CssColor(css))];
    }
}
