using CourseLib.Charts;
using CourseLib.Charts.Json;

namespace CourseLib.Tests.Charts;

public class FigureReaderTests
{
    public static TheoryData<string> OnePairOfAxes => [.. Gallery.Figures.Where(figure => figure.Value() is { Panels.Length: 1, Frames.Length: 0, Controls.Menu.Length: 0 }).Select(figure => figure.Key)];

    [Theory, MemberData(nameof(OnePairOfAxes))]
    public void What_is_written_and_can_be_read_says_the_same_again(string name)
    {
        Figure written = Gallery.Figures[name]();
        if (FigureReader.Read(written.ToJson()) is not { } read)
        {
            Assert.Contains(written.Traces.Select(trace => trace.Type), kind => kind is "image" or "histogram2d");
            return;
        }
        Assert.Equal(written.Traces.Select(trace => trace.Type), read.Traces.Select(trace => trace.Type));
        Assert.Equal(Data(written.ToJson()), Data(read.ToJson()));
        Assert.StartsWith("<svg", read.ToSvg());
    }

    [Fact]
    public void Plotlys_own_habits_are_understood()
    {
        Figure read = FigureReader.Read("""
            {"data":[{"type":"scatter","x":["2024-01-01","2024-01-02"],"y":[1,null],"line":{"color":"crimson","dash":"dashdot"},"hovertemplate":"%{x}"},
                     {"type":"bar","x":["2024-01-01"],"y":[3],"name":"b"}],
             "layout":{"title":{"text":"Loss"},"xaxis":{"title":"day"},"yaxis":{"type":"log","title":{"text":"nats"}},"template":{"data":{}}},"frames":[]}
            """)!;
        string svg = read.ToSvg();
        foreach (string part in new[] { "Loss", "day", "nats", "crimson" }) Assert.Contains(part, svg);
        Assert.Equal(StyleParam.AxisType.Log, read.Panels[0].Y.Type);
    }

    [Theory]
    [InlineData("""{"data":[{"type":"sankey"}]}""")]
    [InlineData("""{"data":[{"type":"scatter","y":[1]},{"type":"scatter","y":[1],"xaxis":"x2","yaxis":"y2"}]}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"type":"scatter","y":{"bdata":"AAAA","dtype":"f4"}}]}""")]
    [InlineData("""{"data":[{"type":"scatter","y":[1],"line":{"color":"no colour at all"}}]}""")]
    [InlineData("""{"data":[{"type":"heatmap","z":[[1,2],[3]]}]}""")]
    [InlineData("""[1,2]""")]
    [InlineData("not JSON")]
    public void What_cannot_be_drawn_is_no_figure(string json) => Assert.Null(FigureReader.Read(json));

    /// <summary>The numbers and texts of all traces.</summary>
    private static string Data(string json) => string.Join("\n", System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("data").EnumerateArray()
        .Select(trace => string.Join(" ", trace.EnumerateObject().Where(member => member.Name is "x" or "y" or "z" or "name" or "mode" or "text").Select(member => member.ToString()))));
}
