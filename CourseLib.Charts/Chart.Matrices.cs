using CourseLib.Charts.Data;
using CourseLib.Charts.Scales;
using CourseLib.Tensors;
using Plotly.NET;
using static CourseLib.Charts.PlotlyObject;

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
    public static GenericChart Heatmap<TMatrix>(
        TMatrix zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null,
        StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false, double? ZMin = null, double? ZMax = null,
        string? ColorBarTitle = null, bool Transpose = false, bool ReverseYAxis = false) where TMatrix : class
    {
        Matrix z = Transpose ? Matrix.From(zData).Transposed() : Matrix.From(zData);
        Fits("Heatmap", X, z.Columns, "columns");
        Fits("Heatmap", Y, z.Rows, "rows");
        return Heat(z, X, Y, Name, Opacity, new(ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle), null, ReverseYAxis);
    }

    /// <inheritdoc cref="Heatmap{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, double?, StyleParam.Colorscale?, bool?, bool, double?, double?, string?, bool, bool)"/>
    public static GenericChart Heatmap<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, AxisValues? X = null, AxisValues? Y = null, string? Name = null, double? Opacity = null,
        StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false, double? ZMin = null, double? ZMax = null,
        string? ColorBarTitle = null, bool Transpose = false, bool ReverseYAxis = false) =>
        Heatmap(Matrix.From(zData), X, Y, Name, Opacity, ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle, Transpose, ReverseYAxis);

    /// <summary>A heat map with a text on every cell.</summary>
    /// <param name="annotationText">The texts, row by row; the numbers themselves unless given.</param>
    /// <inheritdoc cref="Heatmap{TMatrix}(TMatrix, AxisValues?, AxisValues?, string?, double?, StyleParam.Colorscale?, bool?, bool, double?, double?, string?, bool, bool)"/>
    public static GenericChart AnnotatedHeatmap<TMatrix>(
        TMatrix zData, IEnumerable<IEnumerable<string>>? annotationText = null, AxisValues? X = null, AxisValues? Y = null, string? Name = null,
        double? Opacity = null, StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false,
        double? ZMin = null, double? ZMax = null, string? ColorBarTitle = null, bool ReverseYAxis = false) where TMatrix : class
    {
        Matrix z = Matrix.From(zData);
        Fits("AnnotatedHeatmap", X, z.Columns, "columns");
        Fits("AnnotatedHeatmap", Y, z.Rows, "rows");
        string[][] texts = annotationText is not null
            ? [.. annotationText.Select(row => row.ToArray())]
            : [.. Enumerable.Range(0, z.Rows).Select(r => Enumerable.Range(0, z.Columns).Select(c => NumberText.Short(z[r, c])).ToArray())];
        return Heat(z, X, Y, Name, Opacity, new(ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle), texts, ReverseYAxis);
    }

    /// <inheritdoc cref="AnnotatedHeatmap{TMatrix}(TMatrix, IEnumerable{IEnumerable{string}}?, AxisValues?, AxisValues?, string?, double?, StyleParam.Colorscale?, bool?, bool, double?, double?, string?, bool)"/>
    public static GenericChart AnnotatedHeatmap<TZ>(
        IEnumerable<IEnumerable<TZ>> zData, IEnumerable<IEnumerable<string>>? annotationText = null, AxisValues? X = null, AxisValues? Y = null,
        string? Name = null, double? Opacity = null, StyleParam.Colorscale? ColorScale = null, bool? ShowScale = null, bool ReverseScale = false,
        double? ZMin = null, double? ZMax = null, string? ColorBarTitle = null, bool ReverseYAxis = false) =>
        AnnotatedHeatmap(Matrix.From(zData), annotationText, X, Y, Name, Opacity, ColorScale, ShowScale, ReverseScale, ZMin, ZMax, ColorBarTitle, ReverseYAxis);

    private static GenericChart Heat(Matrix z, AxisValues? x, AxisValues? y, string? name, double? opacity, Scaled scale, string[][]? texts, bool reverseY)
    {
        GenericChart made = Plotly.NET.CSharp.Chart.Heatmap<double, IConvertible, IConvertible, string>(
            z.ToRows(), X: GivenAll(x?.Series.Elements), Y: GivenAll(y?.Series.Elements), Name: Given(name), Opacity: Given(opacity),
            ColorScale: Given(scale.Colors), ShowScale: Given(scale.Shown),
            ReverseYAxis: reverseY ? true : default(Plotly.NET.CSharp.Optional<bool>), UseDefaults: false);
        return made.WithEach(scale.Members("z")).WithEach(Of<DynamicObj.DynamicObj>(("text", texts), ("texttemplate", texts is null ? null : "%{text}")));
    }

    /// <summary>The colours of numbers, with their ends and the title of their bar.</summary>
    private sealed record Scaled(StyleParam.Colorscale? Colors, bool? Shown, bool Reversed = false, double? Min = null, double? Max = null, string? Title = null)
    {
        /// <param name="letter">What the names of the ends begin with: z or c.</param>
        public DynamicObj.DynamicObj Members(string letter) => Of<DynamicObj.DynamicObj>(
            (letter + "min", Min is { } min ? Argument.Finite("Chart.Heatmap", "ZMin", min) : null), (letter + "max", Max is { } max ? Argument.Finite("Chart.Heatmap", "ZMax", max) : null),
            ("reversescale", Reversed ? true : null), ("colorbar", Title is null ? null : Of<ColorBar>(("title", Of<Title>(("text", Title))))));
    }

    private static void Fits(string chart, AxisValues? names, int count, string what)
    {
        if (names is not null && names.Series.Count != count && names.Series.Count != count + 1)
            throw new ArgumentException($"Chart.{chart}: the matrix has {count} {what}, but {names.Series.Count} names or places for them.");
        if (names?.Series.Numbers.Any(place => !double.IsFinite(place)) == true)
            throw new ArgumentException($"Chart.{chart}: a place of the {what} is not finite; each needs one.");
    }
}
