using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

public class IndexingTests
{
    private readonly Tensor t = Tensor.Arange(24).Reshape(2, 3, 4);

    [Fact]
    public void A_full_index_reads_and_writes_an_element()
    {
        Assert.Equal(1 * 12 + 2 * 4 + 3, t[1, 2, 3]);
        t[1, 2, 3] = -1;
        Assert.Equal(-1, t.ToArray()[23]);
    }

    [Fact]
    public void Ranges_cut_and_indices_drop_their_axis()
    {
        Assert.Equal([1, 3, 4], t[1..].Shape);
        Assert.Equal([3, 4], t[1, ..].Shape);
        Assert.Equal([2, 2, 2], t[.., 1..3, ..^2].Shape);
        Assert.Equal([8, 9, 10, 11], t[0, ^1].ToArray());
        Assert.Equal([5, 17], t[.., 1, 1].ToArray());
        Assert.Equal([3], t[^1, .., 0].Shape);
        Assert.Equal([20, 21, 22, 23], t.Select(0, 1).Select(0, 2).ToArray());
        Assert.Equal([4, 5, 6, 7], t.Slice(1, 1, 1)[0, 0, ..].ToArray());
    }

    [Fact]
    public void A_slice_is_a_copy()
    {
        Tensor row = t[0, 0, ..];
        row[0] = 99;
        Assert.Equal(0, t[0, 0, 0]);
    }

    [Fact]
    public void What_lies_outside_is_refused_with_axis_and_shape()
    {
        Assert.Contains("outside axis 1 of shape [2, 3, 4]", Assert.Throws<ArgumentOutOfRangeException>(() => t[0, 3, 0]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => t[0, 0, -1] = 1);
        Assert.Contains("needs 3 indices, not 2", Assert.Throws<ArgumentException>(() => t[[0, 0]]).Message);
        Assert.Throws<ArgumentException>(() => t[0..3]);
        Assert.Throws<ArgumentException>(() => t[^3, ..]);
        Assert.Throws<ArgumentException>(() => t[^0, ..]);
        Assert.Throws<ArgumentException>(() => t[2, ..]);
        Assert.Throws<ArgumentException>(() => t[.., .., .., ..]);
        Assert.Throws<ArgumentException>(() => t.Slice(0, 1, 2));
        Assert.Throws<ArgumentException>(() => t.Slice(3, 0, 1));
        Assert.Throws<ArgumentException>(() => t.Select(0, -1));
        Assert.Throws<ArgumentException>(() => t.IndexSelect(1, [3]));
    }
}
