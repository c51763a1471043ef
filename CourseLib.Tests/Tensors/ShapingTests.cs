using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

public class ShapingTests
{
    private readonly Tensor t = Tensor.Arange(24).Reshape(2, 3, 4);

    [Fact]
    public void One_size_of_a_new_shape_may_follow_from_the_others()
    {
        Assert.Equal([6, 4], t.Reshape(-1, 4).Shape);
        Assert.Equal([24], t.Reshape(-1).Shape);
        Assert.Equal([2, 12], t.Flatten(1).Shape);
        Assert.Equal([6, 4], t.Flatten(0, 1).Shape);
        Assert.Equal([1], Tensor.Scalar(1).Flatten().Shape);
    }

    [Fact]
    public void Reshaping_shares_memory_and_cloning_does_not()
    {
        Tensor view = t.Reshape(24), clone = t.Clone();
        t[0, 0, 0] = 42;
        Assert.Equal(42, view[0]);
        Assert.Equal(0, clone[0, 0, 0]);
    }

    [Fact]
    public void Impossible_shapes_are_refused_with_both_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => t.Reshape(5, 5)).Message;
        Assert.Contains("[2, 3, 4] has 24", message);
        Assert.Contains("[5, 5] has 25", message);
        Assert.Throws<ArgumentException>(() => t.Reshape(-1, 5));
        Assert.Throws<ArgumentException>(() => t.Reshape(-1, -1));
        Assert.Throws<ArgumentException>(() => t.Reshape(-1, 0));
        Assert.Throws<ArgumentException>(() => t.Permute(0, 1));
        Assert.Throws<ArgumentException>(() => t.Permute(0, 1, 1));
        Assert.Throws<ArgumentException>(() => t.Transpose(0, 3));
        Assert.Throws<ArgumentException>(() => t.T);
        Assert.Throws<ArgumentException>(() => t.Squeeze(0));
        Assert.Throws<ArgumentException>(() => t.Unsqueeze(4));
        Assert.Throws<ArgumentException>(() => t.BroadcastTo(2, 3, 5));
        Assert.Throws<ArgumentException>(() => t.BroadcastTo(3, 4));
        Assert.Throws<ArgumentException>(() => t.Pad([(1, 1)]));
        Assert.Throws<ArgumentException>(() => t.Pad([(0, 0), (-1, 0), (0, 0)]));
        Assert.Throws<ArgumentException>(() => t.Flatten(2, 1));
        Assert.Throws<ArgumentException>(() => Tensor.Concat([]));
        Assert.Throws<ArgumentException>(() => Tensor.Concat([t, t.Reshape(2, 12)]));
        Assert.Throws<ArgumentException>(() => Tensor.Concat([t, Tensor.Ones(2, 3, 5)], 1));
        Assert.Throws<ArgumentException>(() => Tensor.Stack([t, t.Flatten()]));
    }

    [Fact]
    public void Axes_of_size_one_come_and_go()
    {
        Assert.Equal([2, 1, 3, 4], t.Unsqueeze(1).Shape);
        Assert.Equal([2, 3, 4, 1], t.Unsqueeze(-1).Shape);
        Assert.Equal([2, 3, 4], t.Unsqueeze(0).Unsqueeze(-1).Squeeze().Shape);
        Assert.Equal([2, 3, 4, 1], t.Unsqueeze(0).Unsqueeze(-1).Squeeze(0).Shape);
    }

    [Fact]
    public void A_permuted_element_is_where_its_permuted_index_says()
    {
        Tensor permuted = t.Permute(2, 0, 1);
        Assert.Equal([4, 2, 3], permuted.Shape);
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 3; j++)
                for (int k = 0; k < 4; k++) Assert.Equal(t[i, j, k], permuted[k, i, j]);
    }

    [Fact]
    public void Padding_goes_around_the_last_two_axes()
    {
        Tensor padded = Tensor.Ones(1, 1, 2, 2).Pad2d(1, 2, value: 9);
        Assert.Equal([1, 1, 4, 6], padded.Shape);
        Assert.Equal(4, padded.EqualTo(1f).Sum().Item());
        Assert.Equal(20, padded.EqualTo(9f).Sum().Item());
        Assert.Equal(1, padded[0, 0, 1, 2]);
    }
}
