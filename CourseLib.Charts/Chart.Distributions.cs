using CourseLib.Charts.Data;
using Plotly.NET;
using static CourseLib.Charts.PlotlyObject;
using static Plotly.NET.StyleParam;

namespace CourseLib.Charts;

public static partial class Chart
{
    /// <summary>
    /// A box from the first to the third quartile with the median in it, whiskers to the last values within 1.5 box lengths (Tukey 1977),
    /// and the values beyond as points.
    /// </summary>
    /// <param name="Y">The values of upright boxes.</param>
    /// <param name="X">Each value's group; one box for all unless given.</param>
    /// <param name="Name">What the legend and the axis call it.</param>
    /// <param name="ShowLegend">Whether the legend lists it.</param>
    /// <param name="BoxPoints">Which values are shown as points.</param>
    /// <param name="BoxMean">Whether the mean has a dashed line.</param>
    /// <param name="MarkerColor">The colour.</param>
    /// <param name="Orientation">Horizontal: lying boxes.</param>
    /// <exception cref="ArgumentException">There is not a group for each value, or the values are not numbers.</exception>
    public static GenericChart BoxPlot<T>(
        IEnumerable<T> Y, AxisValues? X = null, string? Name = null, bool? ShowLegend = null, BoxPoints? BoxPoints = null,
        bool BoxMean = false, AnyColor? MarkerColor = null, Orientation? Orientation = null) =>
        Boxes("BoxPlot", Y, X, Name, ShowLegend, BoxPoints, BoxMean, MarkerColor, Orientation, violin: false, box: false);

    /// <summary>The density of values as a shape twice as wide where they are twice as dense, a box in it (Hintze and Nelson 1998).</summary>
    /// <inheritdoc cref="BoxPlot{T}(IEnumerable{T}, AxisValues?, string?, bool?, BoxPoints?, bool, AnyColor?, Orientation?)"/>
    /// <param name="ShowBox">Whether there is a box in it.</param>
    /// <param name="MeanLine">Whether the mean has a dashed line.</param>
    public static GenericChart Violin<T>(
        IEnumerable<T> Y, AxisValues? X = null, string? Name = null, bool? ShowLegend = null, BoxPoints? Points = null,
        bool ShowBox = true, bool MeanLine = false, AnyColor? MarkerColor = null, Orientation? Orientation = null) =>
        Boxes("Violin", Y, X, Name, ShowLegend, Points, MeanLine, MarkerColor, Orientation, violin: true, ShowBox);

    /// <summary>How often pairs (x, y) fall into cells, as a heat map.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="y">As many numbers.</param>
    /// <param name="NBinsX">About how many columns.</param>
    /// <param name="NBinsY">About how many rows.</param>
    /// <param name="Name">What it is.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="ColorScale">The colours; Viridis unless given.</param>
    /// <param name="ShowScale">Whether the colour bar is drawn.</param>
    /// <exception cref="ArgumentException">x and y differ in length, or are not numbers.</exception>
    public static GenericChart Histogram2D<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, int? NBinsX = null, int? NBinsY = null, string? Name = null, double? Opacity = null,
        StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null) => Pairs(x, y, NBinsX, NBinsY, Name, Opacity, ColorScale, ShowScale);

    private static GenericChart Pairs(
        object x, object y, int? columns, int? rows, string? name, double? opacity, StyleParam.Colorscale? colors, bool? showScale)
    {
        (Series xs, Series ys) = (Numbers("Histogram2D", Series.From(x)), Numbers("Histogram2D", Series.From(y)));
        SameCount("Chart.Histogram2D", xs.Count, ys.Count);
        return GenericChart.ofTraceObject(false, Merged(new Trace2D("histogram2d"), Of<DynamicObj.DynamicObj>(
            ("name", name), ("opacity", opacity), ("x", xs.Elements), ("y", ys.Elements), ("nbinsx", columns), ("nbinsy", rows),
            ("colorscale", colors is null ? null : StyleParam.Colorscale.convert.Invoke(colors)), ("showscale", showScale))));
    }

    private static GenericChart Boxes(
        string chart, object values, AxisValues? groups, string? name, bool? showLegend, BoxPoints? points, bool mean, AnyColor? color,
        Orientation? orientation, bool violin, bool box)
    {
        Series samples = Numbers(chart, Series.From(values));
        if (groups is not null && groups.Series.Count != samples.Count)
            throw new ArgumentException($"Chart.{chart}: there are {samples.Count} values and {groups.Series.Count} groups; each value needs its group.");
        bool lying = orientation?.IsHorizontal == true, none = (points ?? (violin ? BoxPoints.False : BoxPoints.Outliers)).IsFalse;
        string? shown = points is { IsAll: true } ? "all" : "outliers";
        DynamicObj.DynamicObj kind = violin
            ? Of<DynamicObj.DynamicObj>(("points", none ? false : shown), ("scalemode", "width"), ("box", Of<DynamicObj.DynamicObj>(("visible", box))), ("meanline", Of<DynamicObj.DynamicObj>(("visible", mean))))
            : Of<DynamicObj.DynamicObj>(("boxpoints", none ? false : shown), ("boxmean", mean));
        Trace2D trace = Merged(new Trace2D(violin ? "violin" : "box"), Of<DynamicObj.DynamicObj>(
            ("name", name), ("showlegend", showLegend ?? (groups is null ? false : null)),
            (lying ? "x" : "y", samples.Elements), (lying ? "y" : "x", groups?.Series.Elements), ("orientation", lying ? "h" : "v"),
            ("line", color is null ? null : Of<Line>(("color", color.Value)))));
        return GenericChart.ofTraceObject(false, Merged(trace, kind));
    }

    private static Series Numbers(string chart, Series values) => values.Kind != SeriesKind.Text
        ? values
        : throw new ArgumentException($"Chart.{chart} needs numbers; '{values.Texts[0]}' is a text.");
}
