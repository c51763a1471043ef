using CourseLib.Charts.Data;
using CourseLib.Tensors;
using Plotly.NET;
using static Plotly.NET.StyleParam;

namespace CourseLib.Charts;

// A tensor is no sequence of numbers, so the type arguments of the other overloads cannot be found from one. Here x and y may be
// anything that holds values, a tensor beside an array too; what holds none is refused when the chart is made.
public static partial class Chart
{
    /// <inheritdoc cref="Scatter{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, Mode?, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, MarkerSymbol?, double?, AnyColor?, double?, DrawingStyle?, string?, Fill?, AnyColor?)"/>
    public static GenericChart Scatter<TX, TY>(
        TX x, TY y, Mode? Mode = null, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null,
        AnyColor? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null,
        string? StackGroup = null, Fill? Fill = null, AnyColor? FillColor = null) where TX : class where TY : class =>
        Scatter("Scatter", x, y, Mode ?? StyleParam.Mode.Markers, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol, MarkerColorScale), new(LineColor, LineWidth, LineDash), StackGroup, Fill, FillColor);

    /// <inheritdoc cref="Line{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, bool, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, MarkerSymbol?, double?, AnyColor?, double?, DrawingStyle?)"/>
    public static GenericChart Line<TX, TY>(
        TX x, TY y, bool ShowMarkers = false, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null,
        AnyColor? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null) where TX : class where TY : class =>
        Scatter("Line", x, y, LineMode(ShowMarkers, Text, MultiText), Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol), new(LineColor ?? Single(MarkerColor), LineWidth, LineDash));

    /// <inheritdoc cref="Point{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, MarkerSymbol?, double?)"/>
    public static GenericChart Point<TX, TY>(
        TX x, TY y, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null) where TX : class where TY : class =>
        Scatter("Point", x, y, Text is null && MultiText is null ? Mode.Markers : Mode.Markers_Text, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol, MarkerColorScale), new());

    /// <inheritdoc cref="Area{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, bool, string?, bool?, double?, AnyColor?, AnyColor?, double?, DrawingStyle?, AnyColor?)"/>
    public static GenericChart Area<TX, TY>(
        TX x, TY y, bool ShowMarkers = false, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        AnyColor? MarkerColor = null, AnyColor? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null, AnyColor? FillColor = null) where TX : class where TY : class =>
        Scatter("Area", x, y, LineMode(ShowMarkers, null, null), Name, ShowLegend, Opacity, null, null, null,
            new(MarkerColor), new(LineColor ?? Single(MarkerColor), LineWidth, LineDash), null, Fill.ToZero_y, FillColor);

    /// <inheritdoc cref="Bubble{TX, TY, TSize}(IEnumerable{TX}, IEnumerable{TY}, IEnumerable{TSize}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, MarkerSymbol?)"/>
    public static GenericChart Bubble<TX, TY, TSize>(
        TX x, TY y, TSize sizes, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null) where TX : class where TY : class where TSize : class =>
        Scatter("Bubble", x, y, Text is null && MultiText is null ? Mode.Markers : Mode.Markers_Text, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, null, Series.From(sizes).Numbers, MarkerSymbol, MarkerColorScale), new());

    /// <inheritdoc cref="Column{TValue, TKey}(IEnumerable{TValue}, IEnumerable{TKey}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, double?, double?)"/>
    public static GenericChart Column(Tensor values, AxisValues? Keys = null, string? Name = null, bool? ShowLegend = null, IEnumerable<string>? MultiText = null, AnyColor? MarkerColor = null) =>
        Bars("Column", values, Keys?.Series, false, Name, ShowLegend, null, null, MultiText, null, new(MarkerColor), null, null);

    /// <inheritdoc cref="Bar{TValue, TKey}(IEnumerable{TValue}, IEnumerable{TKey}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, double?, double?)"/>
    public static GenericChart Bar(Tensor values, AxisValues? Keys = null, string? Name = null, bool? ShowLegend = null, IEnumerable<string>? MultiText = null, AnyColor? MarkerColor = null) =>
        Bars("Bar", values, Keys?.Series, true, Name, ShowLegend, null, null, MultiText, null, new(MarkerColor), null, null);

    /// <inheritdoc cref="Histogram{T}(IEnumerable{T}, Orientation?, string?, bool?, double?, HistNorm?, int?, AnyColor?)"/>
    public static GenericChart Histogram(
        Tensor X, Orientation? Orientation = null, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        HistNorm? HistNorm = null, int? NBinsX = null, AnyColor? MarkerColor = null) =>
        Histogram((object)X, Orientation, Name, ShowLegend, Opacity, HistNorm, NBinsX, MarkerColor);

    /// <inheritdoc cref="BoxPlot{T}(IEnumerable{T}, AxisValues?, string?, bool?, BoxPoints?, bool, AnyColor?, Orientation?)"/>
    public static GenericChart BoxPlot(
        Tensor Y, AxisValues? X = null, string? Name = null, bool? ShowLegend = null, BoxPoints? BoxPoints = null,
        bool BoxMean = false, AnyColor? MarkerColor = null, Orientation? Orientation = null) =>
        Boxes("BoxPlot", Y, X, Name, ShowLegend, BoxPoints, BoxMean, MarkerColor, Orientation, violin: false, box: false);

    /// <inheritdoc cref="Violin{T}(IEnumerable{T}, AxisValues?, string?, bool?, BoxPoints?, bool, bool, AnyColor?, Orientation?)"/>
    public static GenericChart Violin(
        Tensor Y, AxisValues? X = null, string? Name = null, bool? ShowLegend = null, BoxPoints? Points = null,
        bool ShowBox = true, bool MeanLine = false, AnyColor? MarkerColor = null, Orientation? Orientation = null) =>
        Boxes("Violin", Y, X, Name, ShowLegend, Points, MeanLine, MarkerColor, Orientation, violin: true, ShowBox);

    /// <inheritdoc cref="Histogram2D{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, int?, int?, string?, double?, StyleParam.Colorscale?, bool?)"/>
    public static GenericChart Histogram2D(
        Tensor x, Tensor y, int? NBinsX = null, int? NBinsY = null, string? Name = null, double? Opacity = null,
        StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null) => Pairs(x, y, NBinsX, NBinsY, Name, Opacity, ColorScale, ShowScale);

    /// <inheritdoc cref="Scatter3D{TX, TY, TZ}(IEnumerable{TX}, IEnumerable{TY}, IEnumerable{TZ}, Mode?, string?, bool?, double?, IEnumerable{string}?, AnyColor?, StyleParam.Colorscale?, double?, AnyColor?, double?)"/>
    public static GenericChart Scatter3D(
        Tensor x, Tensor y, Tensor z, Mode? Mode = null, string? Name = null, bool? ShowLegend = null,
        double? Opacity = null, AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, double? MarkerSize = null) =>
        InSpace(x, y, z, Mode ?? StyleParam.Mode.Markers, Name, ShowLegend, Opacity, null, new(MarkerColor, MarkerSize, Scale: MarkerColorScale), new());
}
