using CourseLib.Charts.Data;
using CourseLib.Charts.Traces;

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
    public static Figure Contour<TMatrix>(
        TMatrix zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, Colorscale? ColorScale = null, bool? ShowScale = null,
        bool ReverseScale = false, StyleParam.ContourColoring ContoursColoring = StyleParam.ContourColoring.Fill, bool ShowContourLines = true,
        bool ShowContoursLabels = false, int NContours = 12, Color? LineColor = null, string? ColorBarTitle = null) where TMatrix : class
    {
        Matrix z = Matrix.From(zData);
        Fits("Contour", X, z.Columns, "columns");
        Fits("Contour", Y, z.Rows, "rows");
        return Figure.Of(new ContourTrace(z, MapOf(z, ColorScale, ShowScale, ReverseScale, null, null, ColorBarTitle),
            ContoursColoring == StyleParam.ContourColoring.Fill, ShowContourLines, ShowContoursLabels, NContours)
        {
            X = X?.Series,
            Y = Y?.Series,
            Name = Name,
            LineColor = LineColor,
        });
    }

    /// <inheritdoc cref="Contour{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, Colorscale?, bool?, bool, StyleParam.ContourColoring, bool, bool, int, Color?, string?)"/>
    public static Figure Contour<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, Colorscale? ColorScale = null, bool? ShowScale = null,
        bool ReverseScale = false, StyleParam.ContourColoring ContoursColoring = StyleParam.ContourColoring.Fill, bool ShowContourLines = true,
        bool ShowContoursLabels = false, int NContours = 12, Color? LineColor = null, string? ColorBarTitle = null) =>
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
    public static Figure Surface<TMatrix>(
        TMatrix zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null, Colorscale? ColorScale = null,
        bool? ShowScale = null, bool ReverseScale = false, string? ColorBarTitle = null) where TMatrix : class
    {
        Matrix z = Matrix.From(zData);
        Fits("Surface", X, z.Columns, "columns");
        Fits("Surface", Y, z.Rows, "rows");
        return Figure.Of(new SurfaceTrace(z, MapOf(z, ColorScale, ShowScale, ReverseScale, null, null, ColorBarTitle)) { X = X?.Series, Y = Y?.Series, Name = Name, Opacity = Opacity })
            .WithSize(Height: 520);
    }

    /// <inheritdoc cref="Surface{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, double?, Colorscale?, bool?, bool, string?)"/>
    public static Figure Surface<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null, Colorscale? ColorScale = null,
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
    public static Figure Scatter3D<TX, TY, TZ>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, StyleParam.Mode Mode = StyleParam.Mode.Markers, string? Name = null, bool? ShowLegend = null,
        double? Opacity = null, IEnumerable<string>? MultiText = null, Color? MarkerColor = null, Colorscale? MarkerColorScale = null,
        double? MarkerSize = null, Color? LineColor = null, double? LineWidth = null) =>
        InSpace(x, y, z, Mode, Name, ShowLegend, Opacity, MultiText, new(MarkerColor, MarkerSize, Scale: MarkerColorScale), new(LineColor, LineWidth));

    /// <summary>A marker at each point in three dimensions.</summary>
    /// <inheritdoc cref="Scatter3D{TX, TY, TZ}"/>
    public static Figure Point3D<TX, TY, TZ>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        Color? MarkerColor = null, Colorscale? MarkerColorScale = null, double? MarkerSize = null) =>
        InSpace(x, y, z, StyleParam.Mode.Markers, Name, ShowLegend, Opacity, null, new(MarkerColor, MarkerSize, Scale: MarkerColorScale), new());

    /// <summary>A line through points in three dimensions.</summary>
    /// <inheritdoc cref="Scatter3D{TX, TY, TZ}"/>
    public static Figure Line3D<TX, TY, TZ>(
        IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string? Name = null, bool? ShowLegend = null, double? Opacity = null,
        Color? LineColor = null, double? LineWidth = null) =>
        InSpace(x, y, z, StyleParam.Mode.Lines, Name, ShowLegend, Opacity, null, new(), new(LineColor, LineWidth));

    private static Figure InSpace(
        object x, object y, object z, StyleParam.Mode mode, string? name, bool? showLegend, double? opacity, IEnumerable<string>? texts, MarkerStyle marker, LineStyle line)
    {
        (Series xs, Series ys, Series zs) = (Series.From(x), Series.From(y), Numbers("Scatter3D", Series.From(z)));
        SameCount("Chart.Scatter3D", xs.Count, ys.Count);
        if (zs.Count != xs.Count) throw new ArgumentException($"Chart.Scatter3D: x has {xs.Count} values and z has {zs.Count}; there must be as many of each.");
        bool lines = mode.ToString().Contains("Lines", StringComparison.Ordinal);
        return Figure.Of(new Scatter3DTrace(xs, ys, zs, lines, !lines || mode.ToString().Contains("Markers", StringComparison.Ordinal))
        {
            Name = name,
            ShowLegend = showLegend,
            Opacity = opacity,
            Marker = marker,
            Line = line,
            Texts = texts?.ToArray(),
        }).WithSize(Height: 520);
    }
}
