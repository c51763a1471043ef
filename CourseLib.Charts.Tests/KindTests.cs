using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CourseLib.Charts.Data;
using CourseLib.Charts.Drawing;
using CourseLib.Charts.Reading;
using CourseLib.Charts.Svg;

namespace CourseLib.Charts.Tests;

/// <summary>The kinds that have no pair of axes, and those that are made of bars, lines and triangles.</summary>
public partial class KindTests
{
    private static readonly Dictionary<string, string> Odd = new()
    {
        ["nothing"] = "[]",
        ["one"] = "[3]",
        ["zero"] = "[0,0]",
        ["gaps"] = "[null,null]",
        ["gaps between"] = "[1,null,\"NaN\",\"Infinity\",2]",
        ["huge"] = "[1e30,-1e30,5e29]",
        ["largest"] = "[1.7e308,-1.7e308,1.7e308]",
        ["tiny"] = "[1e-300,2e-300]",
        ["negative"] = "[-1,-10,-100]",
        ["equal"] = "[7,7,7,7]",
        ["texts"] = "[\"a\",\"b\",\"\"]",
        ["no list"] = "5",
    };

    private static readonly string[] Kinds =
    [
        """{"type":"pie","values":V,"labels":["a","b","a"],"pull":V}""",
        """{"type":"pie","labels":V}""",
        """{"type":"funnelarea","values":V}""",
        """{"type":"sunburst","labels":["a","b","c"],"parents":["","a","a"],"values":V}""",
        """{"type":"treemap","labels":V,"parents":V}""",
        """{"type":"icicle","labels":["a","b"],"parents":["b","a"],"values":V}""",
        """{"type":"table","header":{"values":V},"cells":{"values":[V,V]},"columnwidth":V}""",
        """{"type":"indicator","mode":"gauge+number+delta","value":V,"gauge":{"axis":{"range":V},"steps":[{"range":V}]}}""",
        """{"type":"sankey","link":{"source":V,"target":V,"value":V}}""",
        """{"type":"sankey","link":{"source":[0,1,0],"target":[1,0,2],"value":V}}""",
        """{"type":"parcoords","dimensions":[{"values":V},{"values":V}],"line":{"color":V}}""",
        """{"type":"parcats","dimensions":[{"values":V},{"values":V}],"counts":V}""",
        """{"type":"splom","dimensions":[{"values":V},{"values":V}]}""",
        """{"type":"scatterpolar","r":V,"theta":V,"fill":"toself"}""",
        """{"type":"scatterpolar","r":V}""",
        """{"type":"barpolar","r":V,"theta":V,"width":V}""",
        """{"type":"scatterternary","a":V,"b":V,"c":V,"mode":"lines+markers"}""",
        """{"type":"waterfall","x":["a","b","c"],"y":V,"measure":["relative","total","absolute"]}""",
        """{"type":"funnel","x":V,"y":["a","b","c"],"textinfo":"value+percent initial"}""",
        """{"type":"candlestick","open":V,"high":V,"low":V,"close":V}""",
        """{"type":"ohlc","x":V,"open":V,"high":V,"low":V,"close":V}""",
        """{"type":"histogram","x":V,"y":V,"histfunc":"avg","cumulative":{"enabled":true}}""",
        """{"type":"histogram2dcontour","x":V,"y":V}""",
        """{"type":"scatter","x":V,"y":V,"line":{"shape":"spline"},"fill":"tozeroy"}""",
        """{"type":"scatter","x":V,"y":V,"line":{"shape":"vhv"},"fill":"tonexty"}""",
        """{"type":"mesh3d","x":V,"y":V,"z":V,"intensity":V}""",
        """{"type":"mesh3d","x":V,"y":V,"z":V,"i":V,"j":V,"k":V}""",
        """{"type":"cone","x":V,"y":V,"z":V,"u":V,"v":V,"w":V}""",
        """{"type":"isosurface","x":V,"y":V,"z":V,"value":V}""",
        """{"type":"scatter3d","x":V,"y":V,"z":V,"mode":"lines+markers+text","text":V,"line":{"color":V},"marker":{"size":V}}""",
    ];

    public static IEnumerable<object[]> OddKinds => from kind in Kinds from values in Odd.Keys select new object[] { kind, values };

    [Theory, MemberData(nameof(OddKinds))]
    public void Odd_data_make_a_well_formed_picture(string kind, string values)
    {
        string svg = Draw(kind.Replace("V", Odd[values]));
        XDocument.Parse(svg);
        Assert.DoesNotMatch("\\s(x|y|d|cx|cy|r|width|height|transform)=\"[^\"]*(NaN|∞|Infinity)", svg);
        Assert.DoesNotMatch("(width|height)=\"-", svg);
        Assert.InRange(svg.Length, 200, 1_000_000);
    }

    [Fact]
    public void Sectors_take_their_share_of_the_turn_the_largest_first_from_the_top()
    {
        const string pie = """{"type":"pie","values":[1,3,0],"labels":["small","large","none"],"textinfo":"none"}""";
        double[][] sectors = [.. Fills(Draw(pie)).Where(d => d.Contains('A')).Select(Numbers)];
        Assert.Equal(2, sectors.Length);
        // M x y A r r 0 large sweep x y L centre: the large one runs clockwise from the top, the small one fills the last quarter.
        (double cx, double cy, double r) = (sectors[0][^2], sectors[0][^1], sectors[0][2]);
        (double left, double top) = (Math.Round(cx - r, 2), Math.Round(cy - r, 2));
        Assert.Equal((cx, top), (sectors[0][0], sectors[0][1]));
        Assert.Equal((1, left, cy), (sectors[0][5], sectors[0][7], sectors[0][8]));
        Assert.Equal((0, left, cy, cx, top), (sectors[1][5], sectors[1][0], sectors[1][1], sectors[1][7], sectors[1][8]));
        Assert.Contains(">none</text>", Draw(pie));
    }

    [Fact]
    public void A_ring_has_a_hole_and_equal_labels_have_one_colour_in_two_pies()
    {
        Drawing.Figure figure = FigureReader.Read("""
            {"data":[{"type":"pie","values":[2,1],"labels":["a","b"],"hole":0.5,"domain":{"x":[0,0.4]}},
                     {"type":"pie","values":[1,5],"labels":["a","b"],"domain":{"x":[0.6,1]}}]}
            """)!.Resolve();
        PieTrace[] pies = [.. figure.Traces.Cast<PieTrace>()];
        Assert.Equal(pies[0].Parts.Single(part => part.Label == "b").Slot, pies[1].Parts.Single(part => part.Label == "b").Slot);
        Assert.Equal(["b", "a"], pies[1].Parts.Select(part => part.Label));
        FigureLayout layout = new(figure, figure);
        Assert.Equal(["a", "b"], layout.Legend.Entries.Select(entry => entry.Name));
        Assert.True(layout.Views[0].Plot.Right < layout.Views[1].Plot.Left);
    }

    [Fact]
    public void Waterfalls_begin_where_the_bar_before_ended()
    {
        BarTrace bars = Read<BarTrace>("""
            {"type":"waterfall","x":["a","b","c","d"],"y":[10,-4,0,3],"measure":["relative","relative","total","absolute"],
             "textinfo":"label+initial+delta+final"}
            """);
        Assert.Equal([0.0, 10, 0, 0], bars.Bases!);
        Assert.Equal([10.0, -4, 6, 3], bars.Values.Numbers);
        string[] colors = [BarTrace.Increasing, BarTrace.Decreasing, BarTrace.Totals, BarTrace.Totals];
        Assert.Equal(colors, bars.Marker.Color!.PerPoint!.Select(color => color.Css));
        Assert.Equal(["a<br>0<br>10<br>10", "b<br>10<br>−4<br>6", "c<br>0<br>6<br>6", "d<br>0<br>3<br>3"], bars.Texts!);
    }

    [Theory]
    [InlineData("value+percent initial", "10<br>100%", "4<br>40%")]
    [InlineData("percent previous+percent total", "100% of previous<br>71% of total", "40% of previous<br>29% of total")]
    public void Funnels_tell_the_shares_that_are_asked_for(string info, string first, string second)
    {
        Assert.Equal([first, second], Read<BarTrace>($$"""{"type":"funnel","x":[10,4],"y":["a","b"],"textinfo":"{{info}}"}""").Texts!);
    }

    [Fact]
    public void Funnels_stand_around_zero_from_the_top_down()
    {
        Drawing.Figure figure = FigureReader.Read("""
            {"data":[{"type":"funnel","x":[10,4],"y":["first","second"]},{"type":"funnel","x":[6,2],"y":["first","second"]}]}
            """)!.Resolve();
        PanelData panel = new(figure, 0);
        Assert.Equal([(-8.0, 2.0), (-3.0, 1.0)], panel.Bars[figure.Traces[0]].Select(box => (box.Base, box.Top)));
        Assert.Equal([(2.0, 8.0), (1.0, 3.0)], panel.Bars[figure.Traces[1]].Select(box => (box.Base, box.Top)));
        Assert.True(panel.YReversed);
    }

    [Fact]
    public void Candles_reach_from_opening_to_closing_and_take_the_colour_of_their_way()
    {
        string svg = Draw("""{"type":"candlestick","open":[1,3],"high":[4,4],"low":[0,1],"close":[3,2]}""");
        XElement[] candles = [.. Elements(svg, "rect").Where(e => e.Parent!.Attribute("stroke") is not null)];
        Assert.Equal([BarTrace.Increasing, BarTrace.Decreasing], candles.Select(candle => (string)candle.Attribute("fill")!));
        Assert.Equal(2, (double)candles[0].Attribute("height")! / (double)candles[1].Attribute("height")!, 0.02);
    }

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("\"direction\":\"clockwise\"", 0, -1)]
    [InlineData("\"rotation\":90", 0, -1)]
    public void Angle_zero_points_where_the_axis_says(string axis, int right, int down)
    {
        string svg = Draw("""{"type":"scatterpolar","r":[1],"theta":[0],"mode":"markers"}""",
            """{"polar":{"radialaxis":{"range":[0,1]},"angularaxis":{STYLE}}}""".Replace("STYLE", axis));
        double[] circle = Numbers(Elements(svg, "path").Where(e => (string?)e.Attribute("stroke-opacity") == "0.55")
            .Select(e => (string)e.Attribute("d")!).Last(d => d.Contains('a')));
        (double cx, double cy, double radius) = (circle[0] + circle[2], circle[1], circle[2]);
        double[] dot = Numbers(Fills(svg).First(d => d.Contains('a') && !d.Contains('A')));
        Assert.Equal(cx + right * radius, dot[0] + dot[2], 0.1);
        Assert.Equal(cy + down * radius, dot[1], 0.1);
    }

    [Fact]
    public void The_corners_of_a_triangle_are_the_pure_shares()
    {
        string svg = Draw("""{"type":"scatterternary","a":[1,0,0],"b":[0,2,0],"c":[0,0,5],"mode":"markers"}""");
        double[][] dots = [.. Fills(svg).Where(d => d.Contains('a')).Select(Numbers)];
        Assert.Equal(3, dots.Length);
        Assert.Equal(dots[1][1], dots[2][1]);
        Assert.Equal((dots[1][0] + dots[2][0]) / 2, dots[0][0], 0.1);
        Assert.True(dots[0][1] < dots[1][1]);
    }

    [Fact]
    public void A_tree_sums_its_leaves_or_takes_the_branches_totals()
    {
        const string tree = "\"labels\":[\"root\",\"a\",\"b\",\"b1\"],\"parents\":[\"\",\"root\",\"root\",\"b\"]";
        Assert.Equal(8, Read<TreeTrace>($$"""{"type":"sunburst",{{tree}},"values":[0,3,0,5]}""").Roots[0].Value);
        TreeNode total = Read<TreeTrace>($$"""{"type":"treemap",{{tree}},"values":[20,3,7,5],"branchvalues":"total"}""").Roots[0];
        Assert.Equal((20, 7, 3), (total.Value, (int)total.Children[0].Value, total.Depth));
    }

    [Fact]
    public void A_table_says_how_many_rows_have_no_room_and_breaks_long_texts()
    {
        string cells = string.Join(",", Enumerable.Range(0, 100).Select(i => $"\"row {i}\""));
        string svg = Draw($$$"""
            {"type":"table","header":{"values":["one","two"]},"cells":{"values":[[{{{cells}}}],
             ["a text that is so long that it needs several lines in a narrow column of a table, as here, where it goes on and on"]]}}
            """);
        Match more = Regex.Match(svg, "… and (\\d+) more rows");
        Assert.True(more.Success);
        Assert.Equal(100 - int.Parse(more.Groups[1].Value, CultureInfo.InvariantCulture), Regex.Count(svg, ">row \\d+<"));
        Assert.Matches("<tspan[^>]*dy", svg);
    }

    [Fact]
    public void A_gauge_and_a_change_are_written()
    {
        string svg = Draw("""
            {"type":"indicator","mode":"gauge+number+delta","value":270,"delta":{"reference":300,"relative":true},"number":{"prefix":"$"},
             "gauge":{"axis":{"range":[0,500]},"bar":{"color":"#123456"}}}
            """);
        foreach (string part in new[] { ">$270</text>", "▼−10%", "#123456" }) Assert.Contains(part, svg);
    }

    [Fact]
    public void Cumulative_probabilities_end_at_one_and_means_are_means()
    {
        HistogramTrace all = Read<HistogramTrace>("""
            {"type":"histogram","x":[1,2,2,3,3,3],"histnorm":"probability","cumulative":{"enabled":true}}
            """);
        Assert.Equal(1, all.Heights(new(0.5, 1, 3))[^1], 1e-12);
        HistogramTrace mean = Read<HistogramTrace>("""{"type":"histogram","x":[1,1,2],"y":[4,8,3],"histfunc":"avg"}""");
        Assert.Equal([6.0, 3], mean.Heights(new(0.5, 1, 2)));
    }

    [Fact]
    public void Triangles_over_points_hold_no_other_point_in_their_circle()
    {
        double[] Within(int seed) => [0, 1, .. Gallery.Noise(58, seed).Select(v => 0.5 + v / 10)];
        (double[] x, double[] y) = (Within(1), Within(2));
        (int A, int B, int C)[] faces = Delaunay.Triangles(x, y);
        // n points with h on the hull have 2n − 2 − h triangles.
        Assert.InRange(faces.Length, 60, 2 * 60 - 5);
        Assert.Equal(60, faces.SelectMany(f => new[] { f.A, f.B, f.C }).Distinct().Count());
        foreach ((int a, int b, int c) in faces)
        {
            double bx = x[b] - x[a], by = y[b] - y[a], cx = x[c] - x[a], cy = y[c] - y[a], twice = 2 * (bx * cy - by * cx);
            double ux = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / twice;
            double uy = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / twice;
            bool Holds(int p) => Math.Pow(x[p] - x[a] - ux, 2) + Math.Pow(y[p] - y[a] - uy, 2) < (ux * ux + uy * uy) * (1 - 1e-9);
            Assert.DoesNotContain(Enumerable.Range(0, 60).Except([a, b, c]), Holds);
        }
        (int A, int B, int C) only = Assert.Single(Delaunay.Triangles([0, 1, 0], [0, 0, 1]));
        Assert.Equal([0, 1, 2], new[] { only.A, only.B, only.C }.Order());
        Assert.Empty(Delaunay.Triangles([0, 1], [0, 1]));
    }

    [Fact]
    public void A_surface_of_equal_value_lies_where_the_value_is()
    {
        double[] at = [-1, -0.5, 0, 0.5, 1];
        (double X, double Y, double Z)[] grid = [.. from a in at from b in at from c in at select (a, b, c)];
        (double[] x, double[] y, double[] z, (int, int, int)[] faces, double[] values) = MarchingTetrahedra.Isosurface(
            [.. grid.Select(p => p.X)], [.. grid.Select(p => p.Y)], [.. grid.Select(p => p.Z)], [.. grid.Select(p => p.X + p.Y)],
            low: 0.3, high: 0.3, count: 1, caps: false)!.Value;
        Assert.NotEmpty(faces);
        Assert.All(x.Zip(y), p => Assert.Equal(0.3, p.First + p.Second, 1e-9));
        Assert.All(values, value => Assert.Equal(0.3, value));
        Assert.Equal((-1.0, 1.0), (z.Min(), z.Max()));
    }

    [Fact]
    public void A_large_grid_is_sampled_and_its_surface_stays_whole()
    {
        double[] at = [.. Enumerable.Range(0, 40).Select(i => i / 19.5 - 1)];
        string List(Func<double, double, double, double> of) => string.Join(
            ",", from a in at from b in at from c in at select of(a, b, c).ToString("0.###", CultureInfo.InvariantCulture));
        MeshTrace ball = Read<MeshTrace>($$"""
            {"type":"isosurface","x":[{{List((a, b, c) => a)}}],"y":[{{List((a, b, c) => b)}}],"z":[{{List((a, b, c) => c)}}],
             "value":[{{List((a, b, c) => a * a + b * b + c * c)}}],"isomin":0.6,"isomax":0.6,"surface":{"count":1},
             "caps":{"x":{"show":false},"y":{"show":false},"z":{"show":false} } }
            """);
        Assert.InRange(ball.Faces.Length, 1000, 8000);
        Assert.All(new[] { ball.X, ball.Y, ball.Z }, axis => Assert.Equal(Math.Sqrt(0.6), axis.Max(), 0.02));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(",\"sizeref\":1", 2)]
    [InlineData(",\"sizemode\":\"absolute\",\"sizeref\":4", 2)]
    public void Cones_are_as_long_as_their_arrows_in_the_time_between_two_points(string size, double longest)
    {
        // From point to point it is 1, the arrows' mean speed is 3: the shortest time is 1/3, and the longest arrow, 4, makes 4/3 in it.
        MeshTrace cones = Read<MeshTrace>($$"""
            {"type":"cone","x":[0,1],"y":[0,0],"z":[0,0],"u":[0,0],"v":[0,0],"w":[2,4],"anchor":"tail"{{size}}}
            """);
        Assert.Equal(longest * 2 / 3, cones.Z.Max(), 1e-9);
        Assert.Equal((2.0, 4.0), (cones.Intensity!.Min(), cones.Intensity!.Max()));
    }

    [Fact]
    public void The_floor_of_a_stacked_area_runs_as_the_line_below()
    {
        const string traces = """
            {"x":[0,1,2],"y":[1,3,1],"stackgroup":"s","line":{"shape":"hv"}},
            {"x":[0,1,2],"y":[1,1,1],"stackgroup":"s","line":{"shape":"hv"}}
            """;
        double[] Path(string attribute, int place) => Numbers(Elements(Draw(traces), "path").Where(e => e.Attribute(attribute) is not null)
            .Select(e => (string)e.Attribute("d")!).Where(d => d.Count(c => c == 'L') >= 3).ElementAt(place));
        double[] line = [.. Path("stroke-linejoin", 0)], area = Path("fill-opacity", 1);
        (double, double)[] floor = [.. area.Chunk(2).Skip(5).Select(p => (p[0], p[1])).Reverse()];
        Assert.Equal(line.Chunk(2).Select(p => (p[0], p[1])), floor);
    }

    [Fact]
    public void Counts_over_pairs_tell_plotly_their_bins()
    {
        string json = Json.ChartJson.Of("""{"data":[{"type":"histogram2dcontour","x":[1,2,3,4],"y":[1,2,3,5]}],"layout":{}}""").Text;
        Assert.Equal(["xbins", "ybins"], Regex.Matches(json, "[xy]bins").Select(match => match.Value));
    }

    [Fact]
    public void Cells_of_pairs_are_as_wide_as_in_plotly()
    {
        // 2σ/∜n of 0 … 99 is 18.3, the next round number 20.
        Assert.Equal(20, Bins.For(Enumerable.Range(0, 100).Select(i => i + 0.5), cells: true).Size);
    }

    [Fact]
    public void A_curve_goes_through_its_points_and_steps_have_corners()
    {
        (double, double)[] points = [(0, 0), (10, 5), (20, 0)];
        (double X, double Y)[] curve = LinePath.Shaped(points, Words.Shape.Spline);
        Assert.All(points, point => Assert.Contains(curve, p => Math.Abs(p.X - point.Item1) + Math.Abs(p.Y - point.Item2) < 1e-9));
        Assert.Equal([(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (20.0, 5.0), (20.0, 0.0)], LinePath.Shaped(points, Words.Shape.Hv));
    }

    [Fact]
    public void Lines_and_points_lie_over_contours_whatever_comes_first()
    {
        string svg = Draw("""
            {"type":"scatter","y":[1,2],"marker":{"color":"#010203"}},
            {"type":"bar","y":[1,2],"marker":{"color":"#040506"}},
            {"type":"heatmap","z":[[1,2],[3,4]]}
            """);
        Assert.Equal(
            ["crispEdges", "color=\"#040506\"", "color=\"#010203\""],
            new[] { "color=\"#010203\"", "crispEdges", "color=\"#040506\"" }.OrderBy(part => svg.IndexOf(part, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Contours_have_no_lines_where_these_have_no_width(int width, bool lines) =>
        Assert.Equal(lines, Read<ContourTrace>($$"""
            {"type":"histogram2dcontour","x":[1,2,3],"y":[1,2,3],"line":{"width":{{width}} } }
            """).Lines);

    [Fact]
    public void A_bubble_at_the_edge_is_seen_whole_in_a_small_picture()
    {
        Drawing.Figure figure = FigureReader.Read("""
            {"data":[{"type":"scatter","mode":"markers","x":[1,2],"y":[1,2],"marker":{"size":[40,40]}}],"layout":{"width":300,"height":240}}
            """)!.Resolve();
        PanelView view = new FigureLayout(figure, figure).Views[0];
        Assert.True(view.Y.At(1) + 20 <= view.Plot.Bottom && view.Y.At(2) - 20 >= view.Plot.Top && view.X.At(1) - 20 >= view.Plot.Left);
    }

    [Fact]
    public void What_is_not_drawn_has_its_name_also_where_there_are_no_axes()
    {
        string svg = Draw("""{"type":"scattergeo","lon":[1],"lat":[2]}""");
        Assert.Contains("[scattergeo: not drawn here", svg);
        Assert.DoesNotContain(">0.5</text>", svg);
    }

    private static string Draw(string traces, string layout = "{}") =>
        FigureSvg.Draw(FigureReader.Read($"{{\"data\":[{traces}],\"layout\":{layout}}}")!, SvgUse.File);

    private static T Read<T>(string trace) => Assert.IsType<T>(FigureReader.Read($"{{\"data\":[{trace}]}}")!.Traces[0]);

    private static IEnumerable<XElement> Elements(string svg, string name) =>
        XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>The outlines of what is filled with a series' colour.</summary>
    private static IEnumerable<string> Fills(string svg) =>
        Elements(svg, "path").Where(e => (string?)e.Attribute("fill") == "currentColor").Select(e => (string)e.Attribute("d")!);

    private static double[] Numbers(string path) =>
        [.. Number().Matches(path).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("-?[0-9.]+")]
    private static partial Regex Number();
}
