using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Finds the pairs of axes and the subplots of a figure, and where in it they stand.</summary>
internal sealed class PanelReader
{
    /// <summary>Begins the key of a trace that has a domain of its own in the figure, and no axes.</summary>
    private const string OwnDomain = "domain";

    private readonly JsonElement layout;
    private readonly List<(string X, string Y)> keys = [];
    private readonly Dictionary<string, JsonElement> domains = [];
    private readonly HashSet<(string, string)> funnels = [];

    public PanelReader(JsonElement layout, IReadOnlyList<JsonElement> traces)
    {
        this.layout = layout;
        foreach (JsonElement trace in traces)
        {
            (string X, string Y) key = Key(trace);
            Add(key);
            if (trace.At("type").Text == "funnel" && trace.At("orientation").Text != "v") funnels.Add(key);
            if (key.X.StartsWith(OwnDomain, StringComparison.Ordinal)) domains[key.X] = trace.At("domain");
        }
        foreach (JsonElement note in layout.At("annotations").Items.Concat(layout.At("shapes").Items))
            if ((Axis(note.At("xref"), "x"), Axis(note.At("yref"), "y")) is ({ } x, { } y) && !keys.Any(key => key.X == x || key.Y == y))
                Add((x, y));
        if (keys.Count == 0) Add(("x", "y"));
        (PanelDomain, int, int)[] places = Places();
        Panels = [.. keys.Select((key, i) => Panel(key, places[i]))];
        Panels = [.. NoteReader.Put(layout, Panels)];
    }

    public ImmutableArray<Panel> Panels { get; }

    public int Rows { get; private set; } = 1;

    public int Columns { get; private set; } = 1;

    /// <summary>The panel that a trace stands in.</summary>
    public int Of(JsonElement trace) => keys.IndexOf(Key(trace));

    private void Add((string, string) key)
    {
        if (!keys.Contains(key)) keys.Add(key);
    }

    /// <summary>The axes of a trace; or its subplot, or the domain that it takes of the figure, and nothing.</summary>
    private static (string X, string Y) Key(JsonElement trace)
    {
        if (Subplot(trace.At("type").Text) is var (member, first)) return (trace.At(member).Text ?? first, "");
        if (trace.At("type").Text is "pie" or "funnelarea" or "sunburst" or "treemap" or "icicle" or "table" or "indicator" or "sankey"
            or "parcoords" or "parcats" or "splom")
            return (OwnDomain + (trace.At("domain") is { ValueKind: JsonValueKind.Object } domain ? domain.GetRawText() : ""), "");
        return (trace.At("xaxis").Text ?? "x", trace.At("yaxis").Text ?? "y");
    }

    /// <summary>The member that names the subplot of a kind of trace, and the name of the first one; null for other kinds.</summary>
    private static (string Member, string First)? Subplot(string? type) => type switch
    {
        "surface" or "scatter3d" or "mesh3d" or "cone" or "streamtube" or "volume" or "isosurface" => ("scene", "scene"),
        "scatterpolar" or "scatterpolargl" or "barpolar" => ("subplot", "polar"),
        "scatterternary" => ("subplot", "ternary"),
        "scattersmith" => ("subplot", "smith"),
        "scattergeo" or "choropleth" => ("geo", "geo"),
        "scattermapbox" or "choroplethmapbox" or "densitymapbox" => ("subplot", "mapbox"),
        "scattermap" or "choroplethmap" or "densitymap" => ("subplot", "map"),
        _ => null,
    };

    private static PanelKind Kind((string X, string Y) key) => key.Y.Length > 0 ? PanelKind.Cartesian : Letters(key.X) switch
    {
        "scene" => PanelKind.Scene,
        "polar" => PanelKind.Polar,
        "ternary" => PanelKind.Ternary,
        _ => PanelKind.Domain,
    };

    /// <summary>The name of an axis or a subplot without its number.</summary>
    private static string Letters(string name) => string.Concat(name.TakeWhile(char.IsAsciiLetter));

    /// <summary>The axis that a note names: itself, or the part of the figure that it spans.</summary>
    private static string? Axis(JsonElement reference, string letter) =>
        (reference.Text ?? letter).Split(' ')[0] is var name && name.StartsWith(letter, StringComparison.Ordinal) ? name : null;

    /// <summary>The member of the layout that styles an axis or a subplot: <c>x2</c> is <c>xaxis2</c>.</summary>
    private JsonElement Style(string name) => name is ['x' or 'y', ..] ? layout.At(name[..1] + "axis" + name[1..]) : layout.At(name);

    private JsonElement DomainOf(string subplot) => domains.TryGetValue(subplot, out JsonElement own) ? own : Style(subplot).At("domain");

    private Panel Panel((string X, string Y) key, (PanelDomain Domain, int Row, int Column) place)
    {
        Panel panel = new() { Axes = key, Kind = Kind(key), Domain = place.Domain, Row = place.Row, Column = place.Column };
        JsonElement style = Style(key.X);
        return panel.Kind switch
        {
            PanelKind.Cartesian => Cartesian(panel, style, Style(key.Y)),
            PanelKind.Polar => Polar(panel, style),
            PanelKind.Ternary => WithAxes(panel, style, "aaxis", "baxis", "caxis") with
            {
                Sum = style.At("sum").Number is > 0 and var sum ? sum : 1,
            },
            PanelKind.Scene => WithAxes(panel, style, "xaxis", "yaxis", "zaxis"),
            _ => panel with { X = new() { Visible = false }, Y = new() { Visible = false } },
        };
    }

    private static Panel WithAxes(Panel panel, JsonElement style, string first, string second, string third) => panel with
    {
        X = AxisReader.Read(style.At(first)),
        Y = AxisReader.Read(style.At(second)),
        Z = AxisReader.Read(style.At(third)),
    };

    private static Panel Polar(Panel panel, JsonElement style)
    {
        JsonElement angles = style.At("angularaxis");
        bool clockwise = angles.At("direction").Text == "clockwise";
        return panel with
        {
            X = AxisReader.Read(style.At("radialaxis")),
            Y = AxisReader.Read(angles),
            Polar = new(angles.At("rotation").Number ?? (clockwise ? 90 : 0), clockwise, Math.Clamp(style.At("hole").Number ?? 0, 0, 0.9)),
        };
    }

    private Panel Cartesian(Panel panel, JsonElement x, JsonElement y)
    {
        (string X, string Y) key = panel.Axes;
        // An axis that lies over another one is drawn with that; a funnel stands around zero: numbers along it say nothing.
        bool hidden = y.At("overlaying").Text is not null && keys.First(other => other.X == key.X) != key
            || funnels.Contains(key) && x.At("visible").Flag is null;
        Axis read = AxisReader.Read(x);
        return panel with
        {
            X = hidden ? read with { Visible = false } : read,
            Y = AxisReader.Read(y) with { EqualAspect = y.At("scaleanchor").Text == key.X || x.At("scaleanchor").Text == key.Y },
            XGroup = Root(key.X),
            YGroup = Root(key.Y),
        };
    }

    /// <summary>The axis whose ends an axis follows, in the end.</summary>
    private string Root(string axis)
    {
        for (int steps = 0; steps < 100 && Style(axis).At("matches").Text is { } next && next != axis; steps++) axis = next;
        return axis;
    }

    private (PanelDomain Domain, int Row, int Column)[] Places()
    {
        JsonElement grid = layout.At("grid");
        bool byGrid = (grid.At("rows").Number ?? 0) * (grid.At("columns").Number ?? 0) > 1;
        PanelDomain[] domains = [.. keys.Select(key => byGrid ? GridCell(key, grid) : Domain(key))];
        double[] lefts = [.. domains.Select(d => d.Left).Distinct().Order()];
        double[] tops = [.. domains.Select(d => d.Top).Distinct().OrderDescending()];
        if (byGrid) (Rows, Columns) = ((int)grid.At("rows").Number!, (int)grid.At("columns").Number!);
        else (Rows, Columns) = (tops.Length, lefts.Length);
        return
        [
            .. domains.Select(d => byGrid
                ? (d, Cell(d.Top, Rows, fromTop: true), Cell(d.Left, Columns, fromTop: false))
                : (d, Array.IndexOf(tops, d.Top), Array.IndexOf(lefts, d.Left))),
        ];
    }

    private static int Cell(double edge, int count, bool fromTop) =>
        Math.Clamp((int)Math.Round((fromTop ? 1 - edge : edge) * count * 0.999), 0, count - 1);

    private PanelDomain Domain((string X, string Y) key)
    {
        bool axes = key.Y.Length > 0;
        double[] x = (axes ? Style(key.X).At("domain") : DomainOf(key.X).At("x")).Numbers ?? [0, 1];
        double[] y = (axes ? Style(key.Y).At("domain") : DomainOf(key.X).At("y")).Numbers ?? [0, 1];
        return x is [var left, var right] && y is [var bottom, var top] ? new(left, right, bottom, top) : new(0, 1, 0, 1);
    }

    /// <summary>The cell of plotly.js's own grid: axes are numbered row by row, or by column and by row when they are coupled.</summary>
    private PanelDomain GridCell((string X, string Y) key, JsonElement grid)
    {
        int rows = (int)grid.At("rows").Number!, columns = (int)grid.At("columns").Number!;
        bool coupled = grid.At("pattern").Text != "independent", axes = key.Y.Length > 0;
        JsonElement domain = axes ? default : DomainOf(key.X);
        if (domain.At("x").Numbers is not null) return Domain(key);
        (int row, int column) = axes && coupled ? (Number(key.Y), Number(key.X)) : (Number(key.X) / columns, Number(key.X) % columns);
        if ((domain.At("row").Number ?? domain.At("column").Number) is not null)
            (row, column) = ((int)(domain.At("row").Number ?? 0), (int)(domain.At("column").Number ?? 0));
        if (grid.At("roworder").Text == "bottom to top") row = rows - 1 - row;
        double gapX = grid.At("xgap").Number ?? (coupled ? 0.1 : 0.2), gapY = grid.At("ygap").Number ?? (coupled ? 0.1 : 0.3);
        double width = 1 / (columns - gapX), height = 1 / (rows - gapY);
        return new(column * width, column * width + width * (1 - gapX), 1 - row * height - height * (1 - gapY), 1 - row * height);
    }

    /// <summary>The place of an axis in its numbering, from 0.</summary>
    private static int Number(string axis) =>
        int.TryParse(axis.AsSpan(Letters(axis).Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number - 1 : 0;
}
