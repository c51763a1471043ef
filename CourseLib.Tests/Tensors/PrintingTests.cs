using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

public class PrintingTests
{
    [Fact]
    public void A_matrix_is_printed_in_columns() =>
        Assert.Equal("Tensor [2, 2]\n[[ 1.5000, -2.0000],\n [ 0.2500, 10.0000]]", Tensor.From([[1.5f, -2], [0.25f, 10]]).ToString());

    [Fact]
    public void Whole_numbers_have_no_decimals() => Assert.Equal("Tensor [3]\n[ 1,  2, -3]", Tensor.From([1, 2, -3]).ToString());

    [Fact]
    public void Blocks_have_a_blank_line_between_them() =>
        Assert.Equal("Tensor [2, 1, 2]\n[[[0, 1]],\n\n [[2, 3]]]", Tensor.Arange(4).Reshape(2, 1, 2).ToString());

    [Fact]
    public void Small_and_large_numbers_are_told_in_powers_of_ten() => Assert.Contains("1.2300e-06", Tensor.From([1.23e-6f, 4e-6f]).ToString());

    [Fact]
    public void Long_axes_are_abbreviated()
    {
        string text = Tensor.Arange(2000).ToString();
        Assert.Equal("Tensor [2000]\n[   0,    1,    2, …, 1997, 1998, 1999]", text);
        Assert.True(Tensor.Zeros(100, 100, 100).ToString().Length < 2000);
    }

    [Fact]
    public void Everything_has_a_text()
    {
        Assert.Equal("Tensor []\n5", Tensor.Scalar(5).ToString());
        Assert.Equal("Tensor [0, 3]\n[]", Tensor.Zeros(0, 3).ToString());
        Assert.Contains("NaN", Tensor.From([float.NaN, 1.5f]).ToString());
        Assert.Contains("-∞", Tensor.From([float.NegativeInfinity, 1]).ToString());
        Tensor leaf = Tensor.Ones(1);
        leaf.RequiresGrad = true;
        Assert.Contains("requires grad", leaf.ToString());
    }

    [Fact]
    public void Notebooks_show_a_matrix_as_a_table_and_more_axes_as_text()
    {
        string html = TensorFormatters.Html(Tensor.From([[1, 2], [3, 4]]));
        Assert.StartsWith("<table", html);
        Assert.Equal(4, html.Split("<td").Length - 1);
        Assert.Contains("Tensor [2, 2]", html);
        Assert.Contains("…", TensorFormatters.Html(Tensor.Zeros(100, 100)));
        Assert.StartsWith("<pre>", TensorFormatters.Html(Tensor.Zeros(2, 2, 2)));
        Assert.Equal(["text/html", "text/plain"], new TensorFormatters().CreateTypeFormatters().Select(formatter => (string)((dynamic)formatter).MimeType));
    }
}
