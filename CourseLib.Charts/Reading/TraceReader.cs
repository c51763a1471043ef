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
            "scatterpolar" or "scatterpolargl" => Polar(Scatter(json, layout, "r", "theta"), json),
            "scatterternary" => Scatter(json, layout, "a", "b") with { Kind = "scatterternary", C = json.At("c").Series },
            "bar" => BarReader.Bars(json, layout, horizontal),
            "barpolar" => BarReader.Polar(json, layout),
            "waterfall" => BarReader.Waterfall(json, layout, horizontal),
            "funnel" => BarReader.Funnel(json, layout),
            "candlestick" or "ohlc" => Finance(json, kind == "candlestick"),
            "histogram" => Histogram(json, horizontal || json.At("x").ValueKind == JsonValueKind.Undefined),
            "box" or "violin" => Box(json, kind == "violin"),
            "heatmap" or "heatmapgl" when z is not null => new HeatmapTrace(z, ColourReader.Map(json, layout, z.Range, "z"))
            {
                X = json.At("x").Series,
                Y = json.At("y").Series,
                Texts = Texts(json, z),
            },
            "contour" when z is not null => Contour(json, layout, z),
            "histogram2d" => Pairs(json, layout),
            "histogram2dcontour" => Pairs(json, layout) is { } pairs ? Counts(json, layout, pairs) : null,
            "image" => PictureReader.Read(json) is { } pixels ? new ImageTrace(pixels) : null,
            "surface" when z is not null => new SurfaceTrace(z, ColourReader.Map(json, layout, z.Range, "c"))
            {
                X = json.At("x").Series,
                Y = json.At("y").Series,
            },
            "scatter3d" => Scatter3D(json, layout),
            "mesh3d" => MeshReader.Mesh(json, layout),
            "cone" => MeshReader.Cone(json, layout),
            "isosurface" or "volume" => MeshReader.Isosurface(json, layout, kind),
            "pie" or "funnelarea" => DomainReader.Pie(json, kind == "funnelarea"),
            "sunburst" or "treemap" or "icicle" => DomainReader.Tree(json, kind),
            "table" => DomainReader.Table(json),
            "indicator" => DomainReader.Indicator(json),
            "sankey" => DomainReader.Sankey(json),
            "parcoords" or "parcats" => DomainReader.Parallel(json, layout, kind == "parcats"),
            "splom" => DomainReader.Splom(json, layout),
            _ => null,
        };
    }

    private static ScatterTrace Scatter(JsonElement json, JsonElement layout, string first = "x", string second = "y")
    {
        Series? x = json.At(first).Series, y = json.At(second).Series;
        int count = y?.Count ?? x?.Count ?? 0;
        string mode = json.At("mode").Text ?? (json.At("stackgroup").Text is not null || count >= 20 ? "lines" : "lines+markers");
        y ??= x is null ? Series.Empty : Series.Index(count);
        return new(x ?? Series.Index(count), y, PlotlyNames.Named(mode, PlotlyNames.Plotly, Words.Mode.Lines))
        {
            Line = Line(json.At("line"), layout),
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

    private static ScatterTrace Polar(ScatterTrace trace, JsonElement json) =>
        trace with { Kind = "scatterpolar", Y = Degrees(trace.Y, json) };

    /// <summary>Angles in degrees; without angles the points go round evenly, names stay names.</summary>
    public static Series Degrees(Series angles, JsonElement json) => angles.Kind == SeriesKind.Text ? angles
        : json.At("theta").ValueKind == JsonValueKind.Undefined
            ? Series.Of([.. Enumerable.Range(0, angles.Count).Select(i => 360.0 * i / angles.Count)])
            : Series.Of([.. angles.Numbers.Select(angle => angle * DegreesPerUnit(json))]);

    /// <summary>How many degrees the unit of a polar trace's angles has.</summary>
    public static double DegreesPerUnit(JsonElement json) => json.At("thetaunit").Text == "radians" ? 180 / Math.PI : 1;

    private static FinanceTrace? Finance(JsonElement json, bool candlestick)
    {
        if ((json.At("open").Numbers, json.At("high").Numbers, json.At("low").Numbers, json.At("close").Numbers)
            is not ({ } open, { } high, { } low, { } close)) return null;
        CssColor Color(string part, string usual) => json.At(part, "line", "color").Colour ?? new(usual);
        return new(json.At("x").Series ?? Series.Index(close.Length), open, high, low, close, candlestick)
        {
            Increasing = Color("increasing", BarTrace.Increasing),
            Decreasing = Color("decreasing", BarTrace.Decreasing),
        };
    }

    private static HistogramTrace? Histogram(JsonElement json, bool horizontal)
    {
        if (json.At(horizontal ? "y" : "x").Series is not { } values) return null;
        return new(values, horizontal)
        {
            BarColor = json.At("marker", "color").Colour,
            Norm = PlotlyNames.Named(json.At("histnorm").Text, PlotlyNames.Plotly, Words.HistNorm.None),
            Func = PlotlyNames.Named(json.At("histfunc").Text, PlotlyNames.Plotly, Words.HistFunc.Count),
            Weights = json.At(horizontal ? "x" : "y").Numbers,
            Cumulative = json.At("cumulative", "enabled").Flag == true,
            BinCount = (int?)json.At(horizontal ? "nbinsy" : "nbinsx").Number,
            Bins = GivenBins(json.At(horizontal ? "ybins" : "xbins")),
        };
    }

    private static Bins? GivenBins(JsonElement json) =>
        (json.At("start").Number, json.At("end").Number, json.At("size").Number) is ({ } start, { } end, { } size)
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
            ShowMean = (violin ? json.At("meanline", "visible") : json.At("boxmean")) is { Flag: true } or { Text: "sd" },
            ShowBox = json.At("box", "visible").Flag == true,
        };
    }

    private static ContourTrace Contour(JsonElement json, JsonElement layout, Matrix z)
    {
        JsonElement contours = json.At("contours");
        return new(z, ColourReader.Map(json, layout, z.Range, "z"), Filled: contours.At("coloring").Text is not ("lines" or "none"),
            Lines: contours.At("showlines").Flag ?? json.At("line", "width").Number != 0, Labels: contours.At("showlabels").Flag == true,
            Count: (int)Math.Clamp(json.At("ncontours").Number ?? 15, 1, 500))
        {
            X = json.At("x").Series,
            Y = json.At("y").Series,
            LineColor = json.At("line", "color").Colour,
            Given = (contours.At("start").Number, contours.At("end").Number, contours.At("size").Number) is ({ } start, { } end, { } size)
                ? (start, end, size) : null,
        };
    }

    private static Histogram2DTrace? Pairs(JsonElement json, JsonElement layout)
    {
        if ((json.At("x").Series, json.At("y").Series) is not ({ Kind: SeriesKind.Number } x, { Kind: SeriesKind.Number } y)) return null;
        Bins columns = GivenBins(json.At("xbins")) ?? Bins.For(x.Numbers, (int?)json.At("nbinsx").Number, cells: true);
        Bins rows = GivenBins(json.At("ybins")) ?? Bins.For(y.Numbers, (int?)json.At("nbinsy").Number, cells: true);
        double most = Math.Max(1, Histogram2DTrace.Counts(x, y, columns, rows).Range.Max);
        ColorMap map = ColourReader.Map(json, layout, (0, most), "z");
        return new(x, y, columns, rows, map with { Title = map.Title ?? "count" });
    }

    /// <summary>Lines of equal count over the middles of the cells.</summary>
    private static ContourTrace Counts(JsonElement json, JsonElement layout, Histogram2DTrace pairs) =>
        Contour(json, layout, Histogram2DTrace.Counts(pairs.X, pairs.Y, pairs.XBins, pairs.YBins)) with
        {
            Bins = (pairs.XBins, pairs.YBins),
            X = Series.Of(pairs.XBins.Middles),
            Y = Series.Of(pairs.YBins.Middles),
        };

    private static Scatter3DTrace? Scatter3D(JsonElement json, JsonElement layout)
    {
        if ((json.At("x").Series, json.At("y").Series, json.At("z").Series)
            is not ({ } x, { } y, { Kind: SeriesKind.Number } z)) return null;
        string mode = json.At("mode").Text ?? "lines+markers";
        return new(x, y, z, mode.Contains("lines", StringComparison.Ordinal), mode.Contains("markers", StringComparison.Ordinal))
        {
            Line = Line(json.At("line"), layout),
            Marker = Marker(json.At("marker"), layout),
            Texts = mode.Contains("text", StringComparison.Ordinal) ? TextsOf(json, z.Count) : null,
        };
    }

    public static LineStyle Line(JsonElement json, JsonElement layout)
    {
        (double[]? values, ColorMap? map) = ByValue(json, layout);
        return new(json.At("color").Colour, json.At("width").Number,
            PlotlyNames.Named<Words.DrawingStyle>(json.At("dash").Text, PlotlyNames.Plotly))
        {
            Shape = PlotlyNames.Named(json.At("shape").Text, PlotlyNames.Plotly, Words.Shape.Linear),
            Values = values,
            Map = map,
        };
    }

    public static MarkerStyle Marker(JsonElement json, JsonElement layout)
    {
        JsonElement color = json.At("color");
        (double[]? values, ColorMap? map) = ByValue(json, layout);
        CssColor? css = values is not null ? CssColor.ByValue(values)
            : color.Strings is { } names ? CssColor.Each([.. names.Select(name => CssColor.Of(name) ?? new("#808080"))])
            : color.Colour;
        return new(css, json.At("size").Number, json.At("size").Numbers, Symbol(json.At("symbol")), map);
    }

    /// <summary>The numbers that colour a line or marker, and the scale that gives each its colour.</summary>
    private static (double[]?, ColorMap?) ByValue(JsonElement json, JsonElement layout)
    {
        if (json.At("color").Numbers is not { Length: > 0 } values) return (null, null);
        bool shown = json.At("showscale").Flag ?? json.At("colorbar").ValueKind == JsonValueKind.Object;
        return (values, ColourReader.Map(json, layout, Statistics.Range(values), "c", shown));
    }

    /// <summary>A marker's shape by plotly.js's name or number, in a text or not; an open one is drawn as its filled one.</summary>
    private static Words.MarkerSymbol? Symbol(JsonElement json)
    {
        string name = json.ValueKind == JsonValueKind.Number ? json.GetRawText()
            : json.Text?.Replace("-open", "").Replace("-dot", "") ?? "";
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
    public static ErrorBars? Errors(JsonElement json, Series? values)
    {
        if (json.At("visible").Flag == false) return null;
        if (json.At("array").Numbers is { } plus) return new(plus, json.At("arrayminus").Numbers);
        if (json.At("value").Number is not { } value || values is null || values.Kind == SeriesKind.Text) return null;
        double Length(double v) => json.At("type").Text switch
        {
            "percent" => Math.Abs(v) * value / 100,
            "sqrt" => Math.Sqrt(Math.Abs(v)),
            _ => value,
        };
        return new([.. values.Numbers.Select(Length)]);
    }

    /// <summary>A text for each element, or the same for all.</summary>
    public static string[]? TextsOf(JsonElement json, int count) => json.At("text") switch
    {
        { ValueKind: JsonValueKind.String } one when one.GetString() is { Length: > 0 } text => [.. Enumerable.Repeat(text, count)],
        { ValueKind: JsonValueKind.Array } each when each.GetArrayLength() > 0 => each.Strings,
        _ => null,
    };

    /// <summary>The texts on the cells, where there is one for each and they are shown.</summary>
    private static string[][]? Texts(JsonElement json, Matrix z)
    {
        string[][] rows = [.. json.At("text").Items.Select(row => row.Strings ?? [])];
        return json.At("texttemplate").Text switch
        {
            "%{text}" when rows.Length == z.Rows && rows.All(row => row.Length == z.Columns) => rows,
            "%{z}" => [.. z.ToRows().Select(row => Array.ConvertAll(row, Scales.NumberText.Short))],
            _ => null,
        };
    }
}
