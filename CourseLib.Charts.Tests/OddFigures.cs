
using CourseLib.Tensors;
using static Plotly.NET.StyleParam;

namespace CourseLib.Charts.Tests;

/// <summary>Every kind of chart with data that charts are seldom given.</summary>
public static class OddFigures
{
    private static readonly Dictionary<string, double[]> Values = new()
    {
        ["none"] = [],
        ["one"] = [3],
        ["one zero"] = [0],
        ["only NaN"] = [double.NaN, double.NaN],
        ["NaN and infinities"] = [1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2],
        ["huge"] = [1e30, -1e30, 5e29],
        ["largest"] = [double.MaxValue, -double.MaxValue],
        ["tiny"] = [1e-300, 2e-300, 3e-300],
        ["all equal"] = [7, 7, 7],
        ["nearly equal"] = [1, 1 + 1e-15, 1],
        ["negative"] = [-1, -10, -100],
    };

    private static readonly Dictionary<string, Func<double[], GenericChart>> Kinds = new()
    {
        ["line"] = v => Chart.Line(v, v),
        ["point"] = v => Chart.Point(v, v),
        ["scatter with errors"] = v => Chart.Scatter(v, v, Mode.Lines_Markers_Text, MultiText: v.Select(x => $"{x}")).WithYErrorStyle(v).WithXErrorStyle(v),
        ["area"] = v => Chart.Area(v, v),
        ["stacked area"] = v => Chart.Combine([Chart.StackedArea(v, v), Chart.StackedArea(v, v)]),
        ["bubble"] = v => Chart.Bubble(v, v, v),
        ["colours by value"] = v => Chart.Point(v, v, MarkerColor: Color.fromColorScaleValues(v)),
        ["range"] = v => Chart.Range(v, v, v, v),
        ["column"] = v => Chart.Column(v).WithYErrorStyle(v),
        ["column with texts"] = v => Chart.Column(v, v.Select((_, i) => $"key {i}"), MultiText: v.Select(x => $"{x}")),
        ["bar"] = v => Chart.Bar(v, v),
        ["stacked"] = v => Chart.Combine([Chart.StackedColumn(v, v, MultiText: v.Select(x => $"{x}")), Chart.StackedColumn(v, v)]),
        ["histogram"] = v => Chart.Histogram(v),
        ["lying histogram"] = v => Chart.Histogram(v, Orientation.Horizontal, HistNorm: HistNorm.ProbabilityDensity),
        ["box"] = v => Chart.BoxPlot(v, BoxPoints: BoxPoints.All, BoxMean: true),
        ["violin"] = v => Chart.Violin(v, MeanLine: true, Points: BoxPoints.Outliers),
        ["histogram 2D"] = v => Chart.Histogram2D(v, v),
        ["heatmap"] = v => Chart.Heatmap(new[] { v, v }),
        ["annotated heatmap"] = v => Chart.AnnotatedHeatmap(new[] { v }),
        ["contour"] = v => Chart.Contour(new[] { v, v, v }, ShowContoursLabels: true),
        ["surface"] = v => Chart.Surface(new[] { v, v, v }),
        ["scatter 3D"] = v => Chart.Scatter3D(v, v, v, Mode.Lines_Markers),
        ["log axes"] = v => Chart.Line(v, v, ShowMarkers: true).WithXAxisStyle(AxisType: AxisType.Log).WithYAxisStyle(AxisType: AxisType.Log),
        ["log columns"] = v => Chart.Column(v).WithYAxisStyle(AxisType: AxisType.Log),
        ["log area"] = v => Chart.Area(v, v).WithYAxisStyle(AxisType: AxisType.Log),
        ["notes"] = v => v.Aggregate(Chart.Line(v, v), (f, x) => f.WithAnnotation(x, x, "here").WithShape(ShapeType.Rectangle, X0: x, X1: x, Y0: x)),
        ["grid"] = v => Chart.Grid([Chart.Line(v, v), Chart.Histogram(v), Chart.Invisible()], 2, 2, Pattern: LayoutGridPattern.Coupled),
        ["frames"] = v => Chart.Line(v, v).WithFrames([("a", Chart.Line(v, v)), ("b", Chart.Point(v, v))]),
        ["images"] = v => v.Length == 0 ? Chart.ImageGrid(Tensor.From([], 0, 1, 4, 4)) : Chart.ImageGrid(Tensor.From([.. v.Select(x => (float)x)], 1, 1, 1, v.Length)),
    };

    public static IEnumerable<object[]> All =>
        from kind in Kinds.Keys
        from values in Values.Keys
        select new object[] { kind, values };

    public static GenericChart Make(string kind, string values) => Kinds[kind](Values[values]);
}
