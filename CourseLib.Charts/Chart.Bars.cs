using CourseLib.Charts.Data;
using Plotly.NET;
using static CourseLib.Charts.PlotlyObject;
using static Plotly.NET.StyleParam;

namespace CourseLib.Charts;

public static partial class Chart
{
    /// <summary>An upright bar for each value.</summary>
    /// <param name="values">The bars' heights.</param>
    /// <param name="Keys">Where they stand: texts, numbers or dates; 0, 1, 2, … unless given.</param>
    /// <param name="Name">What the legend calls them; one name has one colour in a figure.</param>
    /// <param name="ShowLegend">Whether the legend lists them; by default when two names or more are there.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="Text">A text for every bar.</param>
    /// <param name="MultiText">A text for each bar.</param>
    /// <param name="TextPosition">Inside or outside the bar's end.</param>
    /// <param name="MarkerColor">The bars' colour, or one for each.</param>
    /// <param name="MarkerColorScale">The scale for bars coloured by value.</param>
    /// <param name="Base">Where the bars begin; 0 unless given.</param>
    /// <param name="Width">The bars' width in the keys' units.</param>
    /// <exception cref="ArgumentException">Values and keys differ in number, or hold what is not a number, a text or a date.</exception>
    public static GenericChart Column<TValue, TKey>(
        IEnumerable<TValue> values, IEnumerable<TKey> Keys, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, double? Base = null, double? Width = null) =>
        Bars("Column", values, Keys, false, Name, ShowLegend, Opacity, Text, MultiText, TextPosition, new(MarkerColor, Scale: MarkerColorScale), Base, Width);

    /// <inheritdoc cref="Column{TValue, TKey}(IEnumerable{TValue}, IEnumerable{TKey}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, double?, double?)"/>
    public static GenericChart Column<TValue>(
        IEnumerable<TValue> values, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, double? Base = null, double? Width = null) =>
        Bars("Column", values, null, false, Name, ShowLegend, Opacity, Text, MultiText, TextPosition, new(MarkerColor, Scale: MarkerColorScale), Base, Width);

    /// <summary>A lying bar for each value; the first one is the lowest.</summary>
    /// <inheritdoc cref="Column{TValue, TKey}(IEnumerable{TValue}, IEnumerable{TKey}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, double?, double?)"/>
    public static GenericChart Bar<TValue, TKey>(
        IEnumerable<TValue> values, IEnumerable<TKey> Keys, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, double? Base = null, double? Width = null) =>
        Bars("Bar", values, Keys, true, Name, ShowLegend, Opacity, Text, MultiText, TextPosition, new(MarkerColor, Scale: MarkerColorScale), Base, Width);

    /// <inheritdoc cref="Bar{TValue, TKey}(IEnumerable{TValue}, IEnumerable{TKey}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, double?, double?)"/>
    public static GenericChart Bar<TValue>(
        IEnumerable<TValue> values, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, double? Base = null, double? Width = null) =>
        Bars("Bar", values, null, true, Name, ShowLegend, Opacity, Text, MultiText, TextPosition, new(MarkerColor, Scale: MarkerColorScale), Base, Width);

    /// <summary>Upright bars that stand on those before them.</summary>
    /// <inheritdoc cref="Column{TValue, TKey}(IEnumerable{TValue}, IEnumerable{TKey}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, double?, double?)"/>
    public static GenericChart StackedColumn<TValue, TKey>(
        IEnumerable<TValue> values, IEnumerable<TKey> Keys, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null, AnyColor? MarkerColor = null) =>
        Column(values, Keys, Name, ShowLegend, Opacity, Text, MultiText, TextPosition, MarkerColor).WithBarMode(BarMode.Stack);

    /// <summary>Lying bars that begin where those before them end.</summary>
    /// <inheritdoc cref="Column{TValue, TKey}(IEnumerable{TValue}, IEnumerable{TKey}, string?, bool?, double?, string?, IEnumerable{string}?, TextPosition?, AnyColor?, StyleParam.Colorscale?, double?, double?)"/>
    public static GenericChart StackedBar<TValue, TKey>(
        IEnumerable<TValue> values, IEnumerable<TKey> Keys, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        string? Text = null, IEnumerable<string>? MultiText = null, TextPosition? TextPosition = null, AnyColor? MarkerColor = null) =>
        Bar(values, Keys, Name, ShowLegend, Opacity, Text, MultiText, TextPosition, MarkerColor).WithBarMode(BarMode.Stack);

    /// <summary>How often values fall into bins of one width, or how often each text occurs. Several on one panel share their bins.</summary>
    /// <param name="X">The values.</param>
    /// <param name="Orientation">Horizontal: the values on the y axis.</param>
    /// <param name="Name">What the legend calls it; one name has one colour in a figure.</param>
    /// <param name="ShowLegend">Whether the legend lists it; by default when two names or more are there.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="HistNorm">What a bar's height says.</param>
    /// <param name="NBinsX">About how many bins; by the rule of Freedman and Diaconis unless given.</param>
    /// <param name="MarkerColor">The bars' colour.</param>
    public static GenericChart Histogram<T>(
        IEnumerable<T> X, Orientation? Orientation = null, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        HistNorm? HistNorm = null, int? NBinsX = null, AnyColor? MarkerColor = null) =>
        Histogram((object)X, Orientation, Name, ShowLegend, Opacity, HistNorm, NBinsX, MarkerColor);

    private static GenericChart Histogram(
        object x, Orientation? orientation, string? name, bool? showLegend, double? opacity, HistNorm? norm, int? bins, AnyColor? color)
    {
        IConvertible[] values = Series.From(x).Elements;
        bool lying = orientation?.IsHorizontal == true;
        return Plotly.NET.CSharp.Chart.Histogram<IConvertible, IConvertible, string>(
            X: GivenAll(lying ? null : values), Y: GivenAll(lying ? values : null), Name: Given(name), ShowLegend: Given(showLegend), Opacity: Given(opacity),
            HistNorm: Given(norm), NBinsX: Given(lying ? null : bins), NBinsY: Given(lying ? bins : null), MarkerColor: Given(color?.Value), UseDefaults: false);
    }

    private static GenericChart Bars(
        string chart, object values, object? keys, bool horizontal, string? name, bool? showLegend, double? opacity,
        string? text, IEnumerable<string>? texts, TextPosition? position, MarkerArguments marker, double? @base, double? width)
    {
        Series heights = Series.From(values), places = keys is null ? Series.Index(heights.Count) : Series.From(keys);
        if (heights.Count != places.Count)
            throw new ArgumentException($"Chart.{chart}: there are {heights.Count} values and {places.Count} keys; each value needs its key.");
        GenericChart made = horizontal
            ? Plotly.NET.CSharp.Chart.Bar<IConvertible, IConvertible, string>(
                heights.Elements, Keys: places.Elements, Name: Given(name), ShowLegend: Given(showLegend), Opacity: Given(opacity),
                MultiText: GivenAll(TextsOf(text, texts, heights.Count)), TextPosition: Given(position), MarkerColor: Given(marker.Color?.Value), UseDefaults: false)
            : Plotly.NET.CSharp.Chart.Column<IConvertible, IConvertible, string>(
                heights.Elements, Keys: places.Elements, Name: Given(name), ShowLegend: Given(showLegend), Opacity: Given(opacity),
                MultiText: GivenAll(TextsOf(text, texts, heights.Count)), TextPosition: Given(position), MarkerColor: Given(marker.Color?.Value), UseDefaults: false);
        return Marked(made, marker).WithEach(Of<DynamicObj.DynamicObj>(("base", @base), ("width", width)));
    }
}
