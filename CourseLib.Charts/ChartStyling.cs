using CourseLib.Charts.Data;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using static CourseLib.Charts.PlotlyObject;
using Members = DynamicObj.DynamicObj;
using Trace = Plotly.NET.Trace;

namespace CourseLib.Charts;

/// <summary>Titles, sizes, legend and the styles of all traces.</summary>
public static class ChartStyling
{
    /// <summary>A title over the figure; <c>&lt;br&gt;</c>, <c>&lt;b&gt;</c>, <c>&lt;i&gt;</c>, <c>&lt;sub&gt;</c> and <c>&lt;sup&gt;</c> work in it.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="title">The text.</param>
    /// <param name="TitleSize">Its height in pixels.</param>
    public static GenericChart WithTitle(this GenericChart chart, string title, double? TitleSize = null) => chart.With(
        ("title", Of<Title>(("text", title), ("font", TitleSize is null ? null : Of<Font>(("size", TitleSize))))));

    /// <summary>A caption under the figure that says what to see, and a text for readers who cannot see it.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="Caption">One or two sentences.</param>
    /// <param name="AltText">What the picture shows; made from titles and names unless given.</param>
    public static GenericChart WithDescription(this GenericChart chart, string Caption, string? AltText = null) =>
        chart.With(("meta", Of<Members>(("caption", Caption), ("alt", AltText))));

    /// <summary>The figure's size in pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size below 40 or above 10,000.</exception>
    public static GenericChart WithSize(this GenericChart chart, int? Width = null, int? Height = null)
    {
        foreach (int size in new[] { Width, Height }.OfType<int>())
            if (size is < 40 or > 10_000) throw new ArgumentOutOfRangeException(nameof(Width), size, "A figure is between 40 and 10,000 pixels wide and high.");
        return chart.With(("width", Width), ("height", Height));
    }

    /// <inheritdoc cref="WithSize(GenericChart, int?, int?)"/>
    public static GenericChart WithSize(this GenericChart chart, int Width, int Height) => chart.WithSize((int?)Width, (int?)Height);

    /// <summary>The margins around the panels in pixels; as large as the texts there need unless given.</summary>
    public static GenericChart WithMarginSize(this GenericChart chart, double? Left = null, double? Right = null, double? Top = null, double? Bottom = null) =>
        chart.With(("margin", Of<Margin>(("l", Left), ("r", Right), ("t", Top), ("b", Bottom))));

    /// <summary>The traces' name, and whether they are seen and listed. Several traces are numbered: "loss_1", "loss_2".</summary>
    public static GenericChart WithTraceInfo(this GenericChart chart, string? Name = null, bool? Visible = null, bool? ShowLegend = null)
    {
        Trace[] traces = chart.Traces();
        return chart.With(
            [.. traces.Select((trace, i) => Merged(trace, Of<Members>(
                ("name", Name is null ? null : traces.Length == 1 ? Name : $"{Name}_{i + 1}"), ("visible", Visible), ("showlegend", ShowLegend))))],
            GenericChart.getLayout(chart));
    }

    /// <summary>Whether there is a legend.</summary>
    public static GenericChart WithLegend(this GenericChart chart, bool showlegend) => chart.With(("showlegend", showlegend));

    /// <summary>Where the legend stands: right of the panels unless told; lying, over them for <paramref name="Y"/> ≥ 0.5 and below them for less.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="Title">A title over its entries.</param>
    /// <param name="Orientation">Horizontal: entries side by side.</param>
    /// <param name="X">The place along x, for plotly.js; in the picture the legend never stands on the data.</param>
    /// <param name="Y">Above 0.5: over the panels.</param>
    public static GenericChart WithLegendStyle(
        this GenericChart chart, string? Title = null, StyleParam.Orientation? Orientation = null, double? X = null, double? Y = null)
    {
        bool lying = Orientation?.IsHorizontal == true, top = Y is >= 0.5;
        return chart.With(("legend", Of<Legend>(
            ("title", Title is null ? null : Of<Title>(("text", Title))), ("orientation", Orientation is null ? null : lying ? "h" : "v"),
            ("x", lying ? X ?? 0 : X), ("y", lying ? top ? 1.02 : -0.2 : Y), ("yanchor", !lying ? null : top ? "bottom" : "top"))));
    }

    /// <summary>How bars at one place stand together.</summary>
    public static GenericChart WithBarMode(this GenericChart chart, StyleParam.BarMode BarMode, double? BarGap = null)
    {
        ArgumentNullException.ThrowIfNull(BarMode);
        return chart.With(("barmode", StyleParam.BarMode.convert.Invoke(BarMode)), ("bargap", BarGap));
    }

    /// <summary>The style of the lines of all scatter traces.</summary>
    public static GenericChart WithLineStyle(this GenericChart chart, double? Width = null, AnyColor? Color = null, StyleParam.DrawingStyle? Dash = null) =>
        chart.WithEach(IsScatter, Of<Members>(("line", Of<Line>(
            ("width", Width), ("color", Color?.Value), ("dash", Dash is null ? null : StyleParam.DrawingStyle.convert.Invoke(Dash))))));

    /// <summary>The style of the markers of all scatter traces.</summary>
    public static GenericChart WithMarkerStyle(this GenericChart chart, AnyColor? Color = null, double? Size = null, StyleParam.MarkerSymbol? Symbol = null) =>
        chart.WithEach(IsScatter, Of<Members>(("marker", Of<Marker>(
            ("color", Color?.Value), ("size", Size), ("symbol", Symbol is null ? null : StyleParam.MarkerSymbol.convert.Invoke(Symbol))))));

    /// <summary>Error bars along y on all scatter and bar traces.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="Array">How far each bar reaches up, and down unless <paramref name="ArrayMinus"/> is given.</param>
    /// <param name="ArrayMinus">How far each bar reaches down.</param>
    public static GenericChart WithYErrorStyle<T>(this GenericChart chart, IEnumerable<T> Array, IEnumerable<T>? ArrayMinus = null) =>
        chart.WithEach(trace => IsScatter(trace) || IsBar(trace, lying: false), Of<Members>(("error_y", Errors(Array, ArrayMinus))));

    /// <summary>Error bars along x on all scatter traces and lying bars.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="Array">How far each bar reaches to the right, and to the left unless <paramref name="ArrayMinus"/> is given.</param>
    /// <param name="ArrayMinus">How far each bar reaches to the left.</param>
    public static GenericChart WithXErrorStyle<T>(this GenericChart chart, IEnumerable<T> Array, IEnumerable<T>? ArrayMinus = null) =>
        chart.WithEach(trace => IsScatter(trace) || IsBar(trace, lying: true), Of<Members>(("error_x", Errors(Array, ArrayMinus))));

    private static Error Errors<T>(IEnumerable<T> up, IEnumerable<T>? down) => Of<Error>(
        ("type", "data"), ("symmetric", down is null), ("array", Series.From(up).Elements), ("arrayminus", down is null ? null : Series.From(down).Elements));

    private static bool IsScatter(Trace trace) => trace.type == "scatter";

    private static bool IsBar(Trace trace, bool lying) => trace.type == "bar" && (trace.Word("orientation") == "h") == lying;
}
