using System.IO.Compression;
using System.Xml.Linq;

using CourseLib.Charts.Data;
using CourseLib.Charts.Svg;
using CourseLib.Tensors;

namespace CourseLib.Charts.Tests;

public class ChartTests
{
    [Fact]
    public void Any_sequence_serves_as_values_and_tensors_mix_with_arrays()
    {
        Tensor tensor = Tensor.From([1, 2, 3], 3);
        GenericChart[] figures =
        [
            Chart.Line([1, 2, 3], [1.0, 2, 3]), Chart.Line(new List<int> { 1, 2, 3 }, new float[] { 1, 2, 3 }), Chart.Line(tensor, tensor),
            Chart.Line(new[] { 1, 2, 3 }, tensor), Chart.Line(Enumerable.Range(1, 3), tensor), Chart.Point(tensor, Enumerable.Range(1, 3).Select(v => (long)v)),
            Chart.Scatter(new[] { 1m, 2m, 3m }, tensor), Chart.Area(new[] { (Half)1, (Half)2, (Half)3 }, [1, 2, 3]), Chart.Line(new double?[] { 1, 2, 3 }, new byte[] { 1, 2, 3 }),
            Chart.Line(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([1, 2, 3]), tensor),
        ];
        foreach (GenericChart figure in figures)
            Assert.Contains("\"x\":[1,2,3],\"y\":[1,2,3]", figure.ToJson());
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused_with_the_reason()
    {
        Refused("x has 2 values and y has 3", () => Chart.Line([1, 2], [1, 2, 3]));
        Refused("2 values and 1 keys", () => Chart.Column([1, 2], ["a"]));
        Refused("cannot show a Version", () => Chart.Line([new Version(1, 2)], [1]));
        Refused("this is a String", () => Chart.Line("abc", new[] { 1 }));
        Refused("begin with a number", () => Chart.Line(new object[] { 1, "b" }, [1, 2]));
        Refused("row 1 has 1", () => Chart.Heatmap(new double[][] { [1, 2], [3] }));
        Refused("needs two axes", () => Chart.Heatmap(Tensor.From([1, 2], 2)));
        Refused("has 2 columns, but 4 names", () => Chart.Heatmap(new double[,] { { 1, 2 } }, X: ["a", "b", "c", "d"]));
        Refused("one or three channels", () => Chart.ImageGrid(Tensor.From(new float[8], 1, 2, 2, 2)));
        Refused("2 pictures and 1 titles", () => Chart.ImageGrid(Tensor.From(new float[8], 2, 2, 2), Titles: ["a"]));
        Refused("shows one picture", () => Chart.Image(Tensor.From(new float[8], 2, 1, 2, 2)));
        Refused("do not fit", () => Chart.Grid([Chart.Invisible(), Chart.Invisible()], 1, 1));
        Refused("is itself a grid", () => Chart.Grid([Chart.Grid([Chart.Invisible(), Chart.Invisible()], 1, 2)], 1, 1));
        Refused("needs one chart", () => Chart.Combine([]));
        Refused("no panel 3", () => Chart.Invisible().WithXAxisStyle("x", Id: 3));
        Refused("cannot run from 1 to 1", () => Chart.Invisible().WithXAxisStyle(MinMax: (1, 1)));
        Refused("one frame or more", () => Chart.Invisible().WithFrames([]));
        Refused("speaks of 2 traces", () => Chart.Line([1], [1]).WithUpdateMenu([("a", [true, false])]));
        Refused("between 40 and 10,000", () => Chart.Invisible().WithSize(Width: 3));
        Refused("needs numbers", () => Chart.BoxPlot(["a", "b"]));

        static void Refused(string reason, Func<object> make) => Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(make).Message);
    }

    [Fact]
    public void A_figure_never_changes()
    {
        double[] y = [1, 2, 3];
        GenericChart line = Chart.Line([1, 2, 3], y, Name: "a");
        string before = line.ToJson();
        y[0] = 99;
        _ = line.WithTitle("t").WithXAxisStyle("x").WithTraceInfo("b").WithAnnotation(1, 1, "n").WithShape(X0: 1);
        Assert.Equal(before, line.ToJson());
    }

    [Fact]
    public void Pictures_become_PNG_with_the_same_pixels()
    {
        Pixels picture = Pixels.FromTensor(Tensor.From([0, 0.5f, 1, 0, 0.25f, 0.75f], 1, 1, 2, 3))[0];
        byte[] png = Png.Encode(picture);
        Assert.Equal("89504E470D0A1A0A0000000D49484452000000030000000208060000", Convert.ToHexString(png)[..56]);
        int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using MemoryStream rows = new();
        using (ZLibStream zlib = new(new MemoryStream(png, 41, length), CompressionMode.Decompress)) zlib.CopyTo(rows);
        byte[] raw = rows.ToArray();
        Assert.Equal(2 * (1 + 12), raw.Length);
        Assert.Equal([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255], raw[1..13]);
        // The second row is told as the difference from the first.
        Assert.Equal(64, (byte)(raw[14 + 4] + raw[1 + 4]));
    }

    [Fact]
    public void Values_outside_0_and_1_are_spread_from_black_to_white()
    {
        byte[] bytes = Pixels.FromTensor(Tensor.From([-2, 0, 2], 1, 3))[0].Bytes.ToArray();
        Assert.Equal([0, 128, 255], [bytes[0], bytes[4], bytes[8]]);
        Assert.Equal([0, 0, 255], Pixels.FromTensor(Tensor.From([-2, 0, 2], 1, 3), (0, 2))[0].Bytes.ToArray().Where((_, i) => i % 4 == 0));
    }

    [Fact]
    public void Contours_around_a_cone_are_circles_of_the_right_radius()
    {
        double[,] cone = new double[41, 41];
        for (int r = 0; r < 41; r++)
            for (int c = 0; c < 41; c++) cone[r, c] = -Math.Sqrt((r - 20) * (r - 20) + (c - 20) * (c - 20));
        (double Row, double Column)[] circle = Assert.Single(Contours.Lines(Matrix.From(cone), -12.5));
        Assert.All(circle, p => Assert.Equal(12.5, Math.Sqrt((p.Row - 20) * (p.Row - 20) + (p.Column - 20) * (p.Column - 20)), 1));
        Assert.Equal(circle[0], circle[^1]);
    }

    [Fact]
    public void The_region_above_a_level_is_cut_at_the_border_and_leaves_out_holes()
    {
        double[,] slope = new double[3, 5];
        for (int r = 0; r < 3; r++)
            for (int c = 0; c < 5; c++) slope[r, c] = c;
        Assert.Equal(5.0, Contours.Regions(Matrix.From(slope), 1.5).Sum(Area), 9);
        Assert.Equal(8.0, Contours.Regions(Matrix.From(slope), -1).Sum(Area), 9);
        Assert.Empty(Contours.Regions(Matrix.From(slope), 9));
        slope[1, 4] = double.NaN;
        Assert.True(Contours.Regions(Matrix.From(slope), -1).Sum(Area) < 8);
        Assert.All(Contours.Lines(Matrix.From(slope), 1.5), line => Assert.All(line, p => Assert.Equal(1.5, p.Column, 9)));

        static double Area((double Row, double Column)[] p) =>
            Math.Abs(p.Select((a, i) => a.Column * p[(i + 1) % p.Length].Row - p[(i + 1) % p.Length].Column * a.Row).Sum() / 2);
    }

    [Fact]
    public void Quartiles_and_densities_are_right()
    {
        Assert.Equal(1.75, Statistics.Quantile([1, 2, 3, 4], 0.25));
        double[] sorted = [.. Gallery.Noise(4000, 1).Order()];
        (double At, double Density)[] curve = Statistics.Density(sorted);
        double step = curve[1].At - curve[0].At;
        Assert.Equal(1, curve.Sum(p => p.Density * step), 2);
        Assert.Equal(0.3989, curve.MaxBy(p => p.Density).Density, 1);
    }

    [Fact]
    public void An_output_carries_every_form_once()
    {
        IReadOnlyList<(string MimeType, string Text)> forms = ChartFiles.Forms(GenericChart.toFigureJson(Gallery.Figures["line"]()));
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], forms.Select(form => form.MimeType));
        string[] starts = ["{\"data\":", "<svg xmlns=", "Loss of LeNet-5 on CIFAR-10 [line: training loss, line: validation loss]"];
        foreach ((string start, string text) in starts.Zip(forms.Select(form => form.Text))) Assert.StartsWith(start, text);
        Assert.DoesNotContain("\"template\"", forms[0].Text);
    }

    [Fact]
    public void A_chart_that_moves_has_its_pictures_as_HTML_too_and_its_numbers_once()
    {
        IReadOnlyList<(string MimeType, string Text)> forms = ChartFiles.Forms(GenericChart.toFigureJson(Gallery.Figures["frames"]()));
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], forms.Select(form => form.MimeType));
        Assert.Contains("type=\"range\"", forms[0].Text);
        Assert.DoesNotContain("\"data\":", forms[0].Text);
    }

    [Fact]
    public void A_picture_in_an_output_stands_on_paper_of_its_own_with_its_sentences_in_lines_as_wide_as_it()
    {
        string[] words = [.. Enumerable.Range(0, 60).Select(i => $"word{i}")];
        GenericChart chart = Chart.Line(new[] { 1.0, 2 }, new[] { 1.0, 2 }).WithSize(400, 300).WithDescription(string.Join(' ', words), "two points");
        XElement svg = XElement.Parse(ChartFiles.Forms(GenericChart.toFigureJson(chart)).Single(form => form.MimeType == "image/svg+xml").Text);
        double height = (double)svg.Attribute("height")!;
        Assert.Equal($"0 0 400 {height.ToString(System.Globalization.CultureInfo.InvariantCulture)}", svg.Attribute("viewBox")!.Value);
        XElement[] lines = [.. svg.Descendants().Where(e => e.Name.LocalName == "tspan" && e.Value.Contains("word", StringComparison.Ordinal))];
        Assert.Equal(words, lines.SelectMany(line => line.Value.Split(' ')));
        Assert.All(lines, line => Assert.InRange(line.Value.Length, 1, 70));
        Assert.Equal(300 + 8 + lines.Length * 1.25 * 13 + 12, height, 3);
        XElement paper = svg.Elements().Single(e => e.Name.LocalName == "rect" && e.Attribute("class")?.Value == "paper");
        Assert.Equal((400, height), ((double)paper.Attribute("width")!, (double)paper.Attribute("height")!));
        Assert.DoesNotContain("word0", XElement.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
        Assert.DoesNotContain(":root", svg.ToString());
    }

    [Fact]
    public void A_saved_page_needs_nothing_else()
    {
        string file = Path.Combine(Path.GetTempPath(), $"chart-{Guid.NewGuid():N}");
        Gallery.Figures["line"]().SaveHtml(file);
        string page = File.ReadAllText(file + ".html");
        File.Delete(file + ".html");
        Assert.StartsWith("<!DOCTYPE html>", page);
        Assert.DoesNotContain("src=", page);
        Assert.Contains("The gap between the curves opens after epoch 10.", page);
    }

    [Fact]
    public void No_extension_is_called_Display() =>
        Assert.DoesNotContain(typeof(Chart).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods()), m => m.Name == "Display");
}
