using CourseLib.Charts.Data;
using Plotly.NET;
using Plotly.NET.TraceObjects;
using static CourseLib.Charts.PlotlyObject;
using static Plotly.NET.StyleParam;

namespace CourseLib.Charts;

public static partial class Chart
{
    /// <summary>Points at (x, y), drawn as <paramref name="Mode"/> says.</summary>
    /// <param name="x">Numbers, texts or dates.</param>
    /// <param name="y">As many of them.</param>
    /// <param name="Mode">Lines, markers, texts or several of these.</param>
    /// <param name="Name">What the legend calls it; one name has one colour in a figure.</param>
    /// <param name="ShowLegend">Whether the legend lists it; by default when two names or more are there.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="Text">A text for every point.</param>
    /// <param name="MultiText">A text for each point.</param>
    /// <param name="TextPosition">Where texts stand from their points.</param>
    /// <param name="MarkerColor">The markers' colour, or one for each.</param>
    /// <param name="MarkerColorScale">The scale for markers coloured by value.</param>
    /// <param name="MarkerSymbol">The markers' shape.</param>
    /// <param name="MarkerSize">The markers' diameter in pixels.</param>
    /// <param name="LineColor">The line's colour.</param>
    /// <param name="LineWidth">The line's width in pixels.</param>
    /// <param name="LineDash">The line's dashes.</param>
    /// <param name="StackGroup">Charts of one group stand on one another.</param>
    /// <param name="Fill">What is filled under or between the lines.</param>
    /// <param name="FillColor">With what.</param>
    /// <exception cref="ArgumentException">x and y differ in length, or hold what is not a number, a text or a date.</exception>
    public static GenericChart Scatter<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, Mode? Mode = null, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null,
        AnyColor? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null,
        string? StackGroup = null, Fill? Fill = null, AnyColor? FillColor = null) =>
        Scatter("Scatter", x, y, Mode ?? StyleParam.Mode.Markers, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol, MarkerColorScale), new(LineColor, LineWidth, LineDash), StackGroup, Fill, FillColor);

    /// <summary>Points joined by lines in their order.</summary>
    /// <param name="ShowMarkers">Whether each point has a marker.</param>
    /// <inheritdoc cref="Scatter{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, Mode?, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, MarkerSymbol?, double?, AnyColor?, double?, DrawingStyle?, string?, Fill?, AnyColor?)"/>
    public static GenericChart Line<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, bool ShowMarkers = false, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null,
        AnyColor? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null) =>
        Scatter("Line", x, y, LineMode(ShowMarkers, Text, MultiText), Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol), new(LineColor ?? Single(MarkerColor), LineWidth, LineDash));

    /// <summary>A marker at each point.</summary>
    /// <inheritdoc cref="Scatter{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, Mode?, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, MarkerSymbol?, double?, AnyColor?, double?, DrawingStyle?, string?, Fill?, AnyColor?)"/>
    public static GenericChart Point<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null, double? MarkerSize = null) =>
        Scatter("Point", x, y, Text is null && MultiText is null ? Mode.Markers : Mode.Markers_Text, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, MarkerSize, null, MarkerSymbol, MarkerColorScale), new());

    /// <summary>A line and the area between it and zero.</summary>
    /// <inheritdoc cref="Line{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, bool, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, MarkerSymbol?, double?, AnyColor?, double?, DrawingStyle?)"/>
    /// <param name="FillColor">The area's colour; the line's, see-through, unless given.</param>
    public static GenericChart Area<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, bool ShowMarkers = false, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        AnyColor? MarkerColor = null, AnyColor? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null, AnyColor? FillColor = null) =>
        Scatter("Area", x, y, LineMode(ShowMarkers, null, null), Name, ShowLegend, Opacity, null, null, null,
            new(MarkerColor), new(LineColor ?? Single(MarkerColor), LineWidth, LineDash), null, Fill.ToZero_y, FillColor);

    /// <summary>An area that stands on the stacked areas before it.</summary>
    /// <inheritdoc cref="Area{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, bool, string?, bool?, double?, AnyColor?, AnyColor?, double?, DrawingStyle?, AnyColor?)"/>
    public static GenericChart StackedArea<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        AnyColor? LineColor = null, double? LineWidth = null, AnyColor? FillColor = null) =>
        Scatter("StackedArea", x, y, Mode.Lines, Name, ShowLegend, Opacity, null, null, null, new(), new(LineColor, LineWidth), "stack", Fill.ToNext_y, FillColor);

    /// <summary>A disc at each point.</summary>
    /// <param name="sizes">The discs' diameters in pixels.</param>
    /// <inheritdoc cref="Point{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, MarkerSymbol?, double?)"/>
    public static GenericChart Bubble<TX, TY, TSize>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TSize> sizes, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, MarkerSymbol? MarkerSymbol = null) =>
        Scatter("Bubble", x, y, Text is null && MultiText is null ? Mode.Markers : Mode.Markers_Text, Name, ShowLegend, Opacity, Text, MultiText, TextPosition,
            new(MarkerColor, null, Series.From(sizes).Numbers, MarkerSymbol, MarkerColorScale), new());

    /// <summary>A line in a band from <paramref name="lower"/> to <paramref name="upper"/>: a mean and its spread, say.</summary>
    /// <inheritdoc cref="Line{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, bool, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, MarkerSymbol?, double?, AnyColor?, double?, DrawingStyle?)"/>
    /// <param name="upper">The band's upper edge.</param>
    /// <param name="lower">The band's lower edge.</param>
    /// <param name="RangeColor">The band's colour; the line's, see-through, unless given.</param>
    public static GenericChart Range<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TY> upper, IEnumerable<TY> lower, bool ShowMarkers = false, string? Name = null,
        bool? ShowLegend = null, AnyColor? LineColor = null, double? LineWidth = null, DrawingStyle? LineDash = null, AnyColor? RangeColor = null)
    {
        // The three parts have one name, so that they have one colour; without a name of its own, an unlisted one.
        string name = Name ?? "range";
        bool? listed = Name is null ? false : ShowLegend;
        GenericChart Edge(string which, IEnumerable<TY> values, Fill? fill) =>
            Scatter(which, x, values, Mode.Lines, name, false, null, null, null, null, new(), new(LineColor, 0), null, fill, fill is null ? null : RangeColor);
        GenericChart line = Scatter("Range", x, y, LineMode(ShowMarkers, null, null), name, listed, null, null, null, null, new(LineColor), new(LineColor, LineWidth, LineDash));
        return Combine([Edge("Range", lower, null), Edge("Range", upper, Fill.ToNext_y), line]);
    }

    private static GenericChart Scatter(
        string chart, object x, object y, Mode mode, string? name, bool? showLegend, double? opacity, string? text, IEnumerable<string>? texts,
        TextPosition? position, MarkerArguments marker, LineArguments line, string? stack = null, Fill? fill = null, AnyColor? fillColor = null)
    {
        (Series xs, Series ys) = (Series.From(x), Series.From(y));
        SameCount($"Chart.{chart}", xs.Count, ys.Count);
        GenericChart made = Plotly.NET.CSharp.Chart.Scatter<IConvertible, IConvertible, string>(
            xs.Elements, ys.Elements, mode,
            Name: Given(name), ShowLegend: Given(showLegend), Opacity: Given(opacity), MultiText: GivenAll(TextsOf(text, texts, xs.Count)),
            TextPosition: Given(position), MarkerColor: Given(marker.Color?.Value), MarkerSymbol: Given(marker.Symbol),
            LineColor: Given(line.Color?.Value), LineWidth: Given(line.Width), LineDash: Given(line.Dash),
            StackGroup: Given(stack), Fill: Given(fill), FillColor: Given(fillColor?.Value), UseDefaults: false);
        return Marked(made, marker);
    }

    /// <summary>The chart with those arguments of its markers that Plotly.NET.CSharp has no short form for.</summary>
    private static GenericChart Marked(GenericChart chart, MarkerArguments marker) => chart.WithEach(Of<DynamicObj.DynamicObj>(("marker", Of<Marker>(
        ("size", (object?)marker.Sizes ?? marker.Size), ("colorscale", marker.Scale is null ? null : StyleParam.Colorscale.convert.Invoke(marker.Scale)),
        ("showscale", marker.Color?.IsByValue == true ? true : null)))));

    private static Mode LineMode(bool markers, string? text, IEnumerable<string>? texts) => (markers, text is not null || texts is not null) switch
    {
        (true, true) => Mode.Lines_Markers_Text,
        (true, false) => Mode.Lines_Markers,
        (false, true) => Mode.Lines_Text,
        _ => Mode.Lines,
    };

    private static string[]? TextsOf(string? text, IEnumerable<string>? texts, int count) =>
        texts is not null ? [.. texts] : text is not null ? [.. Enumerable.Repeat(text, count)] : null;

    private static AnyColor? Single(AnyColor? color) => color is { IsSingle: true } ? color : null;

    /// <summary>How the points are drawn; sizes are diameters in pixels.</summary>
    private sealed record MarkerArguments(
        AnyColor? Color = null, double? Size = null, double[]? Sizes = null, MarkerSymbol? Symbol = null, StyleParam.Colorscale? Scale = null);

    /// <summary>How a line is drawn.</summary>
    private sealed record LineArguments(AnyColor? Color = null, double? Width = null, DrawingStyle? Dash = null);
}
