using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Finds the pairs of axes and the scenes of a figure, and where in it they stand.</summary>
internal sealed class PanelReader
{
    private readonly JsonElement layout;
    private readonly List<(string X, string Y)> keys = [];

    public PanelReader(JsonElement layout, IReadOnlyList<JsonElement> traces)
    {
        this.layout = layout;
        foreach (JsonElement trace in traces) Add(Key(trace));
        foreach (JsonElement note in layout.At("annotations").Items.Concat(layout.At("shapes").Items))
            if (Axis(note.At("xref"), "x") is { } x && Axis(note.At("yref"), "y") is { } y && !keys.Any(key => key.X == x || key.Y == y)) Add((x, y));
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

    private static (string X, string Y) Key(JsonElement trace) => trace.At("type").Text is "surface" or "scatter3d" or "mesh3d" or "cone" or "streamtube" or "volume" or "isosurface"
        ? (trace.At("scene").Text ?? "scene", "")
        : (trace.At("xaxis").Text ?? "x", trace.At("yaxis").Text ?? "y");

    /// <summary>The axis that a note names: itself, or the part of the figure that it spans.</summary>
    private static string? Axis(JsonElement reference, string letter) => (reference.Text ?? letter).Split(' ')[0] is var name && name.StartsWith(letter, StringComparison.Ordinal) ? name : null;

    /// <summary>The member of the layout that styles an axis: <c>x2</c> is <c>xaxis2</c>.</summary>
    private JsonElement Style(string axis) => axis.StartsWith("scene", StringComparison.Ordinal) ? layout.At(axis) : layout.At(axis[..1] + "axis" + axis[1..]);

    private Panel Panel((string X, string Y) key, (PanelDomain Domain, int Row, int Column) place)
    {
        bool scene = key.Y.Length == 0;
        JsonElement x = scene ? Style(key.X).At("xaxis") : Style(key.X), y = scene ? Style(key.X).At("yaxis") : Style(key.Y);
        return new()
        {
            Axes = key,
            Domain = place.Domain,
            Row = place.Row,
            Column = place.Column,
            X = AxisReader.Read(x) is var read && !scene && y.At("overlaying").Text is not null && keys.First(other => other.X == key.X) != key ? read with { Visible = false } : read,
            Y = AxisReader.Read(y) with { EqualAspect = !scene && (y.At("scaleanchor").Text == key.X || x.At("scaleanchor").Text == key.Y) },
            Z = AxisReader.Read(scene ? Style(key.X).At("zaxis") : default),
            XGroup = scene ? null : Root(key.X),
            YGroup = scene ? null : Root(key.Y),
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
        double[] lefts = [.. domains.Select(d => d.Left).Distinct().Order()], tops = [.. domains.Select(d => d.Top).Distinct().OrderDescending()];
        if (byGrid) (Rows, Columns) = ((int)grid.At("rows").Number!, (int)grid.At("columns").Number!);
        else (Rows, Columns) = (tops.Length, lefts.Length);
        return [.. domains.Select(d => byGrid ? (d, Cell(d.Top, Rows, fromTop: true), Cell(d.Left, Columns, fromTop: false)) : (d, Array.IndexOf(tops, d.Top), Array.IndexOf(lefts, d.Left)))];
    }

    private static int Cell(double edge, int count, bool fromTop) => Math.Clamp((int)Math.Round((fromTop ? 1 - edge : edge) * count * 0.999), 0, count - 1);

    private PanelDomain Domain((string X, string Y) key)
    {
        bool scene = key.Y.Length == 0;
        double[] x = (scene ? Style(key.X).At("domain", "x") : Style(key.X).At("domain")).Numbers ?? [0, 1];
        double[] y = (scene ? Style(key.X).At("domain", "y") : Style(key.Y).At("domain")).Numbers ?? [0, 1];
        return x is [var left, var right] && y is [var bottom, var top] ? new(left, right, bottom, top) : new(0, 1, 0, 1);
    }

    /// <summary>The cell of plotly.js's own grid: axes are numbered row by row, or by column and by row when they are coupled.</summary>
    private PanelDomain GridCell((string X, string Y) key, JsonElement grid)
    {
        int rows = (int)grid.At("rows").Number!, columns = (int)grid.At("columns").Number!;
        bool coupled = grid.At("pattern").Text != "independent", scene = key.Y.Length == 0;
        int row, column;
        if (scene && Style(key.X).At("domain", "row").Number is { } r && Style(key.X).At("domain", "column").Number is { } c) (row, column) = ((int)r, (int)c);
        else if (coupled && !scene) (row, column) = (Number(key.Y), Number(key.X));
        else (row, column) = (Number(key.X) / columns, Number(key.X) % columns);
        if (grid.At("roworder").Text == "bottom to top") row = rows - 1 - row;
        double gapX = grid.At("xgap").Number ?? (coupled ? 0.1 : 0.2), gapY = grid.At("ygap").Number ?? (coupled ? 0.1 : 0.3);
        double width = 1 / (columns - gapX), height = 1 / (rows - gapY);
        return new(column * width, column * width + width * (1 - gapX), 1 - row * height - height * (1 - gapY), 1 - row * height);
    }

    /// <summary>The place of an axis in its numbering, from 0.</summary>
    private static int Number(string axis) =>
        int.TryParse(axis.TrimStart("xyscen".ToCharArray()), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number - 1 : 0;
}
