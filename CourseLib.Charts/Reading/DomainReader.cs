using System.Globalization;
using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Reading;

/// <summary>
/// Reads traces that have no axes in the layout: parts of a whole, trees, tables, single numbers, flows, many dimensions.
/// </summary>
internal static class DomainReader
{
    /// <summary>A flow's nodes are numbered below this; links to others are left out.</summary>
    private const int MostNodes = 10_000;

    /// <summary>What lies deeper in a tree is left out.</summary>
    private const int MostLevels = 100;

    public static PieTrace Pie(JsonElement json, bool funnel)
    {
        double[]? values = json.At("values").Numbers;
        string[] labels = json.At("labels").Strings is { Length: > 0 } given ? given
            : [.. Enumerable.Range(0, values?.Length ?? 0).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        string[]? texts = json.At("text").Strings;
        CssColor?[] colors = Colours(json.At("marker", "colors"));
        IEnumerable<Part> parts = Enumerable.Range(0, Math.Min(labels.Length, values?.Length ?? labels.Length))
            .Where(i => values is null || values[i] >= 0 && double.IsFinite(values[i]))
            .GroupBy(i => labels[i]).Select(same => new Part(
                same.Key, same.Sum(i => values?[i] ?? 1), texts?.ElementAtOrDefault(same.First()), colors.ElementAtOrDefault(same.First()),
                Pull(json.At("pull"), same.First())));
        return new([.. !funnel && json.At("sort").Flag != false ? parts.OrderByDescending(part => part.Value) : parts], funnel)
        {
            Hole = Math.Clamp(json.At("hole").Number ?? 0, 0, 0.95),
            Rotation = json.At("rotation").Number ?? 0,
            Clockwise = json.At("direction").Text == "clockwise",
            Info = (json.At("textinfo").Text ?? (texts is null ? "percent" : "text+percent")).Split('+'),
            Inside = json.At("textposition").Text switch { "inside" => true, "outside" => false, _ => null },
            Title = json.At("title").Title,
            BaseRatio = Math.Clamp(json.At("baseratio").Number ?? 1 / 3.0, 0, 1),
        };
    }

    /// <summary>Nodes by their ids, or their labels where there are none, and their parents' ids.</summary>
    public static TreeTrace? Tree(JsonElement json, string kind)
    {
        if ((json.At("labels").Strings, json.At("parents").Strings) is not ({ } labels, { } parents)) return null;
        int count = Math.Min(labels.Length, parents.Length);
        string[] ids = json.At("ids").Strings is { } given && given.Length >= count ? given : labels;
        double[]? values = json.At("values").Numbers;
        CssColor?[] colors = Colours(json.At("marker", "colors"));
        bool total = json.At("branchvalues").Text == "total";
        ILookup<string, int> under = Enumerable.Range(0, count).ToLookup(i => parents[i]);
        HashSet<int> taken = [];
        int[] roots = [.. Enumerable.Range(0, count).Where(i => parents[i].Length == 0 && taken.Add(i))];
        return new(kind, [.. roots.Select((root, i) => Node(root, roots.Length > 1 ? i : -1, level: 1))]);

        TreeNode Node(int i, int slot, int level)
        {
            // A node that is its own ancestor is met once.
            int[] own = [.. ids[i].Length == 0 || level == MostLevels ? [] : under[ids[i]].Where(taken.Add)];
            TreeNode[] children = [.. own.Select((child, turn) => Node(child, slot >= 0 ? slot : turn, level + 1))];
            double sum = children.Sum(child => child.Value);
            double stated = values?.ElementAtOrDefault(i) is > 0 and < double.PositiveInfinity and var number ? number : 0;
            double value = values is null ? Math.Max(sum, children.Length == 0 ? 1 : 0) : total ? Math.Max(stated, sum) : sum + stated;
            children = [.. children.OrderByDescending(child => child.Value)];
            return new(labels[i], value, colors.ElementAtOrDefault(i), children) { Slot = slot };
        }
    }

    public static TableTrace? Table(JsonElement json)
    {
        TableCells head = Cells(json.At("header"), 28), cells = Cells(json.At("cells"), 20);
        JsonElement widths = json.At("columnwidth");
        return head.Columns.Length + cells.Columns.Length == 0 ? null
            : new(head, cells, widths.Numbers ?? (widths.Number is { } one ? [one] : []));
    }

    public static IndicatorTrace Indicator(JsonElement json)
    {
        string[] mode = (json.At("mode").Text ?? "number").Split('+');
        double value = json.At("value").Number ?? double.NaN;
        JsonElement number = json.At("number"), delta = json.At("delta");
        string written = number.At("valueformat").Text is { Length: > 0 } format
            ? NumberText.Formatted(value, format) : NumberText.Short(value);
        return new(value)
        {
            Title = json.At("title").Title,
            Number = mode.Contains("number") ? number.At("prefix").Text + written + number.At("suffix").Text : null,
            Reference = mode.Contains("delta") ? delta.At("reference").Number ?? value : null,
            Relative = delta.At("relative").Flag == true,
            Increasing = delta.At("increasing", "color").Colour ?? new(BarTrace.Increasing),
            Decreasing = delta.At("decreasing", "color").Colour ?? new(BarTrace.Decreasing),
            Gauge = mode.Contains("gauge") ? Gauge(json.At("gauge"), value) : null,
        };
    }

    public static SankeyTrace? Sankey(JsonElement json)
    {
        JsonElement node = json.At("node"), link = json.At("link");
        if ((link.At("source").Numbers, link.At("target").Numbers, link.At("value").Numbers)
            is not ({ } sources, { } targets, { } values)) return null;
        CssColor?[] colors = Colours(link.At("color"));
        static bool IsNode(double number) => number is >= 0 and < MostNodes;
        CssColor? Color(int i) => colors.Length > 0 ? colors[i % colors.Length] : null;
        SankeyLink[] links =
        [
            .. Enumerable.Range(0, Math.Min(sources.Length, Math.Min(targets.Length, values.Length)))
                .Where(i => IsNode(sources[i]) && IsNode(targets[i]) && values[i] is > 0 and < double.PositiveInfinity)
                .Select(i => new SankeyLink((int)sources[i], (int)targets[i], values[i], Color(i))),
        ];
        string[] labels = node.At("label").Strings ?? [];
        int unnamed = links.Select(l => Math.Max(l.Source, l.Target) + 1).DefaultIfEmpty(0).Max() - labels.Length;
        return new([.. labels, .. Enumerable.Repeat("", Math.Max(0, unnamed))], [.. Colours(node.At("color")).OfType<CssColor>()], links,
            Upright: json.At("orientation").Text == "v");
    }

    public static ParallelTrace Parallel(JsonElement json, JsonElement layout, bool categorical) =>
        new(Dimensions(json, categorical), categorical)
        {
            Line = TraceReader.Line(json.At("line"), layout),
            Counts = json.At("counts").Numbers ?? [],
        };

    public static SplomTrace Splom(JsonElement json, JsonElement layout) => new(Dimensions(json, categorical: false))
    {
        Marker = TraceReader.Marker(json.At("marker"), layout),
        Diagonal = json.At("diagonal", "visible").Flag != false,
        Upper = json.At("showupperhalf").Flag != false,
        Lower = json.At("showlowerhalf").Flag != false,
    };

    private static Dimension[] Dimensions(JsonElement json, bool categorical) =>
        [.. json.At("dimensions").Items.Where(one => one.At("visible").Flag != false).Select(one => Dimension(one, categorical))];

    private static Dimension Dimension(JsonElement json, bool categorical)
    {
        Series values = json.At("values").Series ?? Series.Empty;
        string label = json.At("label").Text ?? "";
        if (!categorical && values.Kind != SeriesKind.Text)
            return new(label, values.Numbers) { Range = Range(json.At("range")) };
        string[] texts = [.. Enumerable.Range(0, values.Count).Select(values.Label)];
        string[] names = [.. (json.At("categoryarray").Strings ?? []).Union(texts)];
        return new(label, [.. texts.Select(text => (double)Array.IndexOf(names, text))])
        {
            Categories = json.At("ticktext").Strings is { } written && written.Length == names.Length ? written : names,
        };
    }

    private static Gauge Gauge(JsonElement json, double value)
    {
        (double low, double high) = Range(json.At("axis", "range")) ?? (0, double.IsFinite(value) && value != 0 ? 1.5 * value : 1);
        return new(json.At("shape").Text == "bullet", low, high)
        {
            Bar = json.At("bar", "color").Colour,
            Threshold = json.At("threshold", "value").Number,
            ThresholdColor = json.At("threshold", "line", "color").Colour,
            Steps =
            [
                .. from step in json.At("steps").Items
                   let range = step.At("range").Numbers
                   where range is [_, _]
                   select new GaugeStep(range[0], range[1], step.At("color").Colour),
            ],
        };
    }

    /// <summary>Two different numbers; null for anything else.</summary>
    private static (double Low, double High)? Range(JsonElement json) =>
        json.Numbers is [var low, var high] && double.IsFinite(low) && double.IsFinite(high) && low != high ? (low, high) : null;

    private static TableCells Cells(JsonElement json, double height)
    {
        JsonElement align = json.At("align");
        static string[] Column(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.Items.Select(Cell)] : [Cell(json)];
        return new([.. json.At("values").Items.Select(Column)])
        {
            Anchors =
            [
                .. (align.Strings ?? [align.Text ?? "center"])
                    .Select(word => word switch { "left" => "start", "right" => "end", _ => "middle" }).DefaultIfEmpty("middle"),
            ],
            Fills = CellColours(json.At("fill", "color")),
            Colors = CellColours(json.At("font", "color")),
            FontSize = json.At("font", "size").Number is > 0 and <= 60 and var size ? size : null,
            Height = Math.Clamp(json.At("height").Number ?? height, 8, 500),
        };
    }

    private static string Cell(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => NumberText.Short(json.GetDouble()),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => json.ToString(),
    };

    /// <summary>One colour, one for each column, or for each column a list of one for each row.</summary>
    private static CssColor[][] CellColours(JsonElement json) => json.Colour is { } one ? [[one]]
        : [.. json.Items.Select(column => Colours(column).OfType<CssColor>().ToArray())];

    /// <summary>One colour or several; null for what is none.</summary>
    private static CssColor?[] Colours(JsonElement json) => json.Colour is { } one ? [one] : [.. json.Items.Select(item => item.Colour)];

    private static double Pull(JsonElement json, int index) =>
        (json.Number ?? json.Numbers?.ElementAtOrDefault(index)) is { } pull && double.IsFinite(pull) ? Math.Clamp(pull, 0, 1) : 0;
}
