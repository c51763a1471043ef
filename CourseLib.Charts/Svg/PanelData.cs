using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>A panel with all that its data decide, before there are pixels.</summary>
internal sealed class PanelData
{
    public PanelData(Figure figure, int index)
    {
        Figure = figure;
        Index = index;
        Panel = figure.Panels[index];
        Traces = [.. figure.Traces.Where(t => t.Panel == index && t.Visible)];
        int[] column = figure.Sharing(index, columns: true), row = figure.Sharing(index, columns: false);
        X = AxisData.X(figure, column);
        Y = AxisData.Y(figure, row);
        ShowsX = column.All(i => figure.Panels[i].Column != Panel.Column || figure.Panels[i].Row <= Panel.Row);
        ShowsY = row.All(i => figure.Panels[i].Row != Panel.Row || figure.Panels[i].Column >= Panel.Column);
        IsPicture = Traces.Any(t => t is ImageTrace);
        Bars = BarBoxes.Of(this);
    }

    public Figure Figure { get; }

    public int Index { get; }

    public Panel Panel { get; }

    public Trace[] Traces { get; }

    public AxisData X { get; }

    public AxisData Y { get; }

    /// <summary>False for an x axis that a panel below shows.</summary>
    public bool ShowsX { get; }

    /// <summary>False for a y axis that a panel to the left shows.</summary>
    public bool ShowsY { get; }

    /// <summary>True when x and y are drawn as a pair of axes.</summary>
    public bool HasAxes => Panel.Kind == PanelKind.Cartesian;

    public bool IsPicture { get; }

    /// <summary>The bars of the bar charts and histograms.</summary>
    public IReadOnlyDictionary<Trace, IReadOnlyList<BarBox>> Bars { get; }

    /// <summary>The colour bar beside the panel: that of the first trace that has one.</summary>
    public ColorMap? ColorBar => Traces.Select(TraceRenderers.ColorMap).FirstOrDefault(map => map is { ShowScale: true });

    /// <summary>True when the axis counts things: no tick stands between two whole numbers.</summary>
    public bool Counts(bool onY) => Traces.Length > 0
        && Traces.All(t => t is HistogramTrace { Norm: Words.HistNorm.None, Func: Words.HistFunc.Count } h && h.Horizontal != onY);

    /// <summary>True when y grows downwards.</summary>
    public bool YReversed => Panel.Y.Reversed || IsPicture || Traces.Any(t => t is BarTrace { IsFunnel: true, Horizontal: true });

    /// <summary>The values that each axis must show.</summary>
    public (AxisExtent X, AxisExtent Y) Extents()
    {
        AxisExtent x = new(X.Kind == Words.AxisType.Log), y = new(Y.Kind == Words.AxisType.Log);
        Include(x, y);
        return (x, y);
    }

    public void Include(AxisExtent x, AxisExtent y)
    {
        foreach (Trace trace in Traces) TraceRenderers.Include(trace, this, x, y);
        foreach (LayoutShape shape in Panel.Shapes)
        {
            foreach (object end in new[] { shape.X0, shape.X1 }.OfType<object>()) x.Include(X.Value(end));
            foreach (object end in new[] { shape.Y0, shape.Y1 }.OfType<object>()) y.Include(Y.Value(end));
        }
        foreach (Annotation note in Panel.Annotations.Where(n => !n.Paper))
        {
            x.Include(X.Value(note.X));
            y.Include(Y.Value(note.Y));
        }
    }

    /// <summary>The ends of an axis: what its style says, else its categories, else what the data need.</summary>
    public static (double Low, double High) Ends(Axis axis, AxisData data, AxisExtent extent, bool reversed)
    {
        if (axis.Range is var (low, high) && low != high) return reversed && low < high ? (high, low) : (low, high);
        (double l, double h) = data.Kind == Words.AxisType.Category ? (-0.5, Math.Max(1, data.Categories.Count) - 0.5) : extent.Ends();
        return reversed ? (h, l) : (l, h);
    }
}
