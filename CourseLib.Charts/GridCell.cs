using CourseLib.Charts.Drawing;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using static CourseLib.Charts.PlotlyObject;
using Annotation = Plotly.NET.LayoutObjects.Annotation;
using Layout = Plotly.NET.Layout;
using Members = DynamicObj.DynamicObj;
using Trace = Plotly.NET.Trace;

namespace CourseLib.Charts;

/// <summary>One chart of a grid: the same traces, notes and shapes on axes with the panel's number.</summary>
internal sealed class GridCell(GenericChart chart, int number, PanelDomain domain)
{
    /// <summary>What belongs to the whole figure, not to one of its panels.</summary>
    private static readonly string[] Whole = ["title", "width", "height", "margin", "meta", "sliders", "updatemenus", "annotations", "shapes", "xaxis", "yaxis", "scene", "grid"];

    private readonly Layout own = GenericChart.getLayout(chart);

    public PanelDomain Domain => domain;

    /// <summary>The chart's title, or the one over its panel.</summary>
    public string? Title => own.Member<Title>("title").Word("text")
        ?? own.List<Annotation>("annotations").Where(IsTitle).Select(note => note.Word("text")).FirstOrDefault();

    public IEnumerable<Trace> Traces => chart.Traces().Select(trace => Merged(trace, trace switch
    {
        _ when Panels.IsSpatial(trace) => Of<Members>(("scene", "scene" + Suffix)),
        TraceDomain => Of<Members>(("domain", Across)),
        TracePolar => Of<Members>(("subplot", "polar" + Suffix)),
        _ => Of<Members>(("xaxis", "x" + Suffix), ("yaxis", "y" + Suffix)),
    }));

    private string Suffix => Panels.Suffix(number);

    private Domain Across => Of<Domain>(("x", new[] { domain.Left, domain.Right }), ("y", new[] { domain.Bottom, domain.Top }));

    /// <param name="columnHead">The panel whose x axis this one follows.</param>
    /// <param name="rowHead">The panel whose y axis this one follows.</param>
    public Layout Layout(int? columnHead = null, int? rowHead = null)
    {
        Layout layout = Without(own, Whole);
        if (chart.Traces().Any(Panels.IsSpatial)) return Merged(layout, Of<Layout>(("scene" + Suffix, Merged(own.Member<Scene>("scene"), Of<Scene>(("domain", Across))))));
        if (chart.Traces().Any(trace => trace is TraceDomain)) return layout;
        if (chart.Traces().Any(trace => trace is TracePolar)) return Merged(layout, Of<Layout>(("polar" + Suffix, Merged(own.Member<Polar>("polar"), Of<Polar>(("domain", Across))))));
        Annotation[] notes = [.. own.List<Annotation>("annotations").Where(note => !IsTitle(note)).Select(Moved)];
        Shape[] shapes = [.. own.List<Shape>("shapes").Select(Moved)];
        return Merged(layout, Of<Layout>(
            ("xaxis" + Suffix, Placed(own.Member<LinearAxis>("xaxis"), "y", "x", domain.Left, domain.Right, columnHead)),
            ("yaxis" + Suffix, Placed(own.Member<LinearAxis>("yaxis"), "x", "y", domain.Bottom, domain.Top, rowHead)),
            ("annotations", notes.Length == 0 ? null : notes), ("shapes", shapes.Length == 0 ? null : shapes)));
    }

    private LinearAxis Placed(LinearAxis axis, string other, string letter, double low, double high, int? head) => Merged(axis, Of<LinearAxis>(
        ("domain", new[] { low, high }), ("anchor", other + Suffix), ("matches", head is { } first && first != number ? letter + Panels.Suffix(first) : null),
        ("scaleanchor", axis.Word("scaleanchor") is null ? null : other + Suffix)));

    private static bool IsTitle(Annotation note) => note.Word("xref") == "paper" && note.Word("yref") == "paper" && note.Word("yanchor") == "bottom"
        && note.Properties.GetValueOrDefault("showarrow") is false && note.Properties.GetValueOrDefault("y") is 1.0;

    private T Moved<T>(T note) where T : Members => Merged(note, Of<Members>(("xref", Moved(note.Word("xref"), "x")), ("yref", Moved(note.Word("yref"), "y"))));

    /// <summary>The same place on the panel's own axis; a share of the figure becomes one of the panel.</summary>
    private string Moved(string? reference, string letter) => reference is null || reference == letter ? letter + Suffix : $"{letter}{Suffix} domain";
}
