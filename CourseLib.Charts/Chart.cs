using CourseLib.Charts.Drawing;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using static CourseLib.Charts.PlotlyObject;
using Annotation = Plotly.NET.LayoutObjects.Annotation;
using Layout = Plotly.NET.Layout;
using Trace = Plotly.NET.Trace;

namespace CourseLib.Charts;

/// <summary>
/// Plotly.NET's charts for notebooks, with types that C# finds by itself. x and y are any sequences of numbers, texts or dates, or tensors; NaN
/// leaves a gap. Every chart is a <see cref="GenericChart"/>, on which all of Plotly.NET works.
/// </summary>
/// <example><code>
/// Chart.Combine([
///     Chart.Line(epochs, training, Name: "training"),
///     Chart.Line(epochs, validation, Name: "validation"),
/// ]).WithTitle("Loss").WithXAxisStyle("epoch").WithYAxisStyle("cross-entropy (nats)")
/// </code></example>
public static partial class Chart
{
    /// <summary>Several charts on the same axes. Titles and styles are those of the first chart that has them.</summary>
    /// <exception cref="ArgumentException">There is no chart, or the charts are grids of different sizes.</exception>
    public static GenericChart Combine(IEnumerable<GenericChart> gCharts)
    {
        GenericChart[] all = Charts(gCharts);
        if (all.Length == 0) throw new ArgumentException("Chart.Combine needs one chart or more; it has none.");
        int panels = Panels.Of(all[0]).Length;
        foreach (GenericChart next in all.Skip(1))
            if (Panels.Of(next).Length is var count && count != panels)
                throw new ArgumentException($"Chart.Combine lays charts on one another; one has {panels} panels, another {count}. Chart.Grid sets them side by side.");
        return all[0].With([.. all.SelectMany(chart => chart.Traces())], all.Select(GenericChart.getLayout).Aggregate(Both));
    }

    /// <inheritdoc cref="Combine(IEnumerable{GenericChart})"/>
    public static GenericChart Combine(params GenericChart[] gCharts) => Combine((IEnumerable<GenericChart>)gCharts);

    /// <summary>Charts side by side, row by row, each on axes of its own. A chart's title becomes its panel's title.</summary>
    /// <remarks>Plotly.NET's own grid changes the charts that it is given, and forgets their notes and shapes.</remarks>
    /// <param name="gCharts">At most nRows·nCols charts; <see cref="Invisible"/> leaves a place empty.</param>
    /// <param name="nRows">The number of rows.</param>
    /// <param name="nCols">The number of columns.</param>
    /// <param name="SubPlotTitles">The panels' titles.</param>
    /// <param name="Pattern">Coupled: each column shares its x axis, each row its y axis.</param>
    /// <exception cref="ArgumentException">There are more charts than places, or a chart is itself a grid.</exception>
    public static GenericChart Grid(
        IEnumerable<GenericChart> gCharts, int nRows, int nCols, IEnumerable<string>? SubPlotTitles = null,
        StyleParam.LayoutGridPattern? Pattern = null)
    {
        GenericChart[] all = Charts(gCharts);
        string[] titles = [.. SubPlotTitles ?? []];
        if (nRows < 1 || nCols < 1 || all.Length == 0 || all.Length > (long)nRows * nCols)
            throw new ArgumentException($"Chart.Grid: {all.Length} charts do not fit {nRows} rows of {nCols}.");
        List<Trace> traces = [];
        Layout layout = new();
        List<Annotation> notes = [];
        for (int i = 0; i < all.Length; i++)
        {
            if (Panels.Of(all[i]) is { Length: > 1 } several) throw new ArgumentException($"Chart.Grid: chart {i} is itself a grid of {several.Length} panels.");
            GridCell cell = new(all[i], i + 1, PanelDomain.OfGrid(nRows, nCols, i / nCols, i % nCols));
            traces.AddRange(cell.Traces);
            // A coupled panel follows the axes of the first one of its column and of its row.
            layout = Both(layout, Pattern?.IsCoupled == true ? cell.Layout(i % nCols + 1, i / nCols * nCols + 1) : cell.Layout());
            if ((i < titles.Length ? titles[i] : cell.Title) is { } title) notes.Add(PanelTitle(title, cell.Domain));
        }
        layout = Merged(layout, Of<Layout>(("annotations", notes.Count == 0 ? null : (Annotation[])[.. notes, .. layout.List<Annotation>("annotations")])));
        return all[0].With(traces, layout);
    }

    /// <summary>Charts one under the other, with one x axis for all.</summary>
    /// <exception cref="ArgumentException">There is no chart, or a chart is itself a grid.</exception>
    public static GenericChart SingleStack(
        IEnumerable<GenericChart> gCharts, IEnumerable<string>? SubPlotTitles = null, StyleParam.LayoutGridPattern? Pattern = null)
    {
        GenericChart[] all = Charts(gCharts);
        return Grid(all, Math.Max(1, all.Length), 1, SubPlotTitles, Pattern ?? StyleParam.LayoutGridPattern.Coupled);
    }

    /// <summary>Nothing, not even axes: an empty place in a grid.</summary>
    public static GenericChart Invisible() => GenericChart.ofTraceObject(false, Merged(new Trace2D("scatter"), Of<DynamicObj.DynamicObj>(("visible", false))))
        .With(("xaxis", Of<LinearAxis>(("visible", false))), ("yaxis", Of<LinearAxis>(("visible", false))));

    /// <summary>What the first layout says, and where it is silent the second; the notes and shapes of both.</summary>
    private static Layout Both(Layout first, Layout second)
    {
        Annotation[] notes = [.. first.List<Annotation>("annotations"), .. second.List<Annotation>("annotations")];
        Shape[] shapes = [.. first.List<Shape>("shapes"), .. second.List<Shape>("shapes")];
        return Merged(Merged(second, first), Of<Layout>(("annotations", notes.Length == 0 ? null : notes), ("shapes", shapes.Length == 0 ? null : shapes)));
    }

    /// <summary>A title in the middle over a panel, as Plotly.NET writes it.</summary>
    private static Annotation PanelTitle(string title, PanelDomain domain) => Of<Annotation>(
        ("text", title), ("xref", "paper"), ("yref", "paper"), ("x", (domain.Left + domain.Right) / 2), ("y", domain.Top),
        ("xanchor", "center"), ("yanchor", "bottom"), ("showarrow", false));

    private static GenericChart[] Charts(IEnumerable<GenericChart> gCharts)
    {
        GenericChart[] all = [.. gCharts];
        int none = Array.FindIndex(all, chart => chart is null);
        return none < 0 ? all : throw new ArgumentNullException(nameof(gCharts), $"Chart {none} of {all.Length} is null; Chart.Invisible() leaves a place empty.");
    }

    private static void SameCount(string chart, int x, int y)
    {
        if (x != y) throw new ArgumentException($"{chart}: x has {x} values and y has {y}; there must be as many of each.");
    }
}
