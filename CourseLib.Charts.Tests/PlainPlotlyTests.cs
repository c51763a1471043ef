using CourseLib.Charts.Json;
using CourseLib.Charts.Reading;
using CourseLib.Charts.Svg;
using Plain = Plotly.NET.CSharp.Chart;

namespace CourseLib.Charts.Tests;

/// <summary>Charts that were made with nothing but Plotly.NET.</summary>
public class PlainPlotlyTests
{
    [Fact]
    public void The_usual_template_is_not_stored_and_our_colours_stand_in_its_place()
    {
        GenericChart chart = Plain.Line<int, double, string>([1, 2], [3, 4.5], Name: "a");
        Assert.Contains("\"template\"", GenericChart.toFigureJson(chart));
        Assert.DoesNotContain("\"template\"", chart.ToJson());
        Assert.Contains(Palette.Light[0], chart.ToJson());
        Assert.Contains("\"x\":[1,2],\"y\":[3,4.5]", chart.ToJson());
    }

    [Fact]
    public void Colours_of_a_template_or_a_figure_of_its_own_are_kept()
    {
        const string traces = "\"data\":[{\"type\":\"scatter\",\"y\":[1,2]},{\"type\":\"bar\",\"y\":[1,2]}]";
        foreach (string layout in new[] { "\"colorway\":[\"#010203\",\"#a0b0c0\"]", "\"template\":{\"layout\":{\"colorway\":[\"#010203\",\"#a0b0c0\"]}}" })
        {
            string svg = FigureSvg.Draw(FigureReader.Read($"{{{traces},\"layout\":{{{layout}}}}}")!, SvgUse.File);
            Assert.Contains("color=\"#010203\"", svg);
            Assert.Contains("color=\"#a0b0c0\"", svg);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_own_grids_are_laid_out_in_rows_and_columns(bool coupled)
    {
        GenericChart Of(string name) => Plain.Line<int, int, string>([1, 2], [3, 4], Name: name);
        GenericChart grid = Plain.Grid(
            [Of("a"), Of("b"), Of("c"), Of("d")], 2, 2, SubPlotTitles: new[] { "A", "B", "C", "D" },
            Pattern: coupled ? StyleParam.LayoutGridPattern.Coupled : StyleParam.LayoutGridPattern.Independent);
        Drawing.Figure read = ChartJson.Of(grid).Figure;
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], read.Panels.Select(panel => (panel.Row, panel.Column)));
        Assert.Equal(["A", "B", "C", "D"], read.Panels.Select(panel => panel.Title));
        Assert.Equal(coupled ? 2 : 1, read.Sharing(0, columns: true).Length);
    }

    [Fact]
    public void A_second_y_axis_stands_on_the_right()
    {
        Drawing.Figure read = FigureReader.Read("""
            {"data":[{"type":"scatter","y":[1,2]},{"type":"scatter","y":[100,900],"yaxis":"y2"}],
             "layout":{"yaxis":{"title":{"text":"left"}},"yaxis2":{"title":{"text":"right"},"overlaying":"y","side":"right"}}}
            """)!.Resolve();
        FigureLayout layout = new(read, read);
        Assert.Equal(layout.Views[0].Plot, layout.Views[1].Plot);
        Assert.True(layout.Views[0].Plot.Right < layout.Width - 40, "there is room for the labels on the right");
        Assert.Contains("right", FigureSvg.Draw(read, SvgUse.File));
    }

    [Fact]
    public void What_students_change_on_a_plain_chart_leaves_it_as_it_was()
    {
        GenericChart chart = Plain.Column<int, string, string>([1, 2], Keys: new[] { "a", "b" });
        string before = GenericChart.toFigureJson(chart);
        GenericChart changed = chart.WithTitle("T").WithXAxisStyle("keys").WithYErrorStyle([0.5, 0.5]).WithAnnotation("a", 1, "here");
        Assert.Equal(before, GenericChart.toFigureJson(chart));
        foreach (string part in new[] { "T", "keys", "here" }) Assert.Contains($">{part}</text>", changed.ToSvg());
    }
}
