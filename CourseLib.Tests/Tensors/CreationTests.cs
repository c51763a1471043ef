using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

public class CreationTests
{
    [Fact]
    public void Values_keep_their_row_major_order()
    {
        Tensor t = Tensor.From([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal([2, 3], t.Shape);
        Assert.Equal(6, t[1, 2]);
        Assert.Equal([1, 2, 3, 4, 5, 6], t.ToArray());
    }

    [Fact]
    public void Arrays_and_rows_become_tensors_of_their_shape()
    {
        Assert.Equal([3], Tensor.From([1, 2, 3]).Shape);
        Assert.Equal([1], Tensor.From([1]).Shape);
        Assert.Equal([], Tensor.From([1], []).Shape);
        Assert.Equal([], Tensor.Scalar(5).Shape);
        Assert.Equal([1, 2, 3, 4], Tensor.From([[1, 2], [3, 4]]).ToArray());
        Assert.Equal([2, 1], Tensor.From(new float[,] { { 1 }, { 2 } }).Shape);
        Assert.Equal([1, 1, 2], Tensor.From(new float[,,] { { { 1, 2 } } }).Shape);
    }

    [Fact]
    public void Ranges_identity_and_one_hot_rows_hold_what_they_say()
    {
        Assert.Equal([0, 1, 2], Tensor.Arange(3).ToArray());
        Assert.Equal([1, 0.5f, 0], Tensor.Arange(1, -0.5f, -0.5f).ToArray());
        Assert.Equal([0], Tensor.Arange(3, 1).Shape);
        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1], Tensor.Linspace(0, 1, 5).ToArray());
        Assert.Equal([1, 0, 0, 1], Tensor.Eye(2).ToArray());
        Assert.Equal([0, 1, 1, 0], Tensor.OneHot([1, 0], 2).ToArray());
        Assert.Equal([7, 7], Tensor.Full([2], 7).ToArray());
        Assert.Equal([1, 1], Tensor.OnesLike(Tensor.Zeros(2)).ToArray());
    }

    [Fact]
    public void The_source_and_the_shape_are_copied()
    {
        float[] values = [1, 2];
        int[] shape = [2];
        Tensor t = Tensor.From(values, shape);
        (values[0], shape[0]) = (9, 9);
        t.Shape[0] = 9;
        Assert.Equal(1, t[0]);
        Assert.Equal([2], t.Shape);
    }

    [Fact]
    public void Shapes_that_cannot_be_are_refused()
    {
        Assert.Contains("[2, 2] has 4 elements, and 3 values", Assert.Throws<ArgumentException>(() => Tensor.From([1, 2, 3], 2, 2)).Message);
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, -1));
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(100_000, 100_000));
        Assert.Throws<ArgumentException>(() => Tensor.From([[1, 2], [3]]));
        Assert.Throws<ArgumentException>(() => Tensor.OneHot([2], 2));
        Assert.Throws<ArgumentException>(() => Tensor.Arange(0, 1, 0));
    }

    [Fact]
    public void Tensors_without_elements_work()
    {
        Tensor none = Tensor.Zeros(0, 3);
        Assert.Equal(0, none.Count);
        Assert.Equal([0, 3], (none + 1f).Shape);
        Assert.Equal([0, 3], (none * Tensor.Ones(3)).Shape);
        Assert.Equal(0, none.Sum().Item());
        Assert.Equal([0, 0, 0], none.Sum(0).ToArray());
        Assert.Equal([3, 0], none.T.Shape);
        Assert.Equal([2, 3], Tensor.Concat([none, Tensor.Ones(2, 3)]).Shape);
        Assert.Throws<ArgumentException>(() => none.Max());
    }
}
