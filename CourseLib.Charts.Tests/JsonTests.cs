using System.Text.Json;

using CourseLib.Tensors;

namespace CourseLib.Charts.Tests;

public class JsonTests
{
    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Every_figure_has_data_layout_frames_and_config(string name)
    {
        JsonElement json = Parse(Gallery.Figures[name]());
        Assert.Equal(["data", "layout", "frames", "config"], json.EnumerateObject().Select(p => p.Name));
        Assert.All(json.GetProperty("data").EnumerateArray(), trace => Assert.False(string.IsNullOrEmpty(trace.GetProperty("type").GetString())));
    }

    [Theory, MemberData(nameof(OddFigures.All), MemberType = typeof(OddFigures))]
    public void Odd_data_are_valid_JSON(string kind, string values) => Parse(OddFigures.Make(kind, values));

    [Fact]
    public void A_line_is_what_Plotly_calls_a_scatter_with_lines()
    {
        JsonElement figure = Parse(Chart.Line([1, 2], [0.5, double.NaN], Name: "loss", LineDash: StyleParam.DrawingStyle.DashDot, LineWidth: 3)
            .WithTitle("T").WithXAxisStyle("epoch").WithYAxisStyle("nats", AxisType: StyleParam.AxisType.Log, MinMax: (-2, 1)).WithSize(500, 300));
        JsonElement trace = figure.GetProperty("data")[0];
        Assert.Equal("scatter", trace.GetProperty("type").GetString());
        Assert.Equal("lines", trace.GetProperty("mode").GetString());
        Assert.Equal("loss", trace.GetProperty("name").GetString());
        Assert.Equal("[1,2]", trace.GetProperty("x").GetRawText());
        Assert.Equal("[0.5,null]", trace.GetProperty("y").GetRawText());
        Assert.Equal("dashdot", trace.GetProperty("line").GetProperty("dash").GetString());
        JsonElement layout = figure.GetProperty("layout");
        Assert.Equal("T", layout.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("epoch", layout.GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("log", layout.GetProperty("yaxis").GetProperty("type").GetString());
        Assert.Equal("[-2,1]", layout.GetProperty("yaxis").GetProperty("range").GetRawText());
        Assert.Equal(500, layout.GetProperty("width").GetInt32());
    }

    [Fact]
    public void Dates_texts_and_float32_keep_their_short_forms()
    {
        JsonElement dates = Parse(Chart.Line([new DateTime(2015, 2, 11), new DateTime(2015, 2, 11, 13, 30, 0)], [0.1f, 0.2f])).GetProperty("data")[0];
        Assert.Equal("[\"2015-02-11\",\"2015-02-11 13:30:00\"]", dates.GetProperty("x").GetRawText());
        Assert.Equal("[0.1,0.2]", dates.GetProperty("y").GetRawText());
        Assert.Equal("[0.1,0.25]", Parse(Chart.Line(Tensor.From([0.1f, 0.25f], 2), new[] { 1, 2 })).GetProperty("data")[0].GetProperty("x").GetRawText());
        Assert.Equal("category", Parse(Chart.Column([1, 2], ["1", "2"])).GetProperty("layout").GetProperty("xaxis").GetProperty("type").GetString());
    }

    [Fact]
    public void A_grid_numbers_its_axes_and_shares_them_when_coupled()
    {
        JsonElement figure = Parse(Chart.Grid(Enumerable.Range(0, 4).Select(_ => Chart.Line([1], [1])), 2, 2, Pattern: StyleParam.LayoutGridPattern.Coupled));
        Assert.Equal(["x", "x2", "x3", "x4"], figure.GetProperty("data").EnumerateArray().Select(t => t.TryGetProperty("xaxis", out JsonElement axis) ? axis.GetString() : "x"));
        JsonElement layout = figure.GetProperty("layout");
        Assert.Equal("x", layout.GetProperty("xaxis3").GetProperty("matches").GetString());
        Assert.Equal("y3", layout.GetProperty("yaxis4").GetProperty("matches").GetString());
        Assert.True(layout.GetProperty("xaxis").GetProperty("domain")[1].GetDouble() < layout.GetProperty("xaxis2").GetProperty("domain")[0].GetDouble());
        Assert.True(layout.GetProperty("yaxis3").GetProperty("domain")[1].GetDouble() < layout.GetProperty("yaxis").GetProperty("domain")[0].GetDouble());
    }

    [Fact]
    public void Histograms_on_one_panel_share_the_bins_that_are_drawn()
    {
        JsonElement[] traces = [.. Parse(Chart.Combine([Chart.Histogram(Gallery.Noise(500, 1)), Chart.Histogram(Gallery.Noise(500, 2).Select(v => v + 3))])).GetProperty("data").EnumerateArray()];
        Assert.Equal(traces[0].GetProperty("xbins").GetRawText(), traces[1].GetProperty("xbins").GetRawText());
    }

    [Fact]
    public void An_animation_keeps_its_axes_and_steps_through_its_frames()
    {
        JsonElement figure = Parse(Chart.Line([0], [0]).WithFrames([("one", Chart.Line([0, 1], [0, 1])), ("two", Chart.Line([0, 5], [0, 9]))], SliderPrefix: "step "));
        Assert.Equal(["one", "two"], figure.GetProperty("frames").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        Assert.True(figure.GetProperty("layout").GetProperty("xaxis").GetProperty("range")[1].GetDouble() >= 5);
        Assert.Equal(2, figure.GetProperty("layout").GetProperty("sliders")[0].GetProperty("steps").GetArrayLength());
        Assert.Equal("▶", figure.GetProperty("layout").GetProperty("updatemenus")[0].GetProperty("buttons")[0].GetProperty("label").GetString());
    }

    [Fact]
    public void A_matrix_is_written_row_by_row()
    {
        foreach (GenericChart figure in new[] { Chart.Heatmap([[1, 2], [3, 4]]), Chart.Heatmap(new double[,] { { 1, 2 }, { 3, 4 } }), Chart.Heatmap(Tensor.From([1, 2, 3, 4], 2, 2)),
            Chart.Heatmap(MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2 }, { 3, 4 } })) })
            Assert.Equal("[[1,2],[3,4]]", Parse(figure).GetProperty("data")[0].GetProperty("z").GetRawText());
    }

    private static JsonElement Parse(GenericChart figure) => JsonDocument.Parse(figure.ToJson()).RootElement;
}
