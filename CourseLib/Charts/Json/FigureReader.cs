using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Traces;

namespace CourseLib.Charts.Json;

/// <summary>
/// Reads Plotly's JSON, whoever wrote it, as far as the static picture needs it: the data, their styles, titles and axes. What the
/// picture has no form for is left out where it only decorates; where it carries data, there is no picture.
/// </summary>
internal static class FigureReader
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFF", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];

    /// <summary>The figure; null when it is not Plotly's JSON, has several pairs of axes, or a kind of trace that is not drawn here.</summary>
    public static Figure? Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement, layout = root.At("layout");
            Trace?[] traces = [.. root.At("data").Items().Select(Trace)];
            if (traces.Length == 0 || traces.Contains(null)) return null;
            bool spatial = traces.Any(trace => trace!.IsSpatial);
            JsonElement axes = spatial ? layout.At("scene") : layout;
            return new Figure
            {
                Traces = [.. traces.OfType<Trace>()],
                Layout = Layout(layout),
                Panels = [new Panel { X = Axis(axes.At("xaxis")), Y = Axis(axes.At("yaxis")), Z = Axis(axes.At("zaxis")) }],
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Trace? Trace(JsonElement json)
    {
        bool own = json.At("xaxis").Text() is null or "x" && json.At("yaxis").Text() is null or "y" && json.At("scene").Text() is null or "scene";
        Trace? trace = own ? Kind(json) : null;
        return trace is null ? null : trace with
        {
            Name = json.At("name").Text(),
            ShowLegend = json.At("showlegend").Flag(),
            Opacity = json.At("opacity").Number(),
            Visible = json.At("visible").Flag() ?? json.At("visible").Text() is null,
        };
    }

    private static Trace? Kind(JsonElement json)
    {
        bool horizontal = json.At("orientation").Text() == "h";
        return json.At("type").Text() switch
        {
            null or "scatter" or "scattergl" => Scatter(json),
            "bar" => Bars(json, horizontal),
            "histogram" => Histogram(json, horizontal || json.At("x").ValueKind == JsonValueKind.Undefined),
            "box" or "violin" => Box(json, horizontal),
            "heatmap" when Z(json) is { } z => new HeatmapTrace(z, Map(json, z.Range, "z")) { X = Series(json.At("x")), Y = Series(json.At("y")), Texts = Texts(json.At("text"), z) },
            "contour" when Z(json) is { } z => new ContourTrace(z, Map(json, z.Range, "z"), json.At("contours", "coloring").Text() != "lines", Lines: true, json.At("contours", "showlabels").Flag() == true, 12)
            { X = Series(json.At("x")), Y = Series(json.At("y")) },
            "surface" when Z(json) is { } z => new SurfaceTrace(z, Map(json, z.Range, "c")) { X = Series(json.At("x")), Y = Series(json.At("y")) },
            "scatter3d" when (Series(json.At("x")), Series(json.At("y")), Series(json.At("z"))) is ({ } x, { } y, { } z) => new Scatter3DTrace(x, y, z, Mode(json, "lines"), Mode(json, "markers"))
            { Line = Line(json.At("line")), Marker = Marker(json.At("marker")), Texts = json.At("text").Strings() },
            _ => null,
        };
    }

    private static ScatterTrace? Scatter(JsonElement json)
    {
        if (Series(json.At("y")) is not { } y) return null;
        string mode = json.At("mode").Text() ?? (y.Count < 20 ? "lines+markers" : "lines");
        return new ScatterTrace(Series(json.At("x")) ?? Data.Series.Index(y.Count), y, Named(mode, PlotlyNames.Plotly, StyleParam.Mode.Lines))
        {
            Line = Line(json.At("line")),
            Marker = Marker(json.At("marker")),
            Texts = json.At("text").Strings(),
            TextPosition = Named<StyleParam.TextPosition>(json.At("textposition").Text(), PlotlyNames.Plotly),
            Fill = Named(json.At("fill").Text(), PlotlyNames.Plotly, StyleParam.Fill.None),
            FillColor = Colour(json.At("fillcolor")),
            StackGroup = json.At("stackgroup").Text(),
            XError = Errors(json.At("error_x")),
            YError = Errors(json.At("error_y")),
        };
    }

    private static BarTrace? Bars(JsonElement json, bool horizontal)
    {
        if (Series(json.At(horizontal ? "x" : "y")) is not { } values) return null;
        return new BarTrace(Series(json.At(horizontal ? "y" : "x")) ?? Data.Series.Index(values.Count), values, horizontal)
        {
            Marker = Marker(json.At("marker")),
            Texts = json.At("text").Strings(),
            TextPosition = Named<StyleParam.TextPosition>(json.At("textposition").Text(), PlotlyNames.Plotly),
            Base = json.At("base").Number(),
            Width = json.At("width").Number(),
            Error = Errors(json.At(horizontal ? "error_x" : "error_y")),
        };
    }

    private static HistogramTrace? Histogram(JsonElement json, bool horizontal)
    {
        if (Series(json.At(horizontal ? "y" : "x")) is not { } values) return null;
        return new HistogramTrace(values, horizontal)
        {
            BarColor = Colour(json.At("marker", "color")),
            Norm = Named(json.At("histnorm").Text(), PlotlyNames.Plotly, StyleParam.HistNorm.None),
            BinCount = (int?)json.At(horizontal ? "nbinsy" : "nbinsx").Number(),
        };
    }

    private static BoxTrace? Box(JsonElement json, bool horizontal)
    {
        bool violin = json.At("type").Text() == "violin";
        if (Series(json.At(horizontal ? "x" : "y")) is not { } samples) return null;
        return new BoxTrace(samples, Series(json.At(horizontal ? "y" : "x")), horizontal, violin)
        {
            BoxColor = Colour(json.At("line", "color")) ?? Colour(json.At("marker", "color")),
            Points = json.At(violin ? "points" : "boxpoints") switch
            {
                { ValueKind: JsonValueKind.False } => StyleParam.BoxPoints.False,
                var points => points.Text() == "all" ? StyleParam.BoxPoints.All : StyleParam.BoxPoints.Outliers,
            },
            ShowMean = (violin ? json.At("meanline", "visible") : json.At("boxmean")).Flag() == true,
            ShowBox = json.At("box", "visible").Flag() == true,
        };
    }

    private static Layout Layout(JsonElement json) => new()
    {
        Title = Title(json.At("title")),
        TitleSize = json.At("title", "font", "size").Number(),
        Width = (int?)json.At("width").Number(),
        Height = (int?)json.At("height").Number(),
        ShowLegend = json.At("showlegend").Flag(),
        LegendTitle = Title(json.At("legend", "title")),
        BarMode = Named<StyleParam.BarMode>(json.At("barmode").Text(), mode => mode.ToString().ToLowerInvariant()),
        BarGap = json.At("bargap").Number(),
    };

    private static Axis Axis(JsonElement json)
    {
        double[] range = json.At("range").Numbers() ?? [];
        return new()
        {
            Title = Title(json.At("title")),
            Type = Named<StyleParam.AxisType>(json.At("type").Text(), PlotlyNames.Plotly),
            Range = range is [var low, var high] && double.IsFinite(low) && double.IsFinite(high) ? (low, high) : null,
            Visible = json.At("visible").Flag() ?? true,
            ShowGrid = json.At("showgrid").Flag(),
            ZeroLine = json.At("zeroline").Flag(),
            ShowTickLabels = json.At("showticklabels").Flag(),
            Reversed = json.At("autorange").Text() == "reversed",
            DTick = json.At("dtick").Number(),
            TickVals = json.At("tickvals").Numbers(),
            TickText = json.At("ticktext").Strings(),
            CategoryArray = json.At("categoryarray").Strings(),
        };
    }

    /// <summary>A title is a text, or an object that holds one.</summary>
    private static string? Title(JsonElement json) => json.Text() ?? json.At("text").Text();

    private static LineStyle Line(JsonElement json) =>
        new(Colour(json.At("color")), json.At("width").Number(), Named<StyleParam.DrawingStyle>(json.At("dash").Text(), PlotlyNames.Plotly));

    private static MarkerStyle Marker(JsonElement json)
    {
        double[]? values = json.At("color").Numbers();
        Color? color = values is not null ? Color.fromColorScaleValues(values)
            : json.At("color").Strings() is { } names ? Color.fromColors(names.Select(Color.fromString))
            : Colour(json.At("color"));
        return new(color, json.At("size").Number(), json.At("size").Numbers(), Named<StyleParam.MarkerSymbol>(json.At("symbol").Text(), PlotlyNames.Plotly), Scale(json.At("colorscale")), json.At("showscale").Flag());
    }

    private static ErrorBars? Errors(JsonElement json) => json.At("array").Numbers() is { } plus ? new(plus, json.At("arrayminus").Numbers()) : null;

    private static ColorMap Map(JsonElement json, (double Min, double Max) range, string letter) => ColorMap.Of(
        Scale(json.At("colorscale")), (json.At(letter + "min").Number() ?? range.Min, json.At(letter + "max").Number() ?? range.Max),
        json.At("showscale").Flag(), Title(json.At("colorbar", "title")), json.At("reversescale").Flag() == true);

    /// <summary>A scale by its name, or the stops themselves; a name that is not known here is the default one.</summary>
    private static Colorscale? Scale(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? Colorscale.Custom(json.Items().Select(stop => (stop[0].GetDouble(), Color.fromString(stop[1].GetString()!))))
        : typeof(Colorscale).GetProperty(json.Text() ?? "")?.GetValue(null) as Colorscale;

    private static Color? Colour(JsonElement json) => json.Text() is { } css ? Color.fromString(css) : null;

    private static Matrix? Z(JsonElement json) =>
        json.At("z") is { ValueKind: JsonValueKind.Array } rows ? Matrix.From(rows.Items().Select(row => row.Numbers() ?? throw new FormatException("a row of z is no list of numbers"))) : null;

    /// <summary>The texts on the cells, where there is one for each.</summary>
    private static string[][]? Texts(JsonElement json, Matrix z)
    {
        string[][] rows = [.. json.Items().Select(row => row.Strings() ?? [])];
        return rows.Length == z.Rows && rows.All(row => row.Length == z.Columns) ? rows : null;
    }

    private static Series? Series(JsonElement json)
    {
        if (json.Numbers() is { } numbers) return Data.Series.Of(numbers);
        if (json.Strings() is not { } texts) return null;
        return texts.Length > 0 && texts.All(text => DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            ? Data.Series.From(texts.Select(text => DateTime.ParseExact(text, DateForms, CultureInfo.InvariantCulture)))
            : Data.Series.Of(texts);
    }

    private static bool Mode(JsonElement json, string part) => (json.At("mode").Text() ?? "lines+markers").Contains(part, StringComparison.Ordinal);

    private static T? Named<T>(string? name, Func<T, string> spelling) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => spelling(value) == name).Select(value => (T?)value).FirstOrDefault();

    private static T Named<T>(string? name, Func<T, string> spelling, T otherwise) where T : struct, Enum => Named(name, spelling) ?? otherwise;

    /// <summary>The member of a member …; undefined where one is missing.</summary>
    private static JsonElement At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return default;
        return json;
    }

    private static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

    private static string? Text(this JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    private static double? Number(this JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : null;

    private static bool? Flag(this JsonElement json) => json.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>A list of numbers, null for a gap; null when it is anything else.</summary>
    private static double[]? Numbers(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.Items().All(item => item.ValueKind is JsonValueKind.Number or JsonValueKind.Null) ? [.. json.Items().Select(item => item.Number() ?? double.NaN)] : null;

    /// <summary>A list of texts and what reads as one; null when it is anything else.</summary>
    private static string[]? Strings(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.Items().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) ? [.. json.Items().Select(item => item.ToString())] : null;
}
