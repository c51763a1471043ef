using System.Text.Json.Nodes;
using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Reading;

namespace CourseLib.Charts.Json;

/// <summary>Writes into Plotly's traces the colours, legend entries, bins and scales that the picture has.</summary>
internal static class TraceDress
{
    public static void Put(JsonArray traces, Figure figure)
    {
        for (int i = 0; i < traces.Count; i++)
            if (traces[i] is JsonObject json) Put(json, figure.Traces[i], figure);
    }

    private static void Put(JsonObject json, Trace trace, Figure figure)
    {
        json["type"] ??= trace.Type;
        if (trace.UsesLegend) json["showlegend"] = trace.Listed;
        if (trace.Name is not null && trace.UsesPalette) json["legendgroup"] ??= trace.Name;
        switch (trace)
        {
            case ScatterTrace scatter:
                Scatter(json, scatter, figure);
                break;
            case Scatter3DTrace scatter:
                if (scatter is { Lines: true, Line.Map: null }) ChartJson.Member(json, "line")["color"] ??= scatter.Ink.Css;
                if (!scatter.Markers) break;
                Marker(json, scatter, scatter.Marker, figure);
                ChartJson.Member(json, "marker")["size"] ??= 4;
                break;
            case BarTrace bar:
                if (bar.Kind == "waterfall") break;
                Marker(json, bar, bar.Marker, figure);
                if (bar is { Kind: "bar", Texts: not null }) json["textposition"] ??= "auto";
                break;
            case HistogramTrace histogram:
                ChartJson.Member(json, "marker")["color"] ??= histogram.Ink.Css;
                if (histogram.Bins is { } bins) json[histogram.Horizontal ? "ybins" : "xbins"] = Json(bins);
                break;
            case BoxTrace box:
                Box(json, box);
                break;
            case Histogram2DTrace pairs:
                (json["xbins"], json["ybins"]) = (Json(pairs.XBins), Json(pairs.YBins));
                Map(json, pairs.Map, "z", figure, pairs.Panel);
                break;
            case MatrixTrace matrix:
                Map(json, matrix.Map, matrix.IsSpatial ? "c" : "z", figure, matrix.Panel);
                if (matrix is ContourTrace contour) Contour(json, contour);
                break;
            case MeshTrace { Map: null, FaceColors: null } mesh:
                json["color"] ??= mesh.Ink.Css;
                break;
            case ParallelTrace { Line.Map: null } parallel:
                ChartJson.Member(json, "line")["color"] ??= parallel.Ink.Css;
                break;
            case SplomTrace splom:
                Marker(json, splom, splom.Marker, figure);
                break;
            case ImageTrace:
                json["hoverinfo"] ??= "x+y";
                break;
        }
    }

    private static void Scatter(JsonObject json, ScatterTrace trace, Figure figure)
    {
        if (trace.HasLines || trace.Fill != Words.Fill.None)
        {
            JsonObject line = ChartJson.Member(json, "line");
            line["color"] ??= trace.Ink.Css;
            if (trace.Dash != Words.DrawingStyle.Solid) line["dash"] ??= trace.Dash.Plotly();
        }
        if (trace.HasMarkers)
        {
            Marker(json, trace, trace.Marker, figure);
            if (trace.Symbol != Words.MarkerSymbol.Circle) ChartJson.Member(json, "marker")["symbol"] ??= trace.Symbol.Plotly();
        }
        if (trace.HasTexts) json["textposition"] ??= trace.Position.Plotly();
        if (trace.Fill != Words.Fill.None) json["fillcolor"] ??= trace.Ink.WithOpacity(ScatterTrace.FillOpacity);
    }

    private static void Marker(JsonObject json, Trace trace, MarkerStyle style, Figure figure)
    {
        JsonObject marker = ChartJson.Member(json, "marker");
        if (style.Map is { } map) Map(marker, map, "c", figure, trace.Panel);
        else marker["color"] ??= trace.Ink.Css;
    }

    private static void Box(JsonObject json, BoxTrace box)
    {
        ChartJson.Member(json, "line")["color"] ??= box.Ink.Css;
        json["fillcolor"] ??= box.Ink.WithOpacity(ScatterTrace.FillOpacity);
        if (!box.Violin || box.Points != Words.BoxPoints.False) ChartJson.Member(json, "marker")["color"] ??= box.Ink.Css;
        if (box.Groups is null) json[box.Horizontal ? "y0" : "x0"] ??= box.Name ?? "";
    }

    private static void Contour(JsonObject json, ContourTrace contour)
    {
        if (contour.Bins is var (x, y)) (json["xbins"], json["ybins"]) = (Json(x), Json(y));
        ChartJson.Member(json, "line")["width"] ??= contour.Filled ? 0.5 : 1.5;
        double[] levels = contour.Levels;
        if (levels.Length < 2) return;
        json["autocontour"] = false;
        json.Remove("ncontours");
        JsonObject contours = ChartJson.Member(json, "contours");
        contours["start"] ??= levels[0];
        contours["end"] ??= levels[^1];
        contours["size"] ??= levels[1] - levels[0];
    }

    /// <summary>The scale with its ends, and its bar beside the panel; a trace that names a colour axis has them there.</summary>
    private static void Map(JsonObject json, ColorMap map, string letter, Figure figure, int panel)
    {
        if (json["coloraxis"] is not null) return;
        if (json["colorscale"] is not JsonArray)
        {
            IEnumerable<JsonNode> stops = map.Scale.Stops.Select(stop => new JsonArray(Math.Round(stop.At, 6), stop.Color.Hex));
            json["colorscale"] = new JsonArray([.. stops]);
            json.Remove("reversescale");
        }
        json[letter + "min"] ??= map.Min;
        json[letter + "max"] ??= map.Max;
        json["showscale"] ??= map.ShowScale;
        if (!map.ShowScale) return;
        JsonObject bar = ChartJson.Member(json, "colorbar");
        if (bar["title"] is null && map.Title is not null) bar["title"] = new JsonObject { ["text"] = map.Title };
        if (figure.Panels.Length < 2) return;
        PanelDomain domain = figure.Panels[panel].Domain;
        bar["x"] ??= domain.Right;
        bar["y"] ??= (domain.Bottom + domain.Top) / 2;
        bar["len"] ??= domain.Top - domain.Bottom;
    }

    private static JsonObject Json(Bins bins) => new() { ["start"] = bins.Start, ["end"] = bins.End, ["size"] = bins.Size };
}
