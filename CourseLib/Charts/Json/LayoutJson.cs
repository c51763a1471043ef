using System.Text.Json;
using CourseLib.Charts.Traces;

namespace CourseLib.Charts.Json;

/// <summary>The layout: size, title, legend, axes, annotations and shapes.</summary>
internal static class LayoutJson
{
    public static void Write(Utf8JsonWriter json, Figure figure)
    {
        Layout layout = figure.Layout;
        json.Put("width", layout.WidthOrDefault);
        json.Put("height", layout.HeightOrDefault);
        if (layout.Title is not null)
            json.Put("title", title =>
            {
                title.Put("text", layout.Title);
                if (layout.TitleSize is { } size) title.Put("font", font => font.Put("size", size));
            });
        json.Put("margin", margin =>
        {
            // Pictures without axes need no room for labels.
            bool bare = figure.Panels.All(p => !p.X.Visible && !p.Y.Visible);
            margin.Put("l", layout.Margins.Left ?? (bare ? 12 : 60));
            margin.Put("r", layout.Margins.Right ?? (bare ? 12 : 20));
            margin.Put("t", layout.Margins.Top ?? (layout.Title is not null ? 60 : bare && figure.Panels.All(p => p.Title is null) ? 12 : 30));
            margin.Put("b", layout.Margins.Bottom ?? (bare ? 12 : 50));
        });
        json.Put("colorway", Palette.Light);
        bool listed = figure.Traces.Any(t => t.Listed);
        json.Put("showlegend", listed);
        if (listed) Legend(json, layout);
        if (figure.Traces.Any(t => t is BarTrace or HistogramTrace))
        {
            json.Put("barmode", BarMode(figure).ToString().ToLowerInvariant());
            json.Put("bargap", layout.BarGap);
        }
        foreach (BoxTrace grouped in figure.Traces.OfType<BoxTrace>().Where(t => t.Groups is not null).DistinctBy(t => t.Type))
            json.Put(grouped.Type + "mode", "group");
        Panels(json, figure);
        json.PutAll("annotations", Notes(figure), (annotation, write) => write(annotation));
        json.PutAll("shapes", figure.Panels.SelectMany((panel, i) => panel.Shapes.Select(shape => (shape, i))), (s, item) => Shape(s, item.shape, item.i));
        ControlsJson.Write(json, figure);
    }

    /// <summary>Histograms stand one before the other unless asked otherwise, bars side by side.</summary>
    public static StyleParam.BarMode BarMode(Figure figure) => figure.Layout.BarMode
        ?? (figure.Traces.Any(t => t is HistogramTrace) && !figure.Traces.Any(t => t is BarTrace) ? StyleParam.BarMode.Overlay : StyleParam.BarMode.Group);

    /// <summary>The panels that share an axis with one panel, itself first among the lowest.</summary>
    public static int[] Sharing(Figure figure, int index, bool columns) => !figure.Layout.Coupled
        ? [index]
        : [.. Enumerable.Range(0, figure.Panels.Length).Where(i => columns
            ? figure.Panels[i].Column == figure.Panels[index].Column
            : figure.Panels[i].Row == figure.Panels[index].Row)];

    private static void Legend(Utf8JsonWriter json, Layout layout) => json.Put("legend", legend =>
    {
        if (layout.LegendTitle is { } title) legend.Put("title", t => t.Put("text", title));
        if (layout.LegendPlace is not (LegendPlace.Top or LegendPlace.Below)) return;
        bool top = layout.LegendPlace == LegendPlace.Top;
        legend.Put("orientation", "h");
        legend.Put("x", 0);
        legend.Put("y", top ? 1.02 : -0.2);
        legend.Put("yanchor", top ? "bottom" : "top");
    });

    private static void Panels(Utf8JsonWriter json, Figure figure)
    {
        Figure framed = FixRanges(figure);
        for (int i = 0; i < framed.Panels.Length; i++)
        {
            Panel panel = framed.Panels[i];
            string number = i == 0 ? "" : $"{i + 1}";
            PanelDomain domain = PanelDomain.Of(figure.Layout, panel);
            if (figure.Traces.Any(t => t.Panel == i && t.IsSpatial))
            {
                json.Put("scene" + number, scene => Scene(scene, figure, panel, domain));
                continue;
            }
            if (!Used(figure, i)) continue;
            int[] column = Sharing(figure, i, columns: true), row = Sharing(figure, i, columns: false);
            int firstX = column.First(p => Used(figure, p)), firstY = row.First(p => Used(figure, p));
            bool image = figure.Traces.Any(t => t.Panel == i && t is ImageTrace);
            json.Put("xaxis" + number, axis =>
            {
                Axis(axis, panel.X, AxisData.X(figure, column), (domain.Left, domain.Right), "y" + number, reversed: panel.X.Reversed);
                if (firstX != i) axis.Put("matches", firstX == 0 ? "x" : $"x{firstX + 1}");
                if (image || panel.Y.EqualAspect) axis.Put("constrain", "domain");
            });
            json.Put("yaxis" + number, axis =>
            {
                Axis(axis, panel.Y, AxisData.Y(figure, row), (domain.Bottom, domain.Top), "x" + number, reversed: panel.Y.Reversed || image);
                if (firstY != i) axis.Put("matches", firstY == 0 ? "y" : $"y{firstY + 1}");
                if (!image && !panel.Y.EqualAspect) return;
                axis.Put("scaleanchor", "x" + number);
                axis.Put("constrain", "domain");
            });
        }
    }

    /// <summary>False for an empty place in a grid: Plotly has no axes where there is nothing.</summary>
    private static bool Used(Figure figure, int panel) => figure.Traces.Length == 0 || figure.Traces.Any(t => t.Panel == panel)
        || figure.Panels[panel].Annotations.Length + figure.Panels[panel].Shapes.Length > 0;

    /// <summary>An animation's axes stay as they are from frame to frame: they show what any frame needs.</summary>
    private static Figure FixRanges(Figure figure)
    {
        if (figure.Frames.Length == 0) return figure;
        Figure all = Html.FigureHtml.Extents(figure).Resolve();
        return figure with
        {
            Panels = [.. figure.Panels.Select((panel, i) =>
            {
                Svg.PanelData data = new(all, i);
                if (data.IsSpatial || data.IsPicture) return panel;
                (Scales.AxisExtent x, Scales.AxisExtent y) = data.Extents();
                return panel with
                {
                    X = panel.X with { Range = Svg.PanelData.Ends(panel.X, data.X, x, panel.X.Reversed) },
                    Y = panel.Y with { Range = Svg.PanelData.Ends(panel.Y, data.Y, y, panel.Y.Reversed) },
                };
            })],
        };
    }

    private static void Axis(Utf8JsonWriter json, Axis axis, AxisData data, (double, double)? domain, string? anchor, bool reversed)
    {
        if (axis.Title is not null) json.Put("title", title => title.Put("text", axis.Title));
        json.Put("type", data.Kind.Plotly());
        if (axis.Range is var (low, high)) json.Put("range", (reversed && low < high ? (high, low) : (low, high)));
        else if (reversed) json.Put("autorange", "reversed");
        if (!axis.Visible) json.Put("visible", false);
        json.Put("showgrid", axis.ShowGrid);
        json.Put("showline", axis.ShowLine);
        json.Put("zeroline", axis.ZeroLine);
        json.Put("showticklabels", axis.ShowTickLabels);
        json.Put("dtick", axis.DTick);
        if (axis.TickVals is { } places)
        {
            json.WritePropertyName("tickvals");
            Data.Series.Of(places).Write(json);
        }
        json.Put("ticktext", axis.TickText);
        json.Put("tickformat", axis.TickFormat);
        if (data.Kind == StyleParam.AxisType.Log) json.Put("exponentformat", "power");
        if (axis.CategoryArray is not null)
        {
            json.Put("categoryorder", "array");
            json.Put("categoryarray", axis.CategoryArray);
        }
        if (domain is null) return;
        json.Put("automargin", true);
        json.Put("domain", domain);
        json.Put("anchor", anchor);
    }

    private static void Scene(Utf8JsonWriter json, Figure figure, Panel panel, PanelDomain domain)
    {
        json.Put("domain", d =>
        {
            d.Put("x", (domain.Left, domain.Right));
            d.Put("y", (domain.Bottom, domain.Top));
        });
        json.Put("aspectmode", "cube");
        Trace[] traces = [.. figure.Traces.Where(t => t.IsSpatial && figure.Panels[t.Panel] == panel)];
        json.Put("xaxis", a => Axis(a, panel.X, AxisData.Of(panel.X, traces.Select(t => t.XValues)), null, null, panel.X.Reversed));
        json.Put("yaxis", a => Axis(a, panel.Y, AxisData.Of(panel.Y, traces.Select(t => t.YValues)), null, null, panel.Y.Reversed));
        json.Put("zaxis", a => Axis(a, panel.Z, AxisData.Of(panel.Z, []), null, null, panel.Z.Reversed));
    }

    private static IEnumerable<Action<Utf8JsonWriter>> Notes(Figure figure)
    {
        for (int i = 0; i < figure.Panels.Length; i++)
        {
            Panel panel = figure.Panels[i];
            string x = i == 0 ? "x" : $"x{i + 1}", y = i == 0 ? "y" : $"y{i + 1}";
            PanelDomain domain = PanelDomain.Of(figure.Layout, panel);
            if (panel.Title is { } title)
                yield return note =>
                {
                    note.Put("text", title);
                    note.Put("xref", "paper");
                    note.Put("yref", "paper");
                    note.Put("x", (domain.Left + domain.Right) / 2);
                    note.Put("y", domain.Top);
                    note.Put("yanchor", "bottom");
                    note.Put("showarrow", false);
                };
            foreach (Annotation a in panel.Annotations)
                yield return note =>
                {
                    note.Put("text", a.Text);
                    note.Put("xref", a.Paper ? x + " domain" : x);
                    note.Put("yref", a.Paper ? y + " domain" : y);
                    Value(note, "x", a.X);
                    Value(note, "y", a.Y);
                    note.Put("showarrow", a.ShowArrow);
                    if (a.ShowArrow)
                    {
                        note.Put("ax", a.Ax);
                        note.Put("ay", a.Ay);
                        note.Put("arrowcolor", a.Color?.Css);
                    }
                    else
                    {
                        note.Put("xshift", a.Ax);
                        note.Put("yshift", -a.Ay);
                    }
                    note.Put("font", font =>
                    {
                        font.Put("color", a.Color?.Css);
                        font.Put("size", a.Size);
                    });
                };
        }
    }

    private static void Shape(Utf8JsonWriter json, LayoutShape shape, int panel)
    {
        string x = panel == 0 ? "x" : $"x{panel + 1}", y = panel == 0 ? "y" : $"y{panel + 1}";
        json.Put("type", shape.Type.Plotly());
        json.Put("xref", shape.X0 is null && shape.X1 is null ? x + " domain" : x);
        json.Put("yref", shape.Y0 is null && shape.Y1 is null ? y + " domain" : y);
        Value(json, "x0", shape.X0 ?? shape.X1 ?? 0);
        Value(json, "x1", shape.X1 ?? shape.X0 ?? 1);
        Value(json, "y0", shape.Y0 ?? shape.Y1 ?? 0);
        Value(json, "y1", shape.Y1 ?? shape.Y0 ?? 1);
        json.Put("opacity", shape.Opacity);
        json.Put("fillcolor", shape.FillColor?.Css);
        json.Put("line", line =>
        {
            line.Put("width", shape.LineWidth);
            if (shape.LineWidth == 0) return;
            line.Put("color", shape.LineColor?.Css);
            line.Put("dash", shape.Dash.Plotly());
        });
    }

    private static void Value(Utf8JsonWriter json, string name, object value)
    {
        Data.Series one = Data.Series.From(new[] { value });
        if (one.Kind == Data.SeriesKind.Number) json.Put(name, (double?)one.Numbers[0]);
        else json.Put(name, one.Label(0));
    }
}
