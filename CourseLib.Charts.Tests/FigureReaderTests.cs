using CourseLib.Charts.Drawing;
using CourseLib.Charts.Json;
using CourseLib.Charts.Reading;

namespace CourseLib.Charts.Tests;

public class FigureReaderTests
{
    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void What_is_stored_is_read_as_the_same_picture(string name)
    {
        (Drawing.Figure drawn, string stored) = ChartJson.Of(Gallery.Figures[name]());
        Drawing.Figure read = FigureReader.Read(stored)!;
        Assert.Equal(drawn.Traces.Select(trace => (trace.Type, trace.Name, trace.Panel)), read.Traces.Select(trace => (trace.Type, trace.Name, trace.Panel)));
        Assert.Equal(drawn.Panels.Select(panel => (panel.Row, panel.Column, panel.Title, panel.X.Title, panel.Y.Title)), read.Panels.Select(panel => (panel.Row, panel.Column, panel.Title, panel.X.Title, panel.Y.Title)));
        Assert.Equal(drawn.Frames.Select(frame => frame.Name), read.Frames.Select(frame => frame.Name));
        Assert.DoesNotContain(read.Traces, trace => trace is UnknownTrace);
    }

    [Fact]
    public void Plotlys_own_habits_are_understood()
    {
        const string json = """
            {"data":[{"type":"scatter","x":["2024-01-01","2024-01-02"],"y":[1,null],"line":{"color":"crimson","dash":"dashdot"},"hovertemplate":"%{x}"},
                     {"type":"bar","x":["2024-01-01"],"y":[3],"name":"b"}],
             "layout":{"title":{"text":"Loss"},"xaxis":{"title":"day"},"yaxis":{"type":"log","title":{"text":"nats"}},"template":{"data":{}}},"frames":[]}
            """;
        string svg = Svg.FigureSvg.Draw(FigureReader.Read(json)!, Svg.SvgUse.File);
        foreach (string part in new[] { "Loss", "day", "nats", "crimson" }) Assert.Contains(part, svg);
        Assert.Equal(Words.AxisType.Log, FigureReader.Read(json)!.Panels[0].Y.Type);
    }

    [Theory]
    [InlineData("""{"type":"sankey"}""", "sankey")]
    [InlineData("""{"type":"heatmap","z":[[1,2],[3]]}""", "heatmap")]
    [InlineData("""{"type":"surface","z":"none"}""", "surface")]
    public void What_cannot_be_drawn_is_named_in_the_picture(string trace, string kind)
    {
        Drawing.Figure read = FigureReader.Read($$"""{"data":[{"type":"scatter","y":[1,2],"name":"drawn"},{{trace}}],"layout":{} }""")!;
        Assert.Contains($"[{kind}: not drawn here", Svg.FigureSvg.Draw(read, Svg.SvgUse.File));
    }

    [Theory]
    [InlineData("""{"layout":{}}""")]
    [InlineData("""[1,2]""")]
    [InlineData("not JSON")]
    public void What_is_no_figure_is_none(string json)
    {
        Assert.Null(FigureReader.Read(json));
        Assert.Contains("Plotly's JSON", Assert.Throws<ArgumentException>(() => ChartFiles.Forms(json)).Message);
    }

    [Theory]
    [InlineData("f8", "AAAAAAAA8D8AAAAAAAAAQA==")]
    [InlineData("f4", "AACAPwAAAEA=")]
    [InlineData("i4", "AQAAAAIAAAA=")]
    [InlineData("u1", "AQI=")]
    public void Packed_numbers_are_read(string kind, string bytes) => Assert.Equal([1.0, 2], FigureReader.Read(
        $$$"""{"data":[{"type":"scatter","y":{"bdata":"{{{bytes}}}","dtype":"{{{kind}}}"}}]}""")!.Traces[0].YValues!.Numbers);
}
