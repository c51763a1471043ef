using CourseLib.Charts.Data;
using Plotly.NET;
using Plotly.NET.TraceObjects;
using static CourseLib.Charts.PlotlyObject;
using static Plotly.NET.StyleParam;

namespace CourseLib.Charts;

public static partial class Chart
{
    /// <summary>Lines of equal height over a grid of points, coloured bands between.</summary>
    /// <param name="zData">A tensor of two axes, a two-dimensional array, a MathNet matrix or a sequence of rows; row 0 is at the bottom.</param>
    /// <param name="X">The columns' places.</param>
    /// <param name="Y">The rows' places.</param>
    /// <param name="Name">What it is.</param>
    /// <param name="ColorScale">The colours; Viridis unless given.</param>
    /// <param name="ShowScale">Whether the colour bar is drawn.</param>
    /// <param name="ReverseScale">Turns the colours round.</param>
    /// <param name="ContoursColoring">Bands, or lines alone.</param>
    /// <param name="ShowContourLines">Whether bands have lines between.</param>
    /// <param name="ShowContoursLabels">Whether lines bear their heights.</param>
    /// <param name="NContours">About how many lines.</param>
    /// <param name="LineColor">The colour of the lines between bands.</param>
    /// <param name="ColorBarTitle">What the heights are, with their unit.</param>
    /// <exception cref="ArgumentException">The data are no matrix, or there are not as many places as rows or columns.</exception>
    public static GenericChart Contour<TMatrix>(
        TMatrix zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null,
        bool ReverseScale = false, ContourColoring? ContoursColoring = null, bool ShowContourLines = true,
        bool ShowContoursLabels = false, int NContours = 12, AnyColor? LineColor = null, string? ColorBarTitle = null) where TMatrix : class
    {
        Matrix z = Matrix.From(zData);
        Fits("Contour", X, z.Columns, "columns");
        Fits("Contour", Y, z.Rows, "rows");
        Scaled scale = new(ColorScale, ShowScale, ReverseScale, Title: ColorBarTitle);
        bool bands = ContoursColoring is null || ContoursColoring.IsFill;
        GenericChart made = Plotly.NET.CSharp.Chart.Contour<double, IConvertible, IConvertible, string>(
            z.ToRows(), X: GivenAll(X?.Series.Elements), Y: GivenAll(Y?.Series.Elements), Name: Given(Name), ColorScale: Given(ColorScale), ShowScale: Given(ShowScale),
            NContours: NContours, UseDefaults: false);
        return made.WithEach(scale.Members("z")).WithEach(Of<DynamicObj.DynamicObj>(
            ("contours", Of<Contours>(
                ("coloring", ContourColoring.convert.Invoke(ContoursColoring ?? ContourColoring.Fill)), ("showlines", bands ? ShowContourLines : null), ("showlabels", ShowContoursLabels))),
            ("line", bands && LineColor is not null ? Of<Line>(("color", LineColor.Value)) : null)));
    }

    /// <inheritdoc cref="Contour{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, StyleParam.Colorscale?, bool?, bool, ContourColoring?, bool, bool, int, AnyColor?, string?)"/>
    public static GenericChart Contour<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null,
        bool ReverseScale = false, ContourColoring? ContoursColoring = null, bool ShowContourLines = true,
        bool ShowContoursLabels = false, int NContours = 12, AnyColor? LineColor = null, string? ColorBarTitle = null) =>
        Contour(Matrix.From(zData), X, Y, Name, ColorScale, ShowScale, ReverseScale, ContoursColoring, ShowContourLines, ShowContoursLabels, NContours, LineColor, ColorBarTitle);

    /// <summary>Heights over a grid of points, in three dimensions.</summary>
    /// <param name="zData">A tensor of two axes, a two-dimensional array, a MathNet matrix or a sequence of rows.</param>
    /// <param name="X">The columns' places.</param>
    /// <param name="Y">The rows' places.</param>
    /// <param name="Name">What it is.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="ColorScale">The colours by height; Viridis unless given.</param>
    /// <param name="ShowScale">Whether the colour bar is drawn.</param>
    /// <param name="ReverseScale">Turns the colours round.</param>
    /// <param name="ColorBarTitle">What the heights are, with their unit.</param>
    /// <exception cref="ArgumentException">The data are no matrix, or there are not as many places as rows or columns.</exception>
    public static GenericChart Surface<TMatrix>(
        TMatrix zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null, StyleParam.Colorscale? ColorScale = null,
        bool? ShowScale = null, bool ReverseScale = false, string? ColorBarTitle = null) where TMatrix : class
    {
        Matrix z = Matrix.From(zData);
        Fits("Surface", X, z.Columns, "columns");
        Fits("Surface", Y, z.Rows, "rows");
        Scaled scale = new(ColorScale, ShowScale, ReverseScale, Title: ColorBarTitle);
        GenericChart made = Plotly.NET.CSharp.Chart.Surface<double, IConvertible, IConvertible, string>(
            z.ToRows(), X: GivenAll(X?.Series.Elements), Y: GivenAll(Y?.Series.Elements), Name: Given(Name), Opacity: Given(Opacity),
            ColorScale: Given(ColorScale), ShowScale: Given(ShowScale), UseDefaults: false);
        return made.WithEach(scale.Members("c")).WithSize(Height: 520);
    }

    /// <inheritdoc cref="Surface{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, double?, StyleParam.Colorscale?, bool?, bool, string?)"/>
    public static GenericChart Surface<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null, StyleParam.Colorscale? ColorScale = null,
        bool? ShowScale = null, bool ReverseScale = false, string? ColorBarTitle = null) =>
        Surface(Matrix.From(zData), X, Y, Name, Opacity, ColorScale, ShowScale, ReverseScale, ColorBarTitle);

    /// <summary>Points in three dimensions.</summary>
    /// <param name="x">Numbers, texts or dates.</param>
    /// <param name="y">As many of them.</param>
    /// <param name="z">As many numbers.</param>
    /// <param name="Mode">Lines, markers or both.</param>
    /// <param name="Name">What the legend calls it; one name has one colour in a figure.</param>
    /// <param name="ShowLegend">Whether the legend lists it; by default when two names or more are there.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="MultiText">A text for each point, shown where the chart is interactive.</param>
    /// <param name="MarkerColor">The markers' colour, or one for each.</param>
    /// <param name="MarkerColorScale">The scale for markers coloured by value.</param>
    /// <param name="MarkerSize">The markers' diameter in pixels.</param>
    /// <param name="LineColor">The line's colour.</param>
    /// <param name="LineWidth">The line's width in pixels.</param>
    /// <exception cref="ArgumentException">x, y and z differ in length.</exception>
    public static GenericChart Scatter3D<TX, TY, TZ>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, Mode? Mode = null, string? Name = null, bool? ShowLegend = null,
        double? Opacity = null, IEnumerable<string>? MultiText = null, AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null,
        double? MarkerSize = null, AnyColor? LineColor = null, double? LineWidth = null) =>
        InSpace(x, y, z, Mode ?? StyleParam.Mode.Markers, Name, ShowLegend, Opacity, MultiText, new(MarkerColor, MarkerSize, Scale: MarkerColorScale), new(LineColor, LineWidth));

    /// <summary>A marker at each point in three dimensions.</summary>
    /// <inheritdoc cref="Scatter3D{TX, TY, TZ}(IEnumerable{TX}, IEnumerable{TY}, IEnumerable{TZ}, Mode?, string?, bool?, double?, IEnumerable{string}?, AnyColor?, StyleParam.Colorscale?, double?, AnyColor?, double?)"/>
    public static GenericChart Point3D<TX, TY, TZ>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        AnyColor? MarkerColor = null, StyleParam.Colorscale? MarkerColorScale = null, double? MarkerSize = null) =>
        InSpace(x, y, z, StyleParam.Mode.Markers, Name, ShowLegend, Opacity, null, new(MarkerColor, MarkerSize, Scale: MarkerColorScale), new());

    /// <summary>A line through points in three dimensions.</summary>
    /// <inheritdoc cref="Scatter3D{TX, TY, TZ}(IEnumerable{TX}, IEnumerable{TY}, IEnumerable{TZ}, Mode?, string?, bool?, double?, IEnumerable{string}?, AnyColor?, StyleParam.Colorscale?, double?, AnyColor?, double?)"/>
    public static GenericChart Line3D<TX, TY, TZ>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        AnyColor? LineColor = null, double? LineWidth = null) =>
        InSpace(x, y, z, StyleParam.Mode.Lines, Name, ShowLegend, Opacity, null, new(), new(LineColor, LineWidth));

    private static GenericChart InSpace(
        object x, object y, object z, Mode mode, string? name, bool? showLegend, double? opacity, IEnumerable<string>? texts, MarkerArguments marker, LineArguments line)
    {
        (Series xs, Series ys, Series zs) = (Series.From(x), Series.From(y), Numbers("Scatter3D", Series.From(z)));
        SameCount("Chart.Scatter3D", xs.Count, ys.Count);
        if (zs.Count != xs.Count) throw new ArgumentException($"Chart.Scatter3D: x has {xs.Count} values and z has {zs.Count}; there must be as many of each.");
        GenericChart made = Plotly.NET.CSharp.Chart.Scatter3D<IConvertible, IConvertible, IConvertible, string>(
            xs.Elements, ys.Elements, zs.Elements, mode, Name: Given(name), ShowLegend: Given(showLegend), Opacity: Given(opacity), MultiText: GivenAll(texts?.ToArray()),
            MarkerColor: Given(marker.Color?.Value), LineColor: Given(line.Color?.Value), LineWidth: Given(line.Width), UseDefaults: false);
        return Marked(made, marker).WithSize(Height: 520);
    }
}
