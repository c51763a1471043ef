using CourseLib.Charts.Data;
using CourseLib.Tensors;
using static CourseLib.Charts.StyleParam;

namespace CourseLib.Charts;

// A tensor is no sequence of numbers, so the type arguments of the other overloads cannot be found from one. Here x and y may be
// anything that holds values, a tensor beside an array too; what holds none is refused when the chart is made.
public static partial class Chart
{
    /// <inheritdoc cref="Scatter{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, Mode, string?, bool?, double?, string?, IEnumerable{string}?, StyleParam.TextPosition?, Color?, Colorscale?, StyleParam.MarkerSymbol?, double?, Color?, double?, DrawingStyle?, string?, Fill, Color?)"/>
    public static Figure Scatter<TX, TY>(
        TX x, TY y, Mode Mode = Mode.Markers, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        Color? MarkerColor = null, Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null,
        Color? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null,
        string? StackGroup = null, Fill Fill = Fill.None, Color? FillColor = null) where TX : class where TY : class =>
        Scatter("Scatter", x, y, Mode, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol, MarkerColorScale), new(LineColor, LineWidth, LineDash), StackGroup, Fill, FillColor);

    /// <inheritdoc cref="Line{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, bool, string?, bool?, double?, string?, IEnumerable{string}?, StyleParam.TextPosition?, Color?, StyleParam.MarkerSymbol?, double?, Color?, double?, DrawingStyle?)"/>
    public static Figure Line<TX, TY>(
        TX x, TY y, bool ShowMarkers = false, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        Color? MarkerColor = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null,
        Color? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null) where TX : class where TY : class =>
        Scatter("Line", x, y, LineMode(ShowMarkers, Text, MultiText), Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol), new(LineColor ?? Single(MarkerColor), LineWidth, LineDash));

    /// <inheritdoc cref="Point{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, string?, bool?, double?, string?, IEnumerable{string}?, StyleParam.TextPosition?, Color?, Colorscale?, StyleParam.MarkerSymbol?, double?)"/>
    public static Figure Point<TX, TY>(
        TX x, TY y, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        Color? MarkerColor = null, Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null) where TX : class where TY : class =>
        Scatter("Point", x, y, Text is null && MultiText is null ? Mode.Markers : Mode.Markers_Text, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol, MarkerColorScale), new());

    /// <inheritdoc cref="Area{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, bool, string?, bool?, double?, Color?, Color?, double?, DrawingStyle?, Color?)"/>
    public static Figure Area<TX, TY>(
        TX x, TY y, bool ShowMarkers = false, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        Color? MarkerColor = null, Color? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null, Color? FillColor = null) where TX : class where TY : class =>
        Scatter("Area", x, y, LineMode(ShowMarkers, null, null), Name, ShowLegend, Opacity, null, null, null,
            new(MarkerColor), new(LineColor ?? Single(MarkerColor), LineWidth, LineDash), null, Fill.ToZero_y, FillColor);

    /// <inheritdoc cref="Bubble{TX, TY, TSize}(IEnumerable{TX}, IEnumerable{TY}, IEnumerable{TSize}, string?, bool?, double?, string?, IEnumerable{string}?, StyleParam.TextPosition?, Color?, Colorscale?, StyleParam.MarkerSymbol?)"/>
    public static Figure Bubble<TX, TY, TSize>(
        TX x, TY y, TSize sizes, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        Color? MarkerColor = null, Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null) where TX : class where TY : class where TSize : class =>
        Scatter("Bubble", x, y, Text is null && MultiText is null ? Mode.Markers : Mode.Markers_Text, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, null, Series.From(sizes).Numbers, MarkerSymbol, MarkerColorScale), new());

    /// <inheritdoc cref="Column{TValue, TKey}"/>
    public static Figure Column(Tensor values, AxisValues? Keys = null, string? Name = null, bool? ShowLegend = null, IEnumerable<string>? MultiText = null, Color? MarkerColor = null) =>
        Bars("Column", values, Keys?.Series, false, Name, ShowLegend, null, null, MultiText, null, new(MarkerColor), null, null);

    /// <inheritdoc cref="Bar{TValue, TKey}"/>
    public static Figure Bar(Tensor values, AxisValues? Keys = null, string? Name = null, bool? ShowLegend = null, IEnumerable<string>? MultiText = null, Color? MarkerColor = null) =>
        Bars("Bar", values, Keys?.Series, true, Name, ShowLegend, null, null, MultiText, null, new(MarkerColor), null, null);

    /// <inheritdoc cref="Histogram{T}"/>
    public static Figure Histogram(
        Tensor X, Orientation Orientation = Orientation.Vertical, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        HistNorm HistNorm = HistNorm.None, int? NBinsX = null, Color? MarkerColor = null) =>
        Histogram((object)X, Orientation, Name, ShowLegend, Opacity, HistNorm, NBinsX, MarkerColor);

    /// <inheritdoc cref="BoxPlot{T}(IEnumerable{T}, AxisValues?, string?, bool?, BoxPoints, bool, Color?, Orientation)"/>
    public static Figure BoxPlot(
        Tensor Y, AxisValues? X = null, string? Name = null, bool? ShowLegend = null, BoxPoints BoxPoints = BoxPoints.Outliers,
        bool BoxMean = false, Color? MarkerColor = null, Orientation Orientation = Orientation.Vertical) =>
        Boxes("BoxPlot", Y, X, Name, ShowLegend, BoxPoints, BoxMean, MarkerColor, Orientation, violin: false, box: false);

    /// <inheritdoc cref="Violin{T}(IEnumerable{T}, AxisValues?, string?, bool?, BoxPoints, bool, bool, Color?, Orientation)"/>
    public static Figure Violin(
        Tensor Y, AxisValues? X = null, string? Name = null, bool? ShowLegend = null, BoxPoints Points = BoxPoints.False,
        bool ShowBox = true, bool MeanLine = false, Color? MarkerColor = null, Orientation Orientation = Orientation.Vertical) =>
        Boxes("Violin", Y, X, Name, ShowLegend, Points, MeanLine, MarkerColor, Orientation, violin: true, ShowBox);

    /// <inheritdoc cref="Histogram2D{TX, TY}"/>
    public static Figure Histogram2D(
        Tensor x, Tensor y, int? NBinsX = null, int? NBinsY = null, string? Name = null, double? Opacity = null,
        Colorscale? ColorScale = null, bool? ShowScale = null) => Pairs(x, y, NBinsX, NBinsY, Name, Opacity, ColorScale, ShowScale);

    /// <inheritdoc cref="Scatter3D{TX, TY, TZ}"/>
    public static Figure Scatter3D(
        Tensor x, Tensor y, Tensor z, Mode Mode = Mode.Markers, string? Name = null, bool? ShowLegend = null,
        double? Opacity = null, Color? MarkerColor = null, Colorscale? MarkerColorScale = null, double? MarkerSize = null) =>
        InSpace(x, y, z, Mode, Name, ShowLegend, Opacity, null, new(MarkerColor, MarkerSize, Scale: MarkerColorScale), new());
}
