using CourseLib.Charts.Data;
using CourseLib.Tensors;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using static CourseLib.Charts.PlotlyObject;
using Layout = Plotly.NET.Layout;

namespace CourseLib.Charts;

/// <summary>The axes of a chart.</summary>
public static class ChartAxes
{
    /// <summary>The style of the x axis.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="TitleText">What the axis shows, with its unit: "time (s)".</param>
    /// <param name="AxisType">Linear, logarithmic, dates or categories; by the data unless given.</param>
    /// <param name="MinMax">The ends; powers of ten on a logarithmic axis.</param>
    /// <param name="ShowGrid">Whether grid lines are drawn.</param>
    /// <param name="ShowLine">Whether the axis line is drawn.</param>
    /// <param name="ZeroLine">Whether zero has a line of its own.</param>
    /// <param name="ShowTickLabels">Whether ticks have labels.</param>
    /// <param name="Visible">Whether there is an axis at all.</param>
    /// <param name="DTick">The distance between ticks.</param>
    /// <param name="TickVals">The ticks' places.</param>
    /// <param name="TickText">The ticks' labels.</param>
    /// <param name="TickFormat">The labels' number format in d3's notation: ".2f", ".0%", ",d", ".1e", "~s".</param>
    /// <param name="CategoryArray">The order of the categories.</param>
    /// <param name="Reversed">Whether values grow the other way.</param>
    /// <param name="Id">The panel of a grid, from 1 row by row; all panels unless given.</param>
    /// <exception cref="ArgumentException">There is no such panel, or there are not as many tick labels as ticks.</exception>
    public static GenericChart WithXAxisStyle(
        this GenericChart chart, string? TitleText = null, StyleParam.AxisType? AxisType = null, (double, double)? MinMax = null, bool? ShowGrid = null,
        bool? ShowLine = null, bool? ZeroLine = null, bool? ShowTickLabels = null, bool? Visible = null, double? DTick = null, AxisValues? TickVals = null,
        IEnumerable<string>? TickText = null, string? TickFormat = null, IEnumerable<string>? CategoryArray = null, bool? Reversed = null, int? Id = null) =>
        Styled(chart, "xaxis", Id, Style(TitleText, AxisType, MinMax, ShowGrid, ShowLine, ZeroLine, ShowTickLabels, Visible, DTick, TickVals, TickText, TickFormat, CategoryArray, Reversed), null);

    /// <summary>The style of the y axis.</summary>
    /// <inheritdoc cref="WithXAxisStyle"/>
    /// <param name="EqualAspect">One unit of y is as long as one unit of x.</param>
    public static GenericChart WithYAxisStyle(
        this GenericChart chart, string? TitleText = null, StyleParam.AxisType? AxisType = null, (double, double)? MinMax = null, bool? ShowGrid = null,
        bool? ShowLine = null, bool? ZeroLine = null, bool? ShowTickLabels = null, bool? Visible = null, double? DTick = null, AxisValues? TickVals = null,
        IEnumerable<string>? TickText = null, string? TickFormat = null, IEnumerable<string>? CategoryArray = null, bool? Reversed = null, int? Id = null,
        bool? EqualAspect = null) =>
        Styled(chart, "yaxis", Id, Style(TitleText, AxisType, MinMax, ShowGrid, ShowLine, ZeroLine, ShowTickLabels, Visible, DTick, TickVals, TickText, TickFormat, CategoryArray, Reversed), EqualAspect);

    /// <summary>The title of the z axis of three-dimensional charts.</summary>
    /// <inheritdoc cref="WithXAxisStyle"/>
    public static GenericChart WithZAxisStyle(this GenericChart chart, string? TitleText = null, (double, double)? MinMax = null, int? Id = null) =>
        Styled(chart, "zaxis", Id, Style(TitleText, null, MinMax), null);

    private static GenericChart Styled(GenericChart chart, string member, int? id, LinearAxis style, bool? square)
    {
        Layout layout = GenericChart.getLayout(chart);
        foreach ((int number, bool spatial) in Panels.Chosen(chart, id))
        {
            string suffix = Panels.Suffix(number);
            if (spatial) layout = Merged(layout, Of<Layout>(("scene" + suffix, Of<Scene>((member, style)))));
            else if (member != "zaxis")
            {
                LinearAxis own = square == true ? Merged(style, Of<LinearAxis>(("scaleanchor", "x" + suffix))) : style;
                layout = Merged(layout, Of<Layout>((member + suffix, own)));
                if (square == false) layout = Merged(layout, Of<Layout>((member + suffix, Without(layout.Member<LinearAxis>(member + suffix), "scaleanchor"))));
            }
        }
        return chart.With(chart.Traces(), layout);
    }

    private static LinearAxis Style(
        string? title, StyleParam.AxisType? type, (double Low, double High)? range, bool? grid = null, bool? line = null, bool? zero = null, bool? labels = null,
        bool? visible = null, double? step = null, AxisValues? places = null, IEnumerable<string>? texts = null, string? format = null,
        IEnumerable<string>? categories = null, bool? reversed = null)
    {
        double[]? at = places?.Series is { Kind: not SeriesKind.Text } numbers ? numbers.Numbers : null;
        string[]? names = texts?.ToArray();
        if (at is not null && names is not null && at.Length != names.Length)
            throw new ArgumentException($"TickText: there are {at.Length} ticks and {names.Length} labels; each tick needs one.");
        if (range is var (low, high) && !(double.IsFinite(low) && double.IsFinite(high) && low != high))
            throw new ArgumentException($"MinMax: an axis cannot run from {low} to {high}; it needs two different finite ends.");
        if (step is { } distance) Argument.Positive("an axis", "DTick", distance);
        string[]? order = categories?.ToArray();
        return Of<LinearAxis>(
            ("title", title is null ? null : Of<Title>(("text", title))), ("type", type is null || type.IsAuto ? null : StyleParam.AxisType.convert.Invoke(type)),
            ("range", range is var (from, to) ? reversed == true && from < to ? new[] { to, from } : [from, to] : null),
            ("autorange", reversed switch { true when range is null => "reversed", false => true, _ => null }),
            ("showgrid", grid), ("showline", line), ("zeroline", zero), ("showticklabels", labels), ("visible", visible), ("dtick", step),
            ("tickvals", at), ("ticktext", names), ("tickformat", format),
            ("categoryorder", order is null ? null : "array"), ("categoryarray", order));
    }
}
