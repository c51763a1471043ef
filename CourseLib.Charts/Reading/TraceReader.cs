using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Reads one trace; one that the picture has no form for keeps its kind's name.</summary>
internal static class TraceReader
{
    public static Trace Read(JsonElement json, JsonElement layout, int panel)
    {
        string kind = json.At("type").Text ?? "scatter";
        Trace trace;
        try
        {
            trace = Kind(json, layout, kind) ?? new UnknownTrace(kind);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException)
        {
            trace = new UnknownTrace(kind);
        }
        return trace with
        {
            Panel = panel,
            Name = json.At("name").Text,
            ShowLegend = json.At("showlegend").Flag,
            Opacity = json.At("opacity").Number,
            Visible = json.At("visible").Flag ?? json.At("visible").Text is null,
        };
    }

    private static Trace? Kind(JsonElement json, JsonElement layout, string kind)
    {
        bool horizontal = json.At("orientation").Text == "h";
        Matrix? z = json.At("z").Rows;
        return kind switch
        {
            "scatter" or "scattergl" => Scatter(json, layout),
            "bar" => Bars(json, layout, horizontal),
            "histogram" => Histogram(json, json.At("x").ValueKind == JsonValueKind.Undefined),
            "box" or "violin" => Box(json, kind == "violin"),
            "heatmap" or "heatmapgl" when z is not null => new HeatmapTrace(z, ColourReader.Map(json, layout, z.Range, "z"))
            {
                X = json.At("x").Series,
                Y = json.At("y").Series,
                Texts = Texts(json, z),
            },
            "contour" when z is not null => Contour(json, layout, z),
            "histogram2d" => Pairs(json, layout),
            "image" => PictureReader.Read(json) is { } pixels ? new ImageTrace(pixels) : null,
            "surface" when z is not null => new SurfaceTrace(z, ColourReader.Map(json, layout, z.Range, "c")) { X = json.At("x").Series, Y = json.At("y").Series },
            "scatter3d" => Scatter3D(json, layout),
            _ => null,
        };
    }

    private static ScatterTrace Scatter(JsonElement json, JsonElement layout)
    {
        Series? x = json.At("x").Series, y = json.At("y").Series;
        int count = y?.Count ?? x?.Count ?? 0;
        string mode = json.At("mode").Text ?? (json.At("stackgroup").Text is not null || count >= 20 ? "lines" : "lines+markers");
        return new(x ?? Series.Index(count), y ?? (x is null ? Series.Empty : Series.Index(count)), PlotlyNames.Named(mode, PlotlyNames.Plotly, Words.Mode.Lines))
        {
            Line = Line(json.At("line")),
            Marker = Marker(json.At("marker"), layout),
            Texts = TextsOf(json, count),
            TextPosition = PlotlyNames.Named<Words.TextPosition>(json.At("textposition").Text, PlotlyNames.Plotly),
            Fill = PlotlyNames.Named(json.At("fill").Text, PlotlyNames.Plotly, Words.Fill.None),
            FillColor = json.At("fillcolor").Colour,
            StackGroup = json.At("stackgroup").Text,
            XError = Errors(json.At("error_x"), x),
            YError = Errors(json.At("error_y"), y),
        };
    }

    private static BarTrace Bars(JsonElement json, JsonElement layout, bool horizontal)
    {
        Series values = json.At(horizontal ? "x" : "y").Series ?? Series.Empty;
        return new(json.At(horizontal ? "y" : "x").Series ?? Series.Index(values.Count), values, horizontal)
        {
            Marker = Marker(json.At("marker"), layout),
            Texts = TextsOf(json, values.Count),
            TextPosition = PlotlyNames.Named<Words.TextPosition>(json.At("textposition").Text, PlotlyNames.Plotly),
            Base = json.At("base").Number,
            Width = json.At("width").Number,
            Error = Errors(json.At(horizontal ? "error_x" : "error_y"), values),
        };
    }

    private static HistogramTrace? Histogram(JsonElement json, bool horizontal)
    {
        if (json.At(horizontal ? "y" : "x").Series is not { } values) return null;
        return new(values, horizontal)
        {
            BarColor = json.At("marker", "color").Colour,
            Norm = PlotlyNames.Named(json.At("histnorm").Text, PlotlyNames.Plotly, Words.HistNorm.None),
            BinCount = (int?)json.At(horizontal ? "nbinsy" : "nbinsx").Number,
            Bins = GivenBins(json.At(horizontal ? "ybins" : "xbins")),
        };
    }

    private static Bins? GivenBins(JsonElement json) => (json.At("start").Number, json.At("end").Number, json.At("size").Number) is ({ } start, { } end, { } size)
        && size > 0 && (end - start) / size is > 0 and < 10_000 ? new(start, size, (int)Math.Ceiling((end - start) / size - 1e-9)) : null;

    private static BoxTrace? Box(JsonElement json, bool violin)
    {
        bool horizontal = json.At("orientation").Text == "h" || json.At("y").ValueKind == JsonValueKind.Undefined;
        if (json.At(horizontal ? "x" : "y").Series is not { Kind: not SeriesKind.Text } samples) return null;
        return new(samples, json.At(horizontal ? "y" : "x").Series, horizontal, violin)
        {
            BoxColor = json.At("line", "color").Colour ?? json.At("marker", "color").Colour,
            Points = json.At(violin ? "points" : "boxpoints") switch
            {
                { ValueKind: JsonValueKind.False } => Words.BoxPoints.False,
                var points => points.Text == "all" ? Words.BoxPoints.All : Words.BoxPoints.Outliers,
            },
            ShowMean = (violin ? json.At("meanline", "visible") : json.At("boxmean")) is var mean && (mean.Flag == true || mean.Text == "sd"),
            ShowBox = json.At("box", "visible").Flag == true,
        };
    }

    private static ContourTrace Contour(JsonElement json, JsonElement layout, Matrix z)
    {
        JsonElement contours = json.At("contours");
        return new(z, ColourReader.Map(json, layout, z.Range, "z"), contours.At("coloring").Text is not ("lines" or "none"), contours.At("showlines").Flag ?? true,
            contours.At("showlabels").Flag == true, (int)Math.Clamp(json.At("ncontours").Number ?? 12, 1, 500))
        {
            X = json.At("x").Series,
            Y = json.At("y").Series,
            LineColor = json.At("line", "color").Colour,
            Given = (contours.At("start").Number, contours.At("end").Number, contours.At("size").Number) is ({ } start, { } end, { } size) ? (start, end, size) : null,
        };
    }

    private static Histogram2DTrace? Pairs(JsonElement json, JsonElement layout)
    {
        if (json.At("x").Series is not { Kind: SeriesKind.Number } x || json.At("y").Series is not { Kind: SeriesKind.Number } y) return null;
        Bins columns = GivenBins(json.At("xbins")) ?? Bins.For(x.Numbers, (int?)json.At("nbinsx").Number);
        Bins rows = GivenBins(json.At("ybins")) ?? Bins.For(y.Numbers, (int?)json.At("nbinsy").Number);
        double most = Math.Max(1, Histogram2DTrace.Counts(x, y, columns, rows).Range.Max);
        ColorMap map = ColourReader.Map(json, layout, (0, most), "z");
        return new(x, y, columns, rows, map with { Title = map.Title ?? "count" });
    }

    private static Scatter3DTrace? Scatter3D(JsonElement json, JsonElement layout)
    {
        if ((json.At("x").Series, json.At("y").Series, json.At("z").Series) is not ({ } x, { } y, { Kind: SeriesKind.Number } z)) return null;
        string mode = json.At("mode").Text ?? "lines+markers";
        return new(x, y, z, mode.Contains("lines", StringComparison.Ordinal), mode.Contains("markers", StringComparison.Ordinal))
        {
            Line = Line(json.At("line")),
            Marker = Marker(json.At("marker"), layout),
            Texts = json.At("text").Strings,
        };
    }

    private static LineStyle Line(JsonElement json) =>
        new(json.At("color").Colour, json.At("width").Number, PlotlyNames.Named<Words.DrawingStyle>(json.At("dash").Text, PlotlyNames.Plotly));

    private static MarkerStyle Marker(JsonElement json, JsonElement layout)
    {
        JsonElement color = json.At("color");
        double[]? values = color.ValueKind == JsonValueKind.Array && color.GetArrayLength() == 0 ? null : color.Numbers;
        CssColor? css = values is not null ? CssColor.ByValue(values)
            : color.Strings is { } names ? CssColor.Each([.. names.Select(name => CssColor.Of(name) ?? new("#808080"))])
            : color.Colour;
        ColorMap? map = values is null ? null : ColourReader.Map(json, layout, new Matrix(values, 1, values.Length).Range, "c", shown: json.At("showscale").Flag ?? json.At("colorbar").ValueKind == JsonValueKind.Object);
        return new(css, json.At("size").Number, json.At("size").Numbers, Symbol(json.At("symbol")), map);
    }

    /// <summary>A marker's shape by plotly.js's name or number, in a text or not; an open one is drawn as its filled one.</summary>
    private static Words.MarkerSymbol? Symbol(JsonElement json)
    {
        string name = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : json.Text?.Replace("-open", "").Replace("-dot", "") ?? "";
        return int.TryParse(name, out int number)
            ? (number % 100) switch
            {
                0 => Words.MarkerSymbol.Circle,
                1 => Words.MarkerSymbol.Square,
                2 => Words.MarkerSymbol.Diamond,
                3 => Words.MarkerSymbol.Cross,
                4 => Words.MarkerSymbol.X,
                5 => Words.MarkerSymbol.TriangleUp,
                6 => Words.MarkerSymbol.TriangleDown,
                17 => Words.MarkerSymbol.Star,
                _ => null,
            }
            : PlotlyNames.Named<Words.MarkerSymbol>(name, PlotlyNames.Plotly);
    }

    /// <summary>Lengths given one by one, the same for all, or as a share of the values.</summary>
    private static ErrorBars? Errors(JsonElement json, Series? values)
    {
        if (json.At("visible").Flag == false) return null;
        if (json.At("array").Numbers is { } plus) return new(plus, json.At("arrayminus").Numbers);
        if (json.At("value").Number is not { } value || values is null || values.Kind == SeriesKind.Text) return null;
        return new([.. values.Numbers.Select(v => json.At("type").Text switch { "percent" => Math.Abs(v) * value / 100, "sqrt" => Math.Sqrt(Math.Abs(v)), _ => value })]);
    }

    /// <summary>A text for each element, or the same for all.</summary>
    private static string[]? TextsOf(JsonElement json, int count) => json.At("text") switch
    {
        { ValueKind: JsonValueKind.String } one when one.GetString() is { Length: > 0 } text => [.. Enumerable.Repeat(text, count)],
        { ValueKind: JsonValueKind.Array } each when each.GetArrayLength() > 0 => each.Strings,
        _ => null,
    };

    /// <summary>The texts on the cells, where there is one for each and they are shown.</summary>
    private static string[][]? Texts(JsonElement json, Matrix z)
    {
        string[][] rows = [.. json.At("text").Items.Select(row => row.Strings ?? [])];
        return json.At("texttemplate").Text == "%{text}" && rows.Length == z.Rows && rows.All(row => row.Length == z.Columns) ? rows
            : json.At("texttemplate").Text == "%{z}" ? [.. Enumerable.Range(0, z.Rows).Select(r => Enumerable.Range(0, z.Columns).Select(c => Scales.NumberText.Short(z[r, c])).ToArray())]
            : null;
    }
}
