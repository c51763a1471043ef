using System.Globalization;
using static Plotly.NET.StyleParam;
using Plain = Plotly.NET.CSharp.Chart;

namespace CourseLib.Charts.Tests;

/// <summary>
/// A small chart of every kind that Plotly.NET can make, by its own functions, or in Plotly's JSON where these take many objects.
/// </summary>
internal static class PlotlyKinds
{
    private static readonly double[] X = [1, 2, 3, 4, 5, 6, 7, 8], Y = [2, 1.5, 5, 1.5, 3, 2.5, 2.5, 1.5], Z = [1, 3, 2, 4, 3, 5, 4, 6];
    private static readonly string[] Keys = ["Rain", "Sun", "Wind"], Months = ["Jan", "Feb", "Mar"];
    private static readonly double[] Share = [20, 26, 55];
    private static readonly string[] Tree = ["Plants", "Trees", "Herbs", "Oak", "Beech", "Fir", "Mint", "Sage"];
    private static readonly string[] Parents = ["", "Plants", "Plants", "Trees", "Trees", "Trees", "Herbs", "Herbs"];
    private static readonly double[] Leaves = [0, 0, 0, 12, 8, 6, 5, 4];
    private static readonly double[] Angles = [0, 45, 90, 135, 180, 225, 270, 315];
    private static readonly DateTime[] Days = [.. Enumerable.Range(0, 8).Select(i => new DateTime(2024, 3, 4).AddDays(i))];
    private static readonly double[] Open = [20, 21, 23, 22, 24, 23.5, 22, 23], Close = [21, 23, 22.5, 24, 23.2, 22, 23, 25];
    private static readonly double[] High = [22, 23.5, 24, 24.6, 24.4, 24, 23.5, 25.4], Low = [19.5, 20.5, 22, 21.4, 22.8, 21.5, 21, 22.6];

    /// <summary>What Plotly.NET calls the kind, and the chart in Plotly's JSON.</summary>
    public static IReadOnlyDictionary<string, Func<string>> Charts { get; } = new Dictionary<string, Func<string>>
    {
        ["Point"] = () => Of(Plain.Point<double, double, string>(X, Y)),
        ["Line"] = () => Of(Plain.Line<double, double, string>(X, Y, ShowMarkers: true)),
        ["Spline"] = () => Of(Plain.Spline<double, double, string>(X, Y, ShowMarkers: true)),
        ["Bubble"] = () => Of(Plain.Bubble<double, double, string>(X, Y, [10, 20, 30, 40, 30, 20, 35, 15])),
        ["Area"] = () => Of(Plain.Area<double, double, string>(X, Y)),
        ["SplineArea"] = () => Of(Plain.SplineArea<double, double, string>(X, Y)),
        ["StackedArea"] = () => Of(
            Plain.StackedArea<double, double, string>(X, Y, Name: "a"), Plain.StackedArea<double, double, string>(X, Z, Name: "b")),
        ["Range"] = () => Of(Chart.Range(X, Y, Y.Select(v => v + 1), Y.Select(v => v - 1))),
        ["Column"] = () => Of(Plain.Column<double, string, string>(Share, Keys: Keys)),
        ["Bar"] = () => Of(Plain.Bar<double, string, string>(Share, Keys: Keys)),
        ["StackedBar"] = () => Of(
            Plain.StackedBar<double, string, string>(Share, Keys: Keys, Name: "old"),
            Plain.StackedBar<double, string, string>([8, 21, 13], Keys: Keys, Name: "new")),
        ["StackedColumn"] = () => Of(
            Plain.StackedColumn<double, string, string>(Share, Keys: Keys, Name: "old"),
            Plain.StackedColumn<double, string, string>([8, 21, 13], Keys: Keys, Name: "new")),
        ["Waterfall"] = () => Json(
            """
            {"type":"waterfall","x":["sales","consulting","net","purchases","other","profit"],"measure":["relative","relative",
            "total","relative","relative","total"],"y":[60,80,0,-40,-20,0],"text":["+60","+80","","-40","-20","total"],
            "textposition":"outside"}
            """),
        ["Funnel"] = () => Of(
            Plain.Funnel<int, string, string>([1200, 909, 600, 300, 80], ["visit", "download", "customer", "price", "sale"])),
        ["StackedFunnel"] = () => Of(
            Plain.Funnel<int, string, string>([120, 60, 30], Keys, Name: "A"),
            Plain.Funnel<int, string, string>([100, 60, 40], Keys, Name: "B")),
        ["FunnelArea"] = () => Of(
            Plain.FunnelArea<int, string, string>([5, 4, 3, 2, 1], Labels: new[] { "1st", "2nd", "3rd", "4th", "5th" })),
        ["Pareto"] = () => Of(Plain.Pareto(
            new[] { "scratch", "dent", "colour", "other" }, [42, 28, 12, 5], Name: "faults", Label: "number", ShowGrid: false)),
        ["Histogram"] = () => Of(Plain.Histogram<double, double, string>(X: Gallery.Noise(200, 1))),
        ["Histogram, cumulative"] = () => Json(
            $$"""
            {"type":"histogram","x":{{List(Gallery.Noise(200, 1))}},"cumulative":{"enabled":true},"histnorm":"probability"}
            """),
        ["Histogram, mean of each bin"] = () => Json("""{"type":"histogram","x":["a","b","a","b","c"],"y":[1,5,3,7,2],"histfunc":"avg"}"""),
        ["Histogram2D"] = () => Of(Plain.Histogram2D<double, double, double>(Gallery.Noise(400, 1), Gallery.Noise(400, 2))),
        ["Histogram2DContour"] = () => Json(
            $$"""{"type":"histogram2dcontour","x":{{List(Gallery.Noise(400, 1))}},"y":{{List(Gallery.Noise(400, 2))}} }"""),
        ["PointDensity"] = () => Of(Plain.PointDensity<double, double>(Gallery.Noise(200, 1), Gallery.Noise(200, 2))),
        ["BoxPlot"] = () => Of(
            Plain.BoxPlot<double, double, string>(Y: Gallery.Noise(60, 3), Name: "a"),
            Plain.BoxPlot<double, double, string>(Y: Gallery.Noise(60, 4), Name: "b", BoxPoints: BoxPoints.All)),
        ["Violin"] = () => Of(
            Plain.Violin<double, double, string>(Y: Gallery.Noise(60, 3), Name: "a"),
            Plain.Violin<double, double, string>(Y: Gallery.Noise(60, 4), Name: "b", ShowBox: true)),
        ["Heatmap"] = () => Of(Plain.Heatmap<double, string, string, string>(
            [[1, 1.5, 0.7, 2.7], [2, 0.5, 1.2, 1.4], [0.1, 2.6, 2.4, 3.0]], X: new[] { "a", "b", "c", "d" }, Y: new[] { "p", "q", "r" })),
        ["AnnotatedHeatmap"] = () => Of(Plain.AnnotatedHeatmap<double, double, double, string>(
            [[1, 2, 3], [4, 5, 6]], annotationText: [["one", "two", "three"], ["four", "five", "six"]])),
        ["Contour"] = () => Of(Plain.Contour<double, double, double, string>(Bowl(9))),
        ["Image"] = () => Json(
            $$"""
            {"type":"image",
            "z":{{Grid(6, 8, (r, c) => $"[{r * 50},{c * 36},128]")}} }
            """),
        ["Candlestick"] = () => Json(
            $$"""
            {"type":"candlestick","x":[{{string.Join(",", Days.Select(day => $"\"{day:yyyy-MM-dd}\""))}}],"open":{{List(Open)}},
            "high":{{List(High)}},"low":{{List(Low)}},"close":{{List(Close)}} }
            """),
        ["OHLC"] = () => Json(
            $$"""
            {"type":"ohlc","x":[{{string.Join(",", Days.Select(day => $"\"{day:yyyy-MM-dd}\""))}}],"open":{{List(Open)}},
            "high":{{List(High)}},"low":{{List(Low)}},"close":{{List(Close)}} }
            """),
        ["Splom"] = () => Json(
            $$"""
            {"type":"splom","dimensions":[{"label":"A","values":{{List(Gallery.Noise(25, 5))}}},{"label":"B",
            "values":{{List(Gallery.Noise(25, 6))}}},{"label":"C","values":{{List(Gallery.Noise(25, 7))}}}]}
            """),
        ["Pie"] = () => Of(
            Plain.Pie<double, string, string>([19, 26, 55, 3], Labels: new[] { "Residential", "Office", "Utility", "Other" })),
        ["Doughnut"] = () => Json(
            """
            {"type":"pie","values":[19,26,55],"labels":["Residential","Office","Utility"],"hole":0.4,"textinfo":"label+percent"}
            """),
        ["Sunburst"] = () => Of(Plain.Sunburst<string, string, double, string, string>(Tree, Parents, Values: Leaves)),
        ["Treemap"] = () => Of(Plain.Treemap<string, string, double, string, string>(Tree, Parents, Values: Leaves)),
        ["Icicle"] = () => Of(Plain.Icicle<string, string, double, string, string>(Tree, Parents, Values: Leaves)),
        ["Sankey"] = () => Json(
            """
            {"type":"sankey","node":{"label":["A1","A2","B1","B2","C1","C2"]},"link":{"source":[0,1,0,2,3,3],"target":[2,3,3,4,4,5],
            "value":[8,4,2,8,4,2]}}
            """),
        ["ParallelCoord"] = () => Json(
            $$"""
            {"type":"parcoords","line":{"color":{{List(X)}}},"dimensions":[{"label":"A","values":{{List(X)}}},{"label":"B",
            "values":{{List(Y)}}},{"label":"C","values":{{List(Z)}},"range":[0,8]}]}
            """),
        ["ParallelCategories"] = () => Json(
            """
            {"type":"parcats","dimensions":[{"label":"Cat","values":["a","a","b","b","c"]},{"label":"Size","values":["L","S","L","L",
            "S"]}],"line":{"color":[0,1,0,1,0]}}
            """),
        ["Table"] = () => Json(
            """
            {"type":"table","header":{"values":["<b>Layer</b>","Shape","Weights"],"fill":{"color":"#45546a"},"font":{"color":"white"},
            "align":"left"},"cells":{"values":[["conv1","conv2","fc"],["6×28×28","16×10×10","120"],[156,2416,48120]],"align":["left",
            "center","right"],"fill":{"color":["#eef",["#fff","#eee","#fff"],"#fff"]}}}
            """),
        ["Indicator, number and change"] = () => Json(
            """
            {"type":"indicator","mode":"number+delta","value":450,"delta":{"reference":400},"title":{"text":"Speed"},
            "number":{"suffix":" km/h"}}
            """),
        ["Indicator, gauge"] = () => Json(
            """
            {"type":"indicator","mode":"gauge+number+delta","value":270,"delta":{"reference":300},"title":{"text":"Speed"},
            "gauge":{"axis":{"range":[0,500]},"steps":[{"range":[0,250],"color":"lightgray"},{"range":[250,400],"color":"gray"}],
            "threshold":{"value":490,"line":{"color":"red","width":4}}}}
            """),
        ["Indicator, bullet"] = () => Json(
            """
            {"type":"indicator","mode":"gauge+number","value":220,"title":{"text":"Profit"},"gauge":{"shape":"bullet",
            "axis":{"range":[0,300]},"threshold":{"value":280,"line":{"color":"red"}}},"domain":{"x":[0.2,1],"y":[0.35,0.65]}}
            """),
        ["PointPolar"] = () => Of(Plain.PointPolar<double, double, string>(Y, Angles)),
        ["LinePolar"] = () => Of(Plain.LinePolar<double, double, string>(Y, Angles, ShowMarkers: true)),
        ["SplinePolar"] = () => Of(Plain.SplinePolar<double, double, string>(Y, Angles)),
        ["BubblePolar"] = () => Of(Plain.BubblePolar<double, double, string>(Y, Angles, [10, 20, 30, 40, 30, 20, 35, 15])),
        ["BarPolar"] = () => Of(
            Plain.BarPolar<double, string, string>([1, 4, 2], Months, Name: "a"),
            Plain.BarPolar<double, string, string>([2, 1, 3], Months, Name: "b")),
        ["PointTernary"] = () => Of(Plain.PointTernary<int, int, int, int, string>(
            A: new[] { 1, 2, 3, 4 }, B: new[] { 4, 2, 1, 3 }, C: new[] { 2, 3, 3, 1 })),
        ["LineTernary"] = () => Of(Plain.LineTernary<int, int, int, int, string>(
            A: new[] { 1, 2, 3, 4 }, B: new[] { 4, 2, 1, 3 }, C: new[] { 2, 3, 3, 1 }, ShowMarkers: true)),
        ["Point3D"] = () => Of(Plain.Point3D<double, double, double, string>(X, Y, Z)),
        ["Line3D"] = () => Of(Plain.Line3D<double, double, double, string>(Turns(Math.Sin), Turns(Math.Cos), Turns(t => t))),
        ["Bubble3D"] = () => Of(Plain.Bubble3D<double, double, double, string>(X, Y, Z, [10, 20, 30, 40, 30, 20, 35, 15])),
        ["Surface"] = () => Of(Plain.Surface<double, double, double, string>(Bowl(14))),
        ["Mesh3D"] = () => Json(
            $$"""
            {"type":"mesh3d","x":{{List(Gallery.Noise(40, 1))}},"y":{{List(Gallery.Noise(40, 2))}},"z":{{List(Gallery.Noise(40, 3))}},
            "opacity":0.8}
            """),
        ["Mesh3D, with triangles"] = () => Json(
            """
            {"type":"mesh3d","x":[0,1,2,0],"y":[0,0,1,2],"z":[0,2,0,1],"i":[0,0,0,1],"j":[1,2,3,2],"k":[2,3,1,3],"intensity":[0,0.33,
            0.66,1]}
            """),
        ["Cone"] = () => Json(
            """
            {"type":"cone","x":[1,2,3,1,2,3],"y":[1,1,1,3,3,3],"z":[1,1,1,1,2,3],"u":[1,0,0,1,1,0],"v":[0,1,0,1,0,1],"w":[0,0,1,0,1,
            1]}
            """),
        ["IsoSurface"] = () => Json($$$"""{"type":"isosurface",{{{Ball(5)}}},"isomin":0.4,"isomax":1.2,"surface":{"count":2}}"""),
        ["Volume"] = () => Json(
            $$$"""
            {"type":"volume",{{{Ball(5)}}},"isomin":0.3,"isomax":1.1,"surface":{"count":3},"caps":{"x":{"show":false},
            "y":{"show":false},"z":{"show":false}},"opacity":0.15}
            """),
        ["StreamTube"] = () => Json(
            """
            {"type":"streamtube","x":[0,0,0,0,1,1,1,1,2,2,2,2],"y":[0,0,1,1,0,0,1,1,0,0,1,1],"z":[0,1,0,1,0,1,0,1,0,1,0,1],"u":[1,1,1,
            1,1,1,1,1,1,1,1,1],"v":[0,0,0,0,0.2,0.2,0.2,0.2,0,0,0,0],"w":[0,0,0,0,0,0,0,0,0,0,0,0]}
            """),
        ["PointSmith"] = () => Of(Plain.PointSmith<double, double, string>([0.5, 1, 2, 3], [0.5, 1, 2, 3])),
        ["PointCarpet"] = () => Json(
            """
            {"type":"carpet","carpet":"c","a":[1,2,3,1,2,3],"b":[1,1,1,2,2,2],"x":[1,2,3,1.2,2.2,3.2],"y":[1,1.2,1.1,2,2.3,2.2]}
            """,
            """{"type":"scattercarpet","carpet":"c","a":[1.5,2.5],"b":[1.5,1.2],"mode":"markers"}"""),
        ["PointGeo"] = () => Of(Plain.PointGeo<double, double, string>([-73.57, 13.4], [45.5, 52.52])),
        ["ChoroplethMap"] = () => Json("""{"type":"choropleth","locations":["DEU","FRA","ITA"],"z":[1,2,3]}"""),
        ["PointMapbox"] = () => Of(Plain.PointMapbox<double, double, string>([-73.57, 13.4], [45.5, 52.52])),
        ["DensityMapbox"] = () => Json("""{"type":"densitymapbox","lon":[-73.57,13.4],"lat":[45.5,52.52],"z":[1,3]}"""),
    };

    /// <summary>The file that holds our picture of a kind.</summary>
    public static string File(string kind) =>
        string.Concat(kind.ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c == '-')) + ".svg";

    private static string Of(GenericChart chart) => GenericChart.toFigureJson(chart.WithSize(340, 260));

    private static string Of(GenericChart first, GenericChart second) => Of(Plain.Combine([first, second]));

    private static string Json(params string[] traces) =>
        $$"""{"data":[{{string.Join(",", traces)}}],"layout":{"width":340,"height":260} }""";

    private static string List(IEnumerable<double> values) =>
        $"[{string.Join(",", values.Select(v => Math.Round(v, 3).ToString(CultureInfo.InvariantCulture)))}]";

    private static string Grid(int rows, int columns, Func<int, int, string> of)
    {
        string Row(int r) => $"[{string.Join(",", Enumerable.Range(0, columns).Select(c => of(r, c)))}]";
        return $"[{string.Join(",", Enumerable.Range(0, rows).Select(Row))}]";
    }

    private static double[] Turns(Func<double, double> of) => [.. Enumerable.Range(0, 40).Select(i => of(i / 4.0))];

    private static double[][] Bowl(int n)
    {
        double Height(int r, int c) => Math.Round(Math.Sin(6.0 * r / n) + Math.Cos(5.0 * c / n) + 0.1 * r, 3);
        return [.. Enumerable.Range(0, n).Select(r => Enumerable.Range(0, n).Select(c => Height(r, c)).ToArray())];
    }

    /// <summary>The points of a grid over −1 … 1 and how far each is from the middle.</summary>
    private static string Ball(int n)
    {
        double[] at = [.. Enumerable.Range(0, n).Select(i => 2.0 * i / (n - 1) - 1)];
        (double X, double Y, double Z)[] all = [.. from x in at from y in at from z in at select (x, y, z)];
        return $$"""
            "x":{{List(all.Select(p => p.X))}},"y":{{List(all.Select(p => p.Y))}},"z":{{List(all.Select(p => p.Z))}},
            "value":{{List(all.Select(p => p.X * p.X + p.Y * p.Y + p.Z * p.Z))}}
            """;
    }
}
