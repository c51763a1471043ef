using System.Text;

using CourseLib.Tensors;
using static Plotly.NET.StyleParam;

namespace CourseLib.Charts.Tests;

/// <summary>
/// One figure for every public kind of chart and every styling that changes a picture; what the tests draw, and what a person looks at:
/// <c>COURSELIB_GALLERY=/tmp/gallery.html dotnet test CourseLib.Tests --filter Gallery</c> writes the page.
/// </summary>
public static class Gallery
{
    private static readonly double[] Epochs = [.. Enumerable.Range(1, 20).Select(i => (double)i)];
    private static readonly double[] Training = [.. Epochs.Select(e => 2.2 * Math.Exp(-e / 5) + 0.12 + 0.03 * Math.Sin(3 * e))];
    private static readonly double[] Validation = [.. Epochs.Select(e => 2.1 * Math.Exp(-e / 6) + 0.35 + 0.008 * e + 0.04 * Math.Cos(2 * e))];

    public static IReadOnlyDictionary<string, Func<GenericChart>> Figures { get; } = new Dictionary<string, Func<GenericChart>>
    {
        ["line"] = () => Chart.Combine([Chart.Line(Epochs, Training, Name: "training loss"), Chart.Line(Epochs, Validation, ShowMarkers: true, Name: "validation loss", LineDash: DrawingStyle.Dash)])
            .WithTitle("Loss of LeNet-5 on CIFAR-10").WithXAxisStyle("epoch").WithYAxisStyle("cross-entropy (nats)")
            .WithDescription("The gap between the curves opens after epoch 10."),
        ["line with gaps"] = () => Chart.Line([0, 1, 2, 3, 4, 5, 6, 7.0], [1, 3, double.NaN, 2, double.NaN, 5, 4, 6.0], Name: "gaps").WithXAxisStyle("x").WithYAxisStyle("y"),
        ["ten lines"] = () => Chart.Combine(Enumerable.Range(1, 10).Select(k => Chart.Line(Epochs, Epochs.Select(e => k * Math.Sqrt(e)), Name: $"layer {k}")))
            .WithTitle("More series than colours").WithXAxisStyle("step").WithYAxisStyle("norm"),
        ["long line"] = () => Chart.Line(Enumerable.Range(0, 60_000), Noise(60_000, 7).Select((v, i) => v + Math.Sin(i / 4000.0) * 3)).WithTitle("60,000 steps").WithXAxisStyle("step").WithYAxisStyle("loss"),
        ["point"] = () => Chart.Combine([Chart.Point(Noise(150, 1), Noise(150, 2), Name: "class 0"), Chart.Point(Noise(150, 3).Select(v => v + 2.5), Noise(150, 4).Select(v => v + 1), Name: "class 1", MarkerSymbol: MarkerSymbol.Diamond)])
            .WithTitle("Two classes").WithXAxisStyle("x<sub>1</sub>").WithYAxisStyle("x<sub>2</sub>"),
        ["point by value"] = () => Chart.Point(Noise(90, 5).Select(v => Math.Pow(10, v - 3)), Noise(90, 6).Select(v => Math.Pow(10, v - 4)), MarkerSize: 11, MarkerColor: Color.fromColorScaleValues(Noise(90, 5)))
            .WithTitle("Random search").WithXAxisStyle("learning rate", AxisType: AxisType.Log).WithYAxisStyle("weight decay", AxisType: AxisType.Log),
        ["point with text"] = () => Chart.Point([4.2, 13.0, 25.6, 138.4, 3.5, 5.3], [69.8, 76.1, 77.2, 71.6, 71.9, 77.1], MultiText: ["GoogLeNet", "ResNet-18", "ResNet-50", "VGG-16", "MobileNet v2", "EfficientNet-B0"], MarkerSize: 9)
            .WithXAxisStyle("parameters (millions)", AxisType: AxisType.Log).WithYAxisStyle("top-1 accuracy (%)").WithTitle("Accuracy against size"),
        ["scatter"] = () => Chart.Scatter(Epochs, Training, Mode.Lines_Markers, Name: "both", MarkerSymbol: MarkerSymbol.Square, LineDash: DrawingStyle.Dot).WithYErrorStyle(Training.Select(v => v / 8)),
        ["area"] = () => Chart.Area(Epochs, Training, Name: "area").WithTitle("Area"),
        ["stacked area"] = () => Chart.Combine([Chart.StackedArea(Epochs, Training, Name: "a"), Chart.StackedArea(Epochs, Validation, Name: "b"), Chart.StackedArea(Epochs, Training, Name: "c")]),
        ["bubble"] = () => Chart.Bubble([1, 2, 3, 4.0], [10, 11, 12, 13.0], [10, 30, 50, 80], Name: "bubbles", MultiText: ["a", "b", "c", "d"], TextPosition: TextPosition.MiddleCenter).WithTitle("Bubbles"),
        ["range"] = () => Chart.Combine([
            Chart.Range(Epochs, Training, Training.Select(v => v + 0.2), Training.Select(v => v - 0.2), Name: "with BatchNorm"),
            Chart.Range(Epochs, Validation, Validation.Select(v => v + 0.3), Validation.Select(v => v - 0.3), Name: "without")]).WithTitle("Mean ± sd over five seeds").WithXAxisStyle("epoch").WithYAxisStyle("loss"),
        ["column"] = () => Chart.Combine([
            Chart.Column([0.91, 0.48, 0.12], ["loop", "scalar", "SIMD"], Name: "512"),
            Chart.Column([3.6, 1.9, 0.45], ["loop", "scalar", "SIMD"], Name: "2048")]).WithTitle("Dot product").WithYAxisStyle("time (µs)").WithLegendStyle("length"),
        ["column with text"] = () => Chart.Column([61, 138.4, 25.6, 3.5], ["AlexNet", "VGG-16", "ResNet-50", "MobileNet v2"], MultiText: ["61 M", "138 M", "25.6 M", "3.5 M"]).WithYAxisStyle("parameters (M)").WithTitle("Parameters"),
        ["column errors"] = () => Chart.Column([74.3, 78.2, 78.3], ["none", "decay 0.99", "decay 0.9"]).WithYErrorStyle([0.4, 0.3, 0.5]).WithYAxisStyle("test accuracy (%)", MinMax: (70, 80)),
        ["stacked column"] = () => Chart.Combine(
            [.. new[] { "forward", "backward", "update" }.Select((n, i) => Chart.StackedColumn([3 + i, 5 - i, 4.0], ["conv", "norm", "linear"], Name: n, MultiText: ["a", "b", "c"]))]).WithYAxisStyle("time (ms)"),
        ["long names"] = () => Chart.Column(Enumerable.Range(3, 14), Enumerable.Range(1, 14).Select(i => $"inception block {i}")).WithYAxisStyle("million multiply-adds"),
        ["bar"] = () => Chart.Bar([28.2, 25.8, 16.4, 11.7, 6.7, 3.57, 2.25], ["2010", "2011", "2012 AlexNet", "2013 ZFNet", "2014 GoogLeNet", "2015 ResNet", "2017 SENet"], MultiText: ["28.2 %", "25.8 %", "16.4 %", "11.7 %", "6.7 %", "3.57 %", "2.25 %"])
            .WithTitle("ImageNet challenge: top-5 error of the winners").WithXAxisStyle("error (%)").WithYAxisStyle(Reversed: true),
        ["histogram"] = () => Chart.Histogram(Noise(2000, 8)).WithTitle("Activations of layer 1").WithXAxisStyle("activation").WithYAxisStyle("count"),
        ["two histograms"] = () => Chart.Combine([Chart.Histogram(Noise(2000, 9), Name: "before", HistNorm: HistNorm.ProbabilityDensity), Chart.Histogram(Noise(1000, 10).Select(v => 0.4 * v + 1), Name: "after", HistNorm: HistNorm.ProbabilityDensity)]).WithYAxisStyle("density"),
        ["histogram of texts"] = () => Chart.Histogram(["cat", "dog", "cat", "ship", "cat", "dog"]),
        ["heatmap"] = () => Chart.Heatmap(Wave(40, 60), ColorBarTitle: "activation").WithTitle("Heat map").WithXAxisStyle("column").WithYAxisStyle("row"),
        ["large heatmap"] = () => Chart.Heatmap(Wave(200, 300), ColorScale: Colorscale.RdBu, ReverseYAxis: true).WithYAxisStyle(EqualAspect: true),
        ["annotated heatmap"] = () => Chart.AnnotatedHeatmap([[950, 20, 30], [15, 900, 85], [12, 40, double.NaN]], X: ["cat", "dog", "ship"], Y: ["cat", "dog", "ship"], ReverseYAxis: true, ColorScale: Colorscale.Blues)
            .WithTitle("Confusion matrix").WithXAxisStyle("predicted").WithYAxisStyle("true", EqualAspect: true),
        ["image"] = () => Chart.Image(Pictures(1, 3, 32, 32), Name: "one picture"),
        ["image grid"] = () => Chart.ImageGrid(Pictures(10, 3, 32, 32), Columns: 5, Titles: Enumerable.Range(0, 10).Select(i => $"class {i}")).WithTitle("CIFAR-10"),
        ["filters"] = () => Chart.ImageGrid(Pictures(24, 1, 5, 5), Columns: 12, ColorScale: Colorscale.RdBu),
        ["grid"] = () => Chart.Grid(
            [.. Enumerable.Range(1, 4).Select(k => Chart.Combine([Chart.Line(Epochs, Epochs.Select(e => Math.Sin(k * e / 5)), Name: "f"), Chart.Line(Epochs, Epochs.Select(e => Math.Cos(k * e / 5)), Name: "f′")]).WithTitle($"k = {k}").WithXAxisStyle("z"))], 2, 2).WithTitle("A gallery"),
        ["coupled grid"] = () => Chart.Grid([.. Enumerable.Range(1, 6).Select(k => Chart.Histogram(Noise(500, k).Select(v => v * k / 3)))], 2, 3,
            SubPlotTitles: Enumerable.Range(1, 6).Select(k => $"layer {k}"), Pattern: LayoutGridPattern.Coupled).WithTitle("Ten layers"),
        ["single stack"] = () => Chart.SingleStack([Chart.Line(Epochs, Training, Name: "loss").WithYAxisStyle("loss"), Chart.Line(Epochs, Epochs.Select(e => 0.1 * Math.Pow(0.8, e)), Name: "rate").WithYAxisStyle("rate", AxisType: AxisType.Log)]).WithXAxisStyle("epoch"),
        ["contour"] = () => Chart.Contour(Bowl(41), X: Steps(41), Y: Steps(41), ColorBarTitle: "loss", ShowContoursLabels: true).WithTitle("A loss surface").WithXAxisStyle("direction 1").WithYAxisStyle("direction 2"),
        ["contour lines"] = () => Chart.Combine([Chart.Contour(Bowl(41), X: Steps(41), Y: Steps(41), ContoursColoring: ContourColoring.Lines, ShowScale: false),
            Chart.Line(Epochs.Select(e => 1.8 * Math.Pow(-0.75, e)), Epochs.Select(e => 1.6 * Math.Pow(0.9, e)), ShowMarkers: true, Name: "descent")]).WithTitle("Zig-zag").WithYAxisStyle(EqualAspect: true),
        ["surface"] = () => Chart.Surface(Bowl(41), X: Steps(41), Y: Steps(41), ColorBarTitle: "loss").WithTitle("The same surface").WithXAxisStyle("direction 1").WithYAxisStyle("direction 2").WithZAxisStyle("loss"),
        ["scatter 3D"] = () => Chart.Combine([Chart.Scatter3D(Noise(80, 1), Noise(80, 2), Noise(80, 3), Name: "cloud"), Chart.Line3D(Epochs.Select(Math.Sin), Epochs.Select(Math.Cos), Epochs.Select(e => e / 8 - 1), Name: "spiral")])
            .WithXAxisStyle("x").WithYAxisStyle("y").WithZAxisStyle("z"),
        ["box plot"] = () => Chart.Combine([Chart.BoxPlot(Noise(200, 1), Name: "zeros"), Chart.BoxPlot(Noise(200, 2).Select(v => 2 * v + 1), Name: "Xavier"), Chart.BoxPlot(Noise(30, 3), Name: "He", BoxPoints: BoxPoints.All, BoxMean: true)])
            .WithYAxisStyle("activation").WithTitle("Initialisations"),
        ["grouped boxes"] = () => Chart.Combine([
            Chart.BoxPlot(Noise(90, 4), X: Enumerable.Range(0, 90).Select(i => $"batch {2 << (i % 3)}").ToArray(), Name: "BN"),
            Chart.BoxPlot(Noise(90, 5).Select(v => v / 2 + 1), X: Enumerable.Range(0, 90).Select(i => $"batch {2 << (i % 3)}").ToArray(), Name: "GN")]).WithYAxisStyle("error (%)"),
        ["violin"] = () => Chart.Combine([.. Enumerable.Range(1, 5).Select(k => Chart.Violin(Noise(300, k).Select(v => Math.Tanh(v * k / 2)), Name: $"layer {k}", MeanLine: k == 2))]).WithYAxisStyle("tanh output").WithTitle("Saturation"),
        ["lying box"] = () => Chart.BoxPlot(Noise(100, 9), Name: "lying", Orientation: Orientation.Horizontal),
        ["histogram 2D"] = () => Chart.Histogram2D(Noise(3000, 1), Noise(3000, 1).Zip(Noise(3000, 2), (a, b) => a * 0.6 + b)).WithXAxisStyle("x").WithYAxisStyle("y"),
        ["frames"] = () => Chart.Line([0], [0]).WithTitle("A wave").WithXAxisStyle("x").WithYAxisStyle("sin(x + φ)")
            .WithFrames(Enumerable.Range(0, 8).Select(k => ($"{k}π/4", Chart.Line(Epochs, Epochs.Select(e => (1 + k / 8.0) * Math.Sin(e / 3 + k * Math.PI / 4)), Name: "wave"))), SliderPrefix: "φ = "),
        ["slider"] = () => Chart.Point([0], [0]).WithSlider(Enumerable.Range(1, 4).Select(k => ($"{k}", Chart.Histogram(Noise(400, 1).Select(v => v * k)))), Prefix: "γ = "),
        ["update menu"] = () => Chart.Combine([Chart.Line(Epochs, Training, Name: "training"), Chart.Line(Epochs, Validation, Name: "validation")]).WithUpdateMenu([("both", [true, true]), ("training", [true, false])]),
        ["grid of heat maps"] = () => Chart.Grid([Chart.Heatmap(Wave(8, 8), ReverseYAxis: true).WithTitle("input"), Chart.Heatmap(Wave(5, 5), ReverseYAxis: true, ColorScale: Colorscale.RdBu).WithTitle("output"), Chart.Image(Pictures(1, 1, 8, 8)).WithTitle("picture")], 1, 3),
        ["invisible"] = () => Chart.Grid([Chart.Invisible(), Chart.Line(Epochs, Training)], 1, 2),
        ["log axis"] = () => Chart.Line(Epochs, Epochs.Select(e => Math.Pow(10, -e / 2))).WithYAxisStyle("gradient norm", AxisType: AxisType.Log).WithXAxisStyle("depth"),
        ["dates"] = () => Chart.Line(Enumerable.Range(0, 40).Select(i => new DateTime(2012, 1, 1).AddDays(i * 45)), Enumerable.Range(0, 40).Select(i => Math.Sqrt(i))).WithXAxisStyle("date"),
        ["notes"] = () => Chart.Line(Epochs, Validation, Name: "validation").WithAnnotation(11, 0.8, "early stopping", AX: 50, AY: -40)
            .WithShape(ShapeType.Line, X0: 11, LineDash: DrawingStyle.Dash, LineColor: "#888888").WithShape(ShapeType.Rectangle, X0: 14, X1: 18, FillColor: "rgba(200,120,0,0.2)", LineWidth: 0)
            .WithShape(ShapeType.Circle, X0: 4, X1: 7, Y0: 1.2, Y1: 1.6).WithAnnotations([(3, 0.5, "a"), (5, 0.5, "b")]),
        ["legend on top"] = () => Chart.Combine([Chart.Line(Epochs, Training, Name: "training"), Chart.Line(Epochs, Validation, Name: "validation")]).WithLegendStyle(Orientation: Orientation.Horizontal, Y: 1.1).WithTitle("Legend on top"),
    };

    public static IEnumerable<object[]> Names => Figures.Keys.Select(name => new object[] { name });

    /// <summary>All figures on one page, light or dark as the browser prefers.</summary>
    public static string Page()
    {
        StringBuilder page = new("""
            <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Charts</title>
            <style>:root{color-scheme:light dark;background:light-dark(#fff,#1e1e1e);color:light-dark(#222,#ddd);font:14px sans-serif}
            h2{font-size:14px;font-weight:400;opacity:.6;margin:24px 8px 0}div.all{columns:2}section{break-inside:avoid}</style><div class="all">
            """);
        foreach ((string name, Func<GenericChart> figure) in Figures) page.Append($"<section><h2>{name}</h2>{figure().ToHtml()}</section>\n");
        return page.Append("</div></html>").ToString();
    }

    public static double[] Noise(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }

    public static double[,] Wave(int rows, int columns)
    {
        double[,] z = new double[rows, columns];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) z[r, c] = Math.Sin(6.0 * r / rows) * Math.Cos(8.0 * c / columns) + 0.3 * Math.Sin(0.002 * 3600 * r * c / rows / columns);
        return z;
    }

    public static double[] Steps(int n) => [.. Enumerable.Range(0, n).Select(i => 4.0 * i / (n - 1) - 2)];

    public static double[,] Bowl(int n)
    {
        double[] at = Steps(n);
        double[,] z = new double[n, n];
        for (int r = 0; r < n; r++)
            for (int c = 0; c < n; c++) z[r, c] = at[c] * at[c] + 0.5 * at[r] * at[r] + 0.6 * Math.Sin(3 * at[c]) * Math.Cos(2 * at[r]) + 1;
        return z;
    }

    public static Tensor Pictures(int n, int c, int h, int w)
    {
        float[] values = new float[n * c * h * w];
        for (int i = 0; i < values.Length; i++)
        {
            int x = i % w, y = i / w % h, channel = i / (w * h) % c, picture = i / (w * h * c);
            values[i] = (float)(0.5 + 0.5 * Math.Sin(0.35 * (x + picture) + channel) * Math.Cos(0.3 * y * (1 + picture % 3)));
        }
        return Tensor.From(values, n, c, h, w);
    }
}
