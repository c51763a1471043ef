using CourseLib.Charts.Data;
using CourseLib.Charts.Traces;

namespace CourseLib.Charts;

public sealed partial record Figure
{
    /// <summary>A title over the figure; <c>&lt;br&gt;</c>, <c>&lt;b&gt;</c>, <c>&lt;i&gt;</c>, <c>&lt;sub&gt;</c> and <c>&lt;sup&gt;</c> work in it.</summary>
    /// <param name="title">The text.</param>
    /// <param name="TitleSize">Its height in pixels.</param>
    public Figure WithTitle(string title, double? TitleSize = null) => this with { Layout = Layout with { Title = title, TitleSize = TitleSize } };

    /// <summary>A caption under the figure that says what to see, and a text for readers who cannot see it.</summary>
    /// <param name="Caption">One or two sentences.</param>
    /// <param name="AltText">What the picture shows; made from titles and names unless given.</param>
    public Figure WithDescription(string Caption, string? AltText = null) =>
        this with { Layout = Layout with { Caption = Caption, AltText = AltText ?? Layout.AltText } };

    /// <summary>The figure's size in pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size below 40 or above 10,000.</exception>
    public Figure WithSize(int? Width = null, int? Height = null)
    {
        foreach (int size in new[] { Width, Height }.OfType<int>())
            if (size is < 40 or > 10_000) throw new ArgumentOutOfRangeException(nameof(Width), size, "A figure is between 40 and 10,000 pixels wide and high.");
        return this with { Layout = Layout with { Width = Width ?? Layout.Width, Height = Height ?? Layout.Height } };
    }

    /// <summary>The margins around the panels in pixels; as large as the texts there need unless given.</summary>
    public Figure WithMarginSize(double? Left = null, double? Right = null, double? Top = null, double? Bottom = null) =>
        this with { Layout = Layout with { Margins = new Margins(Left, Right, Top, Bottom).Or(Layout.Margins) } };

    /// <summary>The traces' name, and whether they are seen and listed. Several traces are numbered: "loss_1", "loss_2".</summary>
    public Figure WithTraceInfo(string? Name = null, bool? Visible = null, bool? ShowLegend = null) => this with
    {
        Traces = [.. Traces.Select((t, i) => t with
        {
            Name = Name is null ? t.Name : Traces.Length == 1 ? Name : $"{Name}_{i + 1}",
            Visible = Visible ?? t.Visible,
            ShowLegend = ShowLegend ?? t.ShowLegend,
        })],
    };

    /// <summary>Whether there is a legend.</summary>
    public Figure WithLegend(bool showlegend) => this with { Layout = Layout with { ShowLegend = showlegend } };

    /// <summary>Where the legend stands: right of the panels unless told; lying, over them for <paramref name="Y"/> ≥ 0.5 and below them for less.</summary>
    /// <param name="Title">A title over its entries.</param>
    /// <param name="Orientation">Horizontal: entries side by side.</param>
    /// <param name="X">Kept for pages written for Plotly.NET; the legend never stands on the data.</param>
    /// <param name="Y">Above 0.5: over the panels.</param>
    public Figure WithLegendStyle(string? Title = null, StyleParam.Orientation? Orientation = null, double? X = null, double? Y = null)
    {
        LegendPlace? place = Orientation switch
        {
            StyleParam.Orientation.Horizontal => Y is >= 0.5 ? LegendPlace.Top : LegendPlace.Below,
            StyleParam.Orientation.Vertical => LegendPlace.Right,
            _ => Y is < 0 ? LegendPlace.Below : Y is > 1 ? LegendPlace.Top : X is >= 1 ? LegendPlace.Right : Layout.LegendPlace,
        };
        return this with { Layout = Layout with { LegendTitle = Title ?? Layout.LegendTitle, LegendPlace = place } };
    }

    /// <summary>How bars at one place stand together.</summary>
    public Figure WithBarMode(StyleParam.BarMode BarMode, double? BarGap = null) =>
        this with { Layout = Layout with { BarMode = BarMode, BarGap = BarGap ?? Layout.BarGap } };

    /// <summary>The style of the lines of all scatter traces.</summary>
    public Figure WithLineStyle(double? Width = null, Color? Color = null, StyleParam.DrawingStyle? Dash = null) => WithEach<ScatterTrace>(t =>
        t with { Line = new(Color ?? t.Line.Color, Width ?? t.Line.Width, Dash ?? t.Line.Dash) });

    /// <summary>The style of the markers of all scatter traces.</summary>
    public Figure WithMarkerStyle(Color? Color = null, double? Size = null, StyleParam.MarkerSymbol? Symbol = null) => WithEach<ScatterTrace>(t =>
        t with { Marker = t.Marker with { Color = Color ?? t.Marker.Color, Size = Size ?? t.Marker.Size, Symbol = Symbol ?? t.Marker.Symbol } });

    /// <summary>Error bars along y on all scatter and bar traces.</summary>
    /// <param name="Array">How far each bar reaches up, and down unless <paramref name="ArrayMinus"/> is given.</param>
    /// <param name="ArrayMinus">How far each bar reaches down.</param>
    public Figure WithYErrorStyle<T>(IEnumerable<T> Array, IEnumerable<T>? ArrayMinus = null)
    {
        ErrorBars bars = new(Series.From(Array).Numbers, ArrayMinus is null ? null : Series.From(ArrayMinus).Numbers);
        return WithEach<ScatterTrace>(t => t with { YError = bars }).WithEach<BarTrace>(t => t.Horizontal ? t : t with { Error = bars });
    }

    /// <summary>Error bars along x on all scatter traces and lying bars.</summary>
    /// <param name="Array">How far each bar reaches to the right, and to the left unless <paramref name="ArrayMinus"/> is given.</param>
    /// <param name="ArrayMinus">How far each bar reaches to the left.</param>
    public Figure WithXErrorStyle<T>(IEnumerable<T> Array, IEnumerable<T>? ArrayMinus = null)
    {
        ErrorBars bars = new(Series.From(Array).Numbers, ArrayMinus is null ? null : Series.From(ArrayMinus).Numbers);
        return WithEach<ScatterTrace>(t => t with { XError = bars }).WithEach<BarTrace>(t => t.Horizontal ? t with { Error = bars } : t);
    }
}
