using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;
using CourseLib.Charts.Svg;

namespace CourseLib.Charts.Json;

/// <summary>
/// Writes into Plotly's JSON what the picture has decided and the chart has left open: sizes, margins, kinds of axes, the legend, bars.
/// </summary>
internal static class ChartDress
{
    /// <param name="root">The chart.</param>
    /// <param name="figure">The same, read and resolved.</param>
    /// <param name="frames">Its frames, which are resolved here one by one.</param>
    public static void Put(JsonObject root, Figure figure, ImmutableArray<Frame> frames)
    {
        JsonObject layout = ChartJson.Member(root, "layout");
        TraceDress.Put(root["data"]!.AsArray(), figure);
        if (root["frames"] is JsonArray written)
            foreach ((JsonNode? frame, Frame read) in written.Where(frame => frame?["data"] is JsonArray).Zip(frames))
                TraceDress.Put(frame!["data"]!.AsArray(), (figure with { Traces = read.Traces }).Resolve());
        Whole(layout, figure);
        Axes(layout, figure);
        JsonObject config = ChartJson.Member(root, "config");
        config["responsive"] ??= true;
        config["displaylogo"] ??= false;
        config["displayModeBar"] ??= "hover";
    }

    private static void Whole(JsonObject layout, Figure figure)
    {
        layout["width"] ??= figure.Layout.WidthOrDefault;
        layout["height"] ??= figure.Layout.HeightOrDefault;
        // Pictures without axes need no room for labels.
        bool bare = figure.Panels.All(p => !p.X.Visible && !p.Y.Visible);
        JsonObject margin = ChartJson.Member(layout, "margin");
        margin["l"] ??= bare ? 12 : 60;
        margin["r"] ??= bare ? 12 : 20;
        margin["t"] ??= figure.Layout.Title is not null ? 60 : bare && figure.Panels.All(p => p.Title is null) ? 12 : 30;
        margin["b"] ??= bare ? 12 : 50;
        if (layout["template"] is null) layout["colorway"] ??= new JsonArray([.. Palette.Light.Select(css => (JsonNode)css)]);
        layout["showlegend"] = figure.Traces.Any(t => t.Listed);
        if (figure.Traces.Any(t => t is BarTrace { Kind: "bar" } or HistogramTrace))
            layout["barmode"] ??= figure.BarMode.ToString().ToLowerInvariant();
        foreach (BoxTrace grouped in figure.Traces.OfType<BoxTrace>().Where(t => t.Groups is not null))
            layout[grouped.Type + "mode"] ??= "group";
    }

    private static void Axes(JsonObject layout, Figure figure)
    {
        Figure all = figure.Extents is var extents && extents.Traces != figure.Traces ? extents.Resolve() : figure;
        for (int i = 0; i < figure.Panels.Length; i++)
        {
            Panel panel = figure.Panels[i];
            PanelData data = new(all, i);
            if (panel.Kind != PanelKind.Cartesian)
            {
                if (panel.Kind == PanelKind.Scene) ChartJson.Member(layout, panel.Axes.X)["aspectmode"] ??= "cube";
                continue;
            }
            bool drawn = panel.Annotations.Length + panel.Shapes.Length > 0
                || figure.Traces.Any(t => t.Panel == i && t is not UnknownTrace);
            if (figure.Traces.Length > 0 && !drawn) continue;
            JsonObject x = ChartJson.Member(layout, "xaxis" + panel.Axes.X[1..]), y = ChartJson.Member(layout, "yaxis" + panel.Axes.Y[1..]);
            Axis(x, data.X.Kind);
            Axis(y, data.Y.Kind);
            if (figure.Frames.Length > 0 && !data.IsPicture) Hold(x, y, panel, data);
            if (!data.IsPicture && !panel.Y.EqualAspect) continue;
            if (data.IsPicture && y["range"] is null) y["autorange"] ??= "reversed";
            y["scaleanchor"] ??= panel.Axes.X;
            x["constrain"] ??= "domain";
            y["constrain"] ??= "domain";
        }
    }

    private static void Axis(JsonObject axis, Words.AxisType kind)
    {
        axis["type"] ??= kind.ToString().ToLowerInvariant();
        axis["automargin"] ??= true;
        if (kind == Words.AxisType.Log) axis["exponentformat"] ??= "power";
    }

    /// <summary>An animation's axes stay as they are from frame to frame: they show what any frame needs.</summary>
    private static void Hold(JsonObject x, JsonObject y, Panel panel, PanelData data)
    {
        (AxisExtent across, AxisExtent up) = data.Extents();
        x["range"] ??= Pair(PanelData.Ends(panel.X, data.X, across, panel.X.Reversed));
        y["range"] ??= Pair(PanelData.Ends(panel.Y, data.Y, up, panel.Y.Reversed));
    }

    private static JsonArray Pair((double Low, double High) ends) => [ends.Low, ends.High];
}
