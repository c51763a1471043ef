using CourseLib.Charts.Drawing;
using CourseLib.Charts.Json;
using CourseLib.Charts.Reading;

namespace CourseLib.Charts.Tests;

public class SymbolTests
{
    [Fact]
    public void Markers_have_the_shape_that_was_asked_for_by_name_or_number()
    {
        (StyleParam.MarkerSymbol Asked, object Drawn)[] shapes =
        [
            (StyleParam.MarkerSymbol.Circle, Words.MarkerSymbol.Circle), (StyleParam.MarkerSymbol.Square, Words.MarkerSymbol.Square),
            (StyleParam.MarkerSymbol.Diamond, Words.MarkerSymbol.Diamond), (StyleParam.MarkerSymbol.Cross, Words.MarkerSymbol.Cross),
            (StyleParam.MarkerSymbol.X, Words.MarkerSymbol.X), (StyleParam.MarkerSymbol.TriangleUp, Words.MarkerSymbol.TriangleUp),
            (StyleParam.MarkerSymbol.TriangleDown, Words.MarkerSymbol.TriangleDown), (StyleParam.MarkerSymbol.Star, Words.MarkerSymbol.Star),
        ];
        foreach ((StyleParam.MarkerSymbol asked, object drawn) in shapes)
            Assert.Equal(drawn, ((ScatterTrace)ChartJson.Of(Chart.Point([1], [2], MarkerSymbol: asked)).Figure.Traces[0]).Symbol);
        foreach (string symbol in new[] { "2", "\"2\"", "\"diamond\"", "102", "\"diamond-open\"" })
            Assert.Equal(Words.MarkerSymbol.Diamond, ((ScatterTrace)FigureReader.Read($"{{\"data\":[{{\"y\":[1],\"marker\":{{\"symbol\":{symbol}}}}}]}}")!.Traces[0]).Symbol);
    }
}
