using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using CourseLib.Charts.Drawing;
using CourseLib.Charts.Json;
using CourseLib.Charts.Svg;

namespace CourseLib.Charts.Tests;

public partial class SvgTests
{
    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Every_figure_is_well_formed_with_finite_places(string name) => Sound(Gallery.Figures[name]());

    [Theory, MemberData(nameof(OddFigures.All), MemberType = typeof(OddFigures))]
    public void Odd_data_make_a_well_formed_picture(string kind, string values) => Sound(OddFigures.Make(kind, values));

    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void The_same_figure_is_the_same_text_twice(string name)
    {
        Assert.Equal(Gallery.Figures[name]().ToSvg(), Gallery.Figures[name]().ToSvg());
        Assert.Equal(Gallery.Figures[name]().ToHtml(), Gallery.Figures[name]().ToHtml());
        Assert.Equal(Gallery.Figures[name]().ToJson(), Gallery.Figures[name]().ToJson());
    }

    [Theory, MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Nothing_that_is_laid_out_covers_the_data(string name)
    {
        Drawing.Figure figure = Read(Gallery.Figures[name]());
        FigureLayout layout = new(figure, figure);
        foreach (PanelView view in layout.Views)
        {
            Assert.InRange(view.Plot.Left, 0, layout.Width);
            Assert.InRange(view.Plot.Right, view.Plot.Left + 10, layout.Width);
            Assert.InRange(view.Plot.Bottom, view.Plot.Top + 10, layout.Height);
            Assert.True(view.Plot.Top >= layout.TitleHeight, "the title stands on the panel");
            if (layout.Legend.Place is not null) Assert.False(layout.Legend.Box.Overlaps(view.Plot), "the legend stands on the panel");
            Assert.All(layout.Views.Where(v => v != view), other => Assert.False(other.Plot.Overlaps(view.Plot), "two panels overlap"));
        }
    }

    [Theory]
    [InlineData(LegendPlace.Right)]
    [InlineData(LegendPlace.Top)]
    [InlineData(LegendPlace.Below)]
    public void A_legend_of_many_long_names_stays_off_the_data(object place)
    {
        GenericChart figure = Chart.Combine(
            Enumerable.Range(0, 25).Select(i => Chart.Line([1, 2], [i, i + 1], Name: $"a rather long name for series number {i}")));
        Drawing.Figure read = Read(figure.WithSize(Height: 700));
        read = read with { Layout = read.Layout with { LegendPlace = (LegendPlace)place } };
        FigureLayout layout = new(read, read);
        Assert.All(layout.Views, view => Assert.False(layout.Legend.Box.Overlaps(view.Plot)));
        Assert.Equal(25, layout.Legend.Entries.Length);
    }

    [Fact]
    public void Texts_are_escaped_and_survive()
    {
        const string nasty = "a < b && \"c\" > 'd' \u0001 \ud800 </text><script>alert(1)</script> ✓ 𝜎";
        GenericChart figure = Chart
            .Combine([Chart.Point([1.0], [2.0], Name: nasty, MultiText: [nasty]), Chart.Column([1.0], [nasty], Name: "b")])
            .WithTitle(nasty).WithXAxisStyle(nasty).WithYAxisStyle(nasty).WithAnnotation(0, 1, nasty).WithDescription(nasty, nasty);
        Sound(figure);
        Assert.DoesNotContain("<script>alert", figure.ToSvg());
        Assert.DoesNotContain("<script>alert", figure.ToHtml());
        string shown = string.Concat(
            XDocument.Parse(figure.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
        Assert.Contains("a < b && \"c\" > 'd'", shown);
        Assert.Contains("✓ 𝜎", shown);
    }

    [Fact]
    public void The_picture_speaks_to_readers_who_do_not_see_it()
    {
        GenericChart figure = Gallery.Figures["line"]();
        XElement svg = XDocument.Parse(figure.ToSvg()).Root!;
        string[] labels = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("Loss of LeNet-5 on CIFAR-10", ById(svg, labels[0]));
        Assert.Contains("training loss", ById(svg, labels[1]));
        Assert.Contains("cross-entropy (nats) against epoch", ById(svg, labels[1]));
        Assert.Equal("two curves", ById(XDocument.Parse(figure.WithDescription("x", AltText: "two curves").ToSvg()).Root!, null, "desc"));

        static string ById(XElement root, string? id, string? name = null) =>
            root.Descendants().Single(e => id is not null ? e.Attribute("id")?.Value == id : e.Name.LocalName == name).Value;
    }

    [Fact]
    public void Two_figures_on_one_page_share_no_id()
    {
        IEnumerable<string> Ids(string name) =>
            XDocument.Parse(Gallery.Figures[name]().ToSvg()).Descendants().Attributes("id").Select(a => a.Value);
        Assert.Empty(Ids("line").Intersect(Ids("area")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_point_stands_at_its_category_on_the_y_axis(bool logarithmic)
    {
        StyleParam.AxisType kind = logarithmic ? StyleParam.AxisType.Log : StyleParam.AxisType.Linear;
        string svg = Chart.Point(new[] { 1.0, 10, 100 }, new[] { "a", "b", "c" }, MultiText: ["p", "q", "r"])
            .WithXAxisStyle("x", AxisType: kind).ToSvg();
        Assert.Equal(
            ["p (1, a)", "q (10, b)", "r (100, c)"],
            XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "title" && e.Value.Contains('(')).Select(e => e.Value));
        Assert.Equal(3, XDocument.Parse(svg).Descendants().Count(e => e.Name.LocalName == "text" && e.Value is "p" or "q" or "r"));
    }

    [Fact]
    public void A_gap_divides_a_line_and_a_lone_point_is_a_dot()
    {
        string svg = Chart.Line([0, 1, 2, 3, 4.0], [1, 2, double.NaN, 3, double.NaN]).ToSvg();
        string line = XDocument.Parse(svg).Descendants().Single(e => e.Attribute("stroke-width")?.Value == "2").Attribute("d")!.Value;
        Assert.Single(line, c => c == 'M');
        Assert.Contains("0 1 0 5 0", svg);
    }

    [Fact]
    public void A_long_line_keeps_its_extremes_and_loses_its_weight()
    {
        (double X, double Y)[] run =
            [.. Enumerable.Range(0, 100_000).Select(i => (i / 200.0, i == 54_321 ? -50.0 : i == 70_000 ? 99.0 : Math.Sin(i)))];
        IReadOnlyList<(double X, double Y)> thin = LinePath.Thin(run);
        Assert.InRange(thin.Count, 100, 5000);
        Assert.Contains(run[54_321], thin);
        Assert.Contains(run[70_000], thin);
        Assert.Equal(run[0], thin[0]);
        Assert.Equal(run[^1], thin[^1]);
    }

    [Fact]
    public void One_name_has_one_colour_wherever_it_stands()
    {
        Drawing.Figure figure = Read(Chart.Grid([
            Chart.Combine([Chart.Line([1, 2], [1, 2], Name: "a"), Chart.Line([1, 2], [2, 1], Name: "b")]),
            Chart.Combine([Chart.Point([1, 2], [1, 2], Name: "b"), Chart.Column([1, 2], Name: "c"), Chart.Line([1, 2], [2, 1], Name: "a")]),
        ], 1, 2));
        Assert.Equal([0, 1, 1, 2, 0], figure.Traces.Select(t => t.Slot));
        Assert.Equal([true, true, false, true, false], figure.Traces.Select(t => t.Listed));
    }

    [Fact]
    public void Equal_aspect_makes_a_unit_as_long_both_ways()
    {
        Drawing.Figure figure = Read(Chart.Line([0, 10.0], [0, 1.0]).WithYAxisStyle(EqualAspect: true));
        PanelView view = new FigureLayout(figure, figure).Views[0];
        Assert.Equal(view.X.At(1) - view.X.At(0), view.Y.At(0) - view.Y.At(1), 6);
    }

    private static Drawing.Figure Read(GenericChart chart) => ChartJson.Of(chart).Figure.Resolve();

    private static void Sound(GenericChart figure)
    {
        foreach (string text in new[] { figure.ToSvg(), figure.ToHtml() })
            Assert.All(Picture().Matches(text), picture =>
            {
                XDocument svg = XDocument.Parse(picture.Value);
                string[] ids = [.. svg.Descendants().Attributes("id").Select(a => a.Value)];
                Assert.Equal(ids.Length, ids.Distinct().Count());
                foreach (XAttribute attribute in svg.Descendants().Attributes())
                {
                    if (attribute.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "points" or "transform" or "cx" or "cy")
                    {
                        Assert.DoesNotMatch("NaN|Inf|∞|E[+-]", attribute.Value);
                        Assert.All(Number().Matches(attribute.Value), number =>
                            Assert.InRange(double.Parse(number.Value, CultureInfo.InvariantCulture), -60_000, 60_000));
                    }
                    if (attribute.Name.LocalName is "width" or "height")
                        Assert.True(double.Parse(attribute.Value, CultureInfo.InvariantCulture) >= 0);
                }
            });
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
