using CourseLib.Charts.Data;
using CourseLib.Charts.Scales;
using CourseLib.Charts.Traces;
using CourseLib.Tensors;

namespace CourseLib.Charts;

public static partial class Chart
{
    /// <summary>A coloured cell for each number of a matrix. Row 0 is at the bottom, or at the top with <paramref name="ReverseYAxis"/>.</summary>
    /// <param name="zData">A tensor of two axes, a two-dimensional array, a MathNet matrix or a sequence of rows.</param>
    /// <param name="X">The columns' places or names.</param>
    /// <param name="Y">The rows' places or names.</param>
    /// <param name="Name">What it is.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="ColorScale">The colours; Viridis unless given.</param>
    /// <param name="ShowScale">Whether the colour bar is drawn.</param>
    /// <param name="ReverseScale">Turns the colours round.</param>
    /// <param name="ZMin">The number of the first colour; the smallest unless given.</param>
    /// <param name="ZMax">The number of the last colour; the largest unless given.</param>
    /// <param name="ColorBarTitle">What the numbers are, with their unit.</param>
    /// <param name="Transpose">Swaps rows and columns.</param>
    /// <param name="ReverseYAxis">Row 0 at the top, as matrices are printed.</param>
    /// <exception cref="ArgumentException">The data are no matrix, or there are not as many names as rows or columns.</exception>
    public static Figure Heatmap<TMatrix>(
        TMatrix zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null,
        Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false, double? ZMin = null, double? ZMax = null,
        string? ColorBarTitle = null, bool Transpose = false, bool ReverseYAxis = false) where TMatrix : class
    {
        Matrix z = Transpose ? Matrix.From(zData).Transposed() : Matrix.From(zData);
        Fits("Heatmap", X, z.Columns, "columns");
        Fits("Heatmap", Y, z.Rows, "rows");
        return Heat(z, X, Y, Name, Opacity, MapOf(z, ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle), null, ReverseYAxis);
    }

    /// <inheritdoc cref="Heatmap{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, double?, Colorscale?, bool?, bool, double?, double?, string?, bool, bool)"/>
    public static Figure Heatmap<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null,
        Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false, double? ZMin = null, double? ZMax = null,
        string? ColorBarTitle = null, bool Transpose = false, bool ReverseYAxis = false) =>
        Heatmap(Matrix.From(zData), X, Y, Name, Opacity, ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle, Transpose, ReverseYAxis);

    /// <summary>A heat map with a text on every cell.</summary>
    /// <param name="annotationText">The texts, row by row; the numbers themselves unless given.</param>
    /// <inheritdoc cref="Heatmap{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, double?, Colorscale?, bool?, bool, double?, double?, string?, bool, bool)"/>
    public static Figure AnnotatedHeatmap<TMatrix>(
        TMatrix zData, IEnumerable<IEnumerable<string>>? annotationText = null, AxisValues? X = null, AxisValues? Y = null, string? Name = null,
        double? Opacity = null, Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false,
        double? ZMin = null, double? ZMax = null, string? ColorBarTitle = null, bool ReverseYAxis = false) where TMatrix : class
    {
        Matrix z = Matrix.From(zData);
        Fits("AnnotatedHeatmap", X, z.Columns, "columns");
        Fits("AnnotatedHeatmap", Y, z.Rows, "rows");
        string[][] texts = annotationText is not null
            ? [.. annotationText.Select(row => row.ToArray())]
            : [.. Enumerable.Range(0, z.Rows).Select(r => Enumerable.Range(0, z.Columns).Select(c => NumberText.Short(z[r, c])).ToArray())];
        return Heat(z, X, Y, Name, Opacity, MapOf(z, ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle), texts, ReverseYAxis);
    }

    /// <inheritdoc cref="AnnotatedHeatmap{TMatrix}(TMatrix, IEnumerable{IEnumerable{string}}?, AxisValues?, AxisValues?, string?, double?, Colorscale?, bool?, bool, double?, double?, string?, bool)"/>
    public static Figure AnnotatedHeatmap<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, IEnumerable<IEnumerable<string>>? annotationText = null, AxisValues? X = null, AxisValues? Y = null,
        string? Name = null, double? Opacity = null, Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false,
        double? ZMin = null, double? ZMax = null, string? ColorBarTitle = null, bool ReverseYAxis = false) =>
        AnnotatedHeatmap(Matrix.From(zData), annotationText, X, Y, Name, Opacity, ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle, ReverseYAxis);

    private static Figure Heat(Matrix z, AxisValues? x, AxisValues? y, string? name, double? opacity, ColorMap map, string[][]? texts, bool reverseY) =>
        Figure.Of(new HeatmapTrace(z, map) { X = x?.Series, Y = y?.Series, Name = name, Opacity = opacity, Texts = texts })
            .WithPanel(0, panel => panel with { Y = panel.Y with { Reversed = reverseY } });

    private static ColorMap MapOf(Matrix z, Colorscale? colors, bool? showScale, bool reverse, double? min, double? max, string? title)
    {
        (double low, double high) = z.Range;
        return ColorMap.Of(colors, (Argument.Finite("Chart.Heatmap", "ZMin", min ?? low), Argument.Finite("Chart.Heatmap", "ZMax", max ?? high)), showScale, title, reverse);
    }

    private static void Fits(string chart, AxisValues? names, int count, string what)
    {
        if (names is not null && names.Series.Count != count && names.Series.Count != count + 1)
            throw new ArgumentException($"Chart.{chart}: the matrix has {count} {what}, but {names.Series.Count} names or places for them.");
        if (names?.Series.Numbers.Any(place => !double.IsFinite(place)) == true)
            throw new ArgumentException($"Chart.{chart}: a place of the {what} is not finite; each needs one.");
    }
}
