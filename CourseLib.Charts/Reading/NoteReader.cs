using System.Collections.Immutable;
using System.Text.Json;
using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Reads annotations and shapes, each into its panel; a text that stands in the middle over a panel is the panel's title.</summary>
internal static class NoteReader
{
    private const double Near = 2e-3;

    public static IEnumerable<Panel> Put(JsonElement layout, ImmutableArray<Panel> panels)
    {
        Panel[] all = [.. panels];
        foreach (JsonElement note in layout.At("annotations").Items)
        {
            if (note.At("visible").Flag == false) continue;
            if (Title(note, all) is int titled) all[titled] = all[titled] with { Title = note.At("text").Text };
            else if (Annotation(note, all) is var (panel, read)) all[panel] = all[panel] with { Annotations = all[panel].Annotations.Add(read) };
        }
        foreach (JsonElement shape in layout.At("shapes").Items)
            if (Shape(shape, all) is var (panel, read)) all[panel] = all[panel] with { Shapes = all[panel].Shapes.Add(read) };
        return all;
    }

    private static int? Title(JsonElement note, Panel[] panels)
    {
        if (note.At("xref").Text != "paper" || note.At("yref").Text != "paper" || note.At("showarrow").Flag != false || note.At("yanchor").Text != "bottom") return null;
        if (note.At("x").Number is not { } x || note.At("y").Number is not { } y) return null;
        int at = Array.FindIndex(panels, panel => Math.Abs((panel.Domain.Left + panel.Domain.Right) / 2 - x) < Near && Math.Abs(panel.Domain.Top - y) < Near && panel.Title is null);
        return at < 0 ? null : at;
    }

    private static (int Panel, Annotation Note)? Annotation(JsonElement note, Panel[] panels)
    {
        string xref = note.At("xref").Text ?? "x", yref = note.At("yref").Text ?? "y";
        if (Value(note.At("x")) is not { } x || Value(note.At("y")) is not { } y) return null;
        bool paper = xref == "paper" && yref == "paper", domain = xref.EndsWith("domain", StringComparison.Ordinal);
        int panel = paper ? Covering(panels, ref x, ref y) : Find(panels, xref, yref);
        bool arrow = note.At("showarrow").Flag ?? true;
        double right = (arrow ? note.At("ax").Number ?? -10 : 0) + (note.At("xshift").Number ?? 0), down = (arrow ? note.At("ay").Number ?? -30 : 0) - (note.At("yshift").Number ?? 0);
        Annotation read = new(x, y, note.At("text").Text ?? "", arrow, right, down, note.At("font", "color").Colour ?? note.At("arrowcolor").Colour, note.At("font", "size").Number, paper || domain)
        {
            Anchor = note.At("xanchor").Text switch { "left" => "start", "right" => "end", _ => "middle" },
            Vertical = note.At("yanchor").Text switch { "top" => 0.5, "bottom" => -0.5, _ => 0 },
        };
        return (panel, read);
    }

    private static (int, LayoutShape)? Shape(JsonElement json, Panel[] panels)
    {
        if (PlotlyNames.Named<Words.ShapeType>(json.At("type").Text ?? "rect", PlotlyNames.Plotly) is not { } type) return null;
        string xref = json.At("xref").Text ?? "x", yref = json.At("yref").Text ?? "y";
        // What reaches from edge to edge says so in shares of the panel.
        bool acrossX = !xref.StartsWith('x') || xref.EndsWith("domain", StringComparison.Ordinal), acrossY = !yref.StartsWith('y') || yref.EndsWith("domain", StringComparison.Ordinal);
        LayoutShape shape = new(
            type, acrossX ? null : Value(json.At("x0")), acrossX ? null : Value(json.At("x1")), acrossY ? null : Value(json.At("y0")), acrossY ? null : Value(json.At("y1")),
            json.At("line", "color").Colour, json.At("line", "width").Number ?? 2,
            PlotlyNames.Named(json.At("line", "dash").Text, PlotlyNames.Plotly, Words.DrawingStyle.Solid), json.At("fillcolor").Colour, json.At("opacity").Number ?? 1);
        return (Find(panels, xref, yref), shape);
    }

    private static int Find(Panel[] panels, string xref, string yref)
    {
        (string x, string y) = (xref.Split(' ')[0], yref.Split(' ')[0]);
        int both = Array.FindIndex(panels, p => p.Axes.X == x && p.Axes.Y == y);
        return both >= 0 ? both : Math.Max(0, Array.FindIndex(panels, p => p.Axes.X == x || p.Axes.Y == y));
    }

    /// <summary>The panel that a place of the whole figure lies in, or the nearest; the place becomes one of the panel.</summary>
    private static int Covering(Panel[] panels, ref object x, ref object y)
    {
        if (x is not double px || y is not double py) return 0;
        double Away(Panel p) => Math.Max(0, Math.Max(p.Domain.Left - px, px - p.Domain.Right)) + Math.Max(0, Math.Max(p.Domain.Bottom - py, py - p.Domain.Top));
        int nearest = Enumerable.Range(0, panels.Length).MinBy(i => Away(panels[i]));
        PanelDomain domain = panels[nearest].Domain;
        (x, y) = ((px - domain.Left) / (domain.Right - domain.Left), (py - domain.Bottom) / (domain.Top - domain.Bottom));
        return nearest;
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String when DateTime.TryParse(json.GetString(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateTime date)
            && json.GetString()!.Contains('-', StringComparison.Ordinal) => date,
        JsonValueKind.String => json.GetString(),
        _ => null,
    };
}
